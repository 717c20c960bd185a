import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { describe } from 'vitest';

/** Debian's redis-server, where it is installed. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A suite that needs a Redis server: runs where one is installed, is counted as skipped where none is. */
export const describeWithRedis = (title: string, suite: () => void): void => {
  if (hasRedis) describe(`[redis] ${title}`, { timeout: 120_000 }, suite);
  else describe.skip(`[redis] ${title}`, suite);
};

/** A port nobody listens on. */
export const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => done(port));
    });
  });

/** Starts a server that keeps nothing on disk. */
export const startRedis = async (port: number): Promise<ChildProcess> => {
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise<void>((ready) => server.stdout.on('data', (text: Buffer) => {
    if (text.toString().includes('Ready to accept connections')) ready();
  }));
  return server;
};

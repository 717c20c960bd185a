import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { ConfigError, mustBe } from '../kernel/index.ts';
import type { AppOptions } from './app.ts';
import { appOf } from './app.ts';

export interface WorkbenchOptions extends Omit<AppOptions, 'gate'> {
  /** 0: any free one. */
  readonly port: number;
}

export interface Workbench {
  /** Address with the token, to open once. */
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/**
 * Serves the workbench to this machine only.
 *
 * @throws ConfigError when the port is taken
 */
export const openWorkbench = async ({ port, ...options }: WorkbenchOptions): Promise<Workbench> => {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new ConfigError('port', mustBe('--port', 'free', port, 'leave it out for any free port')) : error));
    server.listen(port, LOOPBACK, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  const token = randomBytes(24).toString('base64url');
  const { app, jobs } = appOf({ ...options, gate: { token, hosts: [`${LOOPBACK}:${actual}`, `localhost:${actual}`] } });
  const listener = getRequestListener(app.fetch);
  server.on('request', (request, response) => void listener(request, response));
  return {
    url: `http://${LOOPBACK}:${actual}/?token=${token}`,
    port: actual,
    close: async () => {
      await jobs.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

import { rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { RefusedError, mustBe } from '../../kernel/index.ts';

/** Held until the process ends, whatever ends it. */
export interface Lock {
  readonly release: () => void;
}

/**
 * A name the kernel owns: on Linux an abstract socket named by the folder's device and inode, so that a link to the folder
 * is the same folder, and nothing is left behind to delete.
 */
const addressOf = (state: string): string => {
  const { dev, ino } = statSync(state);
  return platform() === 'linux' ? `\0gamma-${dev}-${ino}` : join(state, 'lock.sock');
};

const listen = (path: string): Promise<Lock | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.end(`${process.pid}\n`));
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen({ path }, () => {
      server.unref();
      resolve({ release: () => server.close() });
    });
  });

/** Process id of the folder's holder, or undefined when nobody holds it. */
export const lockHolder = (state: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    let text = '';
    const socket = connect({ path: addressOf(state) });
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', (data: Buffer) => (text += data.toString()));
    socket.once('error', () => resolve(undefined));
    socket.once('close', () => resolve(text === '' ? undefined : Number(text)));
  });

/**
 * Takes the state folder for this process alone.
 *
 * @throws RefusedError with exit code 6 when another process has it
 */
export const takeLock = async (state: string): Promise<Lock> => {
  const path = addressOf(state);
  let lock = await listen(path);
  if (lock === undefined && !path.startsWith('\0') && (await lockHolder(state)) === undefined) {
    rmSync(path, { force: true });
    lock = await listen(path);
  }
  if (lock === undefined) {
    const holder = await lockHolder(state);
    throw new RefusedError('already-running', mustBe(state, 'free', `in use by process ${holder ?? 'unknown'}`, 'stop that one first, or ask it with gamma status'), 6);
  }
  return lock;
};

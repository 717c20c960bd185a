import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, dirname, join } from 'node:path';

const temporaryName = /^\.(.+)\.(\d+)\.gamma\.(tmp|old)$/;

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** What a path is called while it is made, and while it is replaced. */
export const temporaryPath = (path: string, kind: 'tmp' | 'old'): string =>
  join(dirname(path), `.${basename(path)}.${process.pid}.gamma.${kind}`);

/** Removes what processes that are gone left in a folder half made, and puts back what they were replacing. */
export const sweepLeftovers = (folder: string): void => {
  for (const entry of readdirSync(folder)) {
    const found = temporaryName.exec(entry);
    if (found === null || isRunning(Number(found[2]))) continue;
    const target = join(folder, found[1]);
    if (found[3] === 'old' && !existsSync(target)) renameSync(join(folder, entry), target);
    else rmSync(join(folder, entry), { recursive: true, force: true });
  }
};

/** Runs work that owns a temporary path; a signal that ends the process removes the path first. */
export const removingOnSignal = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  const end = (signal: 'SIGINT' | 'SIGTERM'): void => {
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
    process.exit(128 + constants.signals[signal]);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  try {
    return await work();
  } finally {
    process.removeListener('SIGINT', end);
    process.removeListener('SIGTERM', end);
    rmSync(path, { recursive: true, force: true });
  }
};

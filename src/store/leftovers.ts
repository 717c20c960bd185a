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

/** Temporary paths of the work under way, the innermost last. */
const owned: string[] = [];

const removeAll = (signal: 'SIGINT' | 'SIGTERM'): void => {
  for (const path of owned.toReversed()) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  process.exit(128 + constants.signals[signal]);
};

/** Runs work that owns a temporary path, itself perhaps within such work; a signal that ends the process removes all such paths first. */
export const removingOnSignal = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  if (owned.length === 0) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, removeAll);
  owned.push(path);
  try {
    return await work();
  } finally {
    rmSync(path, { recursive: true, force: true });
    owned.splice(owned.lastIndexOf(path), 1);
    if (owned.length === 0) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, removeAll);
  }
};

import { accessSync, closeSync, constants, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError, mustBe } from '../kernel/index.ts';
import { removingOnSignal, sweepLeftovers, temporaryPath } from './leftovers.ts';

/** The nearest folder above a path that exists. */
const standing = (path: string): string => (existsSync(path) ? path : standing(dirname(path)));

/**
 * Makes a folder and those above it.
 *
 * @throws ConfigError where none can be made: asking the file system itself may never return there
 */
export const makeFolder = (path: string): void => {
  const above = standing(resolve(path));
  try {
    accessSync(above, constants.W_OK);
    if (!statSync(above).isDirectory() || /^\/(proc|sys|dev)(\/|$)/.test(above)) throw new Error('no place for files');
  } catch {
    throw new ConfigError('target', mustBe('the target', 'in a folder that can be written', path, 'choose another place'));
  }
  mkdirSync(path, { recursive: true });
};

/** Writes a file whole or not at all: a temporary file beside it, synced, then renamed over it. */
export const writeFileAtomic = (path: string, content: string | Uint8Array): void => {
  makeFolder(dirname(path));
  const temporary = temporaryPath(path, 'tmp');
  const file = openSync(temporary, 'w');
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    let written = 0;
    while (written < bytes.length) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
};

/**
 * Builds a folder whole or not at all: `build` fills a temporary folder beside it, which is renamed when it succeeds.
 *
 * `check` has the last word before it takes its place. An existing folder is replaced only then; a failure leaves it as it was and nothing else behind.
 */
export const buildFolder = async <T>(path: string, build: (folder: string) => Promise<T> | T, check: () => void = () => undefined): Promise<T> => {
  makeFolder(dirname(path));
  sweepLeftovers(dirname(path));
  const temporary = temporaryPath(path, 'tmp');
  const old = temporaryPath(path, 'old');
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  return removingOnSignal(temporary, async () => {
    const result = await build(temporary);
    check();
    if (existsSync(path)) renameSync(path, old);
    renameSync(temporary, path);
    rmSync(old, { recursive: true, force: true });
    return result;
  });
};

import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { DataError, mustBe } from '../kernel/index.ts';

/** Refuses what cannot be read as a file. @throws DataError when it is missing, a folder or not to be read */
export const checkInput = (path: string): void => {
  if (!existsSync(path)) throw new DataError('no-file', mustBe('file', 'an existing file', path, 'check the path'));
  if (statSync(path).isDirectory()) throw new DataError('no-file', mustBe('file', 'a file, not a folder', path, 'name the files in it'));
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new DataError('no-file', mustBe('file', 'a file you may read', path, 'check its permissions'));
  }
};

/** A file's bytes. @throws DataError when it is missing, a folder or not to be read */
export const readInput = (path: string): Buffer => {
  checkInput(path);
  try {
    return readFileSync(path);
  } catch {
    throw new DataError('no-file', mustBe('file', 'a file you may read', path, 'check its permissions'));
  }
};

/** A file's text, unpacked when it is gzip. @throws DataError when the gzip is cut short or damaged */
export const textOf = (bytes: Buffer, name: string): string => {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8');
  try {
    return gunzipSync(bytes).toString('utf8');
  } catch {
    throw new DataError('corrupt', mustBe(name, 'a whole gzip file', `${bytes.length} damaged bytes`, 'fetch it again'));
  }
};

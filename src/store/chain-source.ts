import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ChainSource } from '../formats/index.ts';
import { csvSource } from '../formats/index.ts';
import { DataError, mustBe } from '../kernel/index.ts';
import { openDatabase, quoted } from './duckdb.ts';
import { sha256 } from './hash.ts';

/** A file's bytes. @throws DataError when it is missing, a folder or not to be read */
export const readInput = (path: string): Buffer => {
  if (!existsSync(path)) throw new DataError('no-file', mustBe('file', 'an existing file', path, 'check the path'));
  if (statSync(path).isDirectory()) throw new DataError('no-file', mustBe('file', 'a file, not a folder', path, 'name the files in it'));
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

const parquetSource = async (path: string): Promise<ChainSource> => {
  const db = await openDatabase();
  try {
    const table = await db.texts(`SELECT COLUMNS(*)::VARCHAR FROM read_parquet(${quoted(path)})`);
    return { name: basename(path), head: [table.columns.join(',')], table: () => table };
  } finally {
    db.close();
  }
};

/** Opens a chain file of any kind: CSV, gzipped CSV or Parquet, told apart by its first bytes. */
export const openSource = async (path: string): Promise<{ readonly source: ChainSource; readonly sha256: string }> => {
  const bytes = readInput(path);
  const isParquet = bytes.subarray(0, 4).toString('latin1') === 'PAR1';
  return { source: isParquet ? await parquetSource(path) : csvSource(basename(path), textOf(bytes, basename(path))), sha256: sha256(bytes) };
};

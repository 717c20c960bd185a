import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { DataError, mustBe } from '../kernel/index.ts';
import type { PackedDay, QuoteDay } from '../market/index.ts';
import { packDay } from '../market/index.ts';
import { buildFolder, writeFileAtomic } from './atomic.ts';
import type { DatasetFile } from './dataset-file.ts';
import { dayFile } from './dataset-file.ts';
import { readDayFile } from './day-parquet.ts';
import { openDatabase } from './duckdb.ts';
import { sha256File } from './hash.ts';

const VERSION = 3;

/** Packed sessions in memory that threads share. */
export interface LoadedQuotes {
  readonly buffer: SharedArrayBuffer;
  readonly days: readonly PackedDay[];
}

interface CacheIndex {
  readonly version: number;
  readonly quotesHash: string;
  readonly bytes: number;
  /** Checksum of quotes.bin: against damage, not against forgers, who are found by the hashes of the day files. */
  readonly crc32: number;
  readonly days: readonly PackedDay[];
}

const pathsIn = (cache: string) => ({ quotes: join(cache, 'quotes.bin'), index: join(cache, 'index.json') });

/** Writes packed sessions one after another; the index, written last, makes them valid. */
export const cacheWriter = (cache: string) => {
  mkdirSync(cache, { recursive: true });
  const paths = pathsIn(cache);
  const file = openSync(paths.quotes, 'w');
  const days: PackedDay[] = [];
  let [offset, sum] = [0, 0];
  return {
    /** @returns prices too high to pack */
    add: (day: QuoteDay): number => {
      const { bytes, tooHigh } = packDay(day);
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      sum = crc32(bytes, sum);
      days.push({ date: day.date, offset, rows: day.rows, strikes: day.strikes.length });
      offset += bytes.length;
      return tooHigh;
    },
    finish: (quotesHash: string): void => {
      const index: CacheIndex = { version: VERSION, quotesHash, bytes: offset, crc32: sum, days };
      writeFileAtomic(paths.index, JSON.stringify(index));
    },
    close: (): void => closeSync(file),
  };
};

const validIndex = (cache: string, quotesHash: string): CacheIndex | undefined => {
  const { quotes, index } = pathsIn(cache);
  if (!existsSync(index) || !existsSync(quotes)) return undefined;
  try {
    const found = JSON.parse(readFileSync(index, 'utf8')) as CacheIndex;
    const valid = found.version === VERSION && found.quotesHash === quotesHash && statSync(quotes).size === found.bytes;
    return valid ? found : undefined;
  } catch {
    return undefined;
  }
};

/** Hash of a session's file, checked against the description. @throws DataError when it was changed or is gone */
export const verifiedDayFile = (folder: string, day: DatasetFile['days'][number]): string => {
  const path = dayFile(folder, day.date);
  const found = existsSync(path) ? sha256File(path) : 'no file';
  if (found !== day.sha256) {
    throw new DataError('corrupt', mustBe(path, `as imported (${day.sha256.slice(0, 12)})`, found.slice(0, 12), 'import the data again'));
  }
  return path;
};

const rebuild = async (folder: string, file: DatasetFile): Promise<void> => {
  const db = await openDatabase();
  try {
    await buildFolder(join(folder, 'cache'), async (building) => {
      const writer = cacheWriter(building);
      try {
        for (const day of file.days) writer.add(await readDayFile(db, verifiedDayFile(folder, day), day.date as PackedDay['date']));
        writer.finish(file.quotesHash);
      } finally {
        writer.close();
      }
    });
  } finally {
    db.close();
  }
};

/** Bytes read and summed at a time: few enough to be summed before they leave the processor's cache. */
const PIECE = 1 << 20;

/** Fills a view from a place in a file. @returns the checksum of what was read */
const readInto = (path: string, view: Uint8Array, from: number): number => {
  const file = openSync(path, 'r');
  try {
    let sum = 0;
    for (let at = 0; at < view.length; ) {
      const read = readSync(file, view, at, Math.min(view.length - at, PIECE), from + at);
      if (read === 0) return sum;
      sum = crc32(view.subarray(at, at + read), sum);
      at += read;
    }
    return sum;
  } finally {
    closeSync(file);
  }
};

/** The cache in memory, or undefined when it is missing, of other day files, or not the bytes that were written. */
const validCache = (folder: string, file: DatasetFile): LoadedQuotes | undefined => {
  const cache = join(folder, 'cache');
  const index = validIndex(cache, file.quotesHash);
  if (index === undefined) return undefined;
  const buffer = new SharedArrayBuffer(index.bytes);
  return readInto(pathsIn(cache).quotes, new Uint8Array(buffer), 0) === index.crc32 ? { buffer, days: index.days } : undefined;
};

/** All sessions' packed quotes in shared memory, from the cache, which is first made again when missing, stale or altered. */
export const loadQuotes = async (folder: string, file: DatasetFile): Promise<LoadedQuotes> => {
  const found = validCache(folder, file);
  if (found !== undefined) return found;
  await rebuild(folder, file);
  const made = validCache(folder, file);
  if (made === undefined) throw new DataError('corrupt', mustBe(join(folder, 'cache'), 'a cache of the day files', 'another', 'delete it and try again'));
  return made;
};

/** Says of sessions read from their day files whether the cache, if there is one, holds the very same. */
export const cacheComparer = (folder: string, file: DatasetFile): ((day: QuoteDay) => boolean) => {
  const cache = join(folder, 'cache');
  const index = validIndex(cache, file.quotesHash);
  if (index === undefined) return () => true;
  const places = new Map(index.days.map((day) => [day.date, day]));
  return (day) => {
    const place = places.get(day.date);
    if (place === undefined) return false;
    const { bytes } = packDay(day);
    const found = new Uint8Array(bytes.length);
    readInto(pathsIn(cache).quotes, found, place.offset);
    return Buffer.compare(found, bytes) === 0;
  };
};

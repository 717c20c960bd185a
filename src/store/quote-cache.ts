import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { DataError, mustBe, sessionDate } from '../kernel/index.ts';
import type { PackedDay, PackedQuotes, QuoteDay } from '../market/index.ts';
import { packDay } from '../market/index.ts';
import { buildFolder, writeFileAtomic } from './atomic.ts';
import type { DatasetFile } from './dataset-file.ts';
import { dayFile } from './dataset-file.ts';
import { readDayFile } from './day-parquet.ts';
import { openDatabase } from './duckdb.ts';
import type { PackedBytes } from './encode-day.ts';
import { packedBytes } from './encode-day.ts';
import { sha256File } from './hash.ts';

const VERSION = 5;

/** A session's place in quotes.bin and the checksum of its bytes: against damage, not against forgers, who are found by the hashes of the day files. */
interface CachedDay extends PackedDay {
  readonly bytes: number;
  readonly crc32: number;
}

/** Packed sessions in a file that was found whole, read as they are needed. */
export interface CachedQuotes {
  readonly days: readonly PackedDay[];
  /** Session i alone, in memory that the next call takes again. @throws DataError when the file changed since it was opened */
  readonly day: (i: number) => PackedQuotes;
  /** All sessions, in new memory that threads share. @throws DataError likewise */
  readonly all: () => PackedQuotes & { readonly buffer: SharedArrayBuffer };
}

interface CacheIndex {
  readonly version: number;
  readonly quotesHash: string;
  readonly bytes: number;
  /** Checksum of the list of days: a damaged figure in it would read good bytes wrongly. */
  readonly crc32: number;
  readonly days: readonly CachedDay[];
}

const checksum = (days: readonly CachedDay[]): number => crc32(JSON.stringify(days));

const pathsIn = (cache: string) => ({ quotes: join(cache, 'quotes.bin'), index: join(cache, 'index.json') });

/** Writes packed sessions one after another; the index, written last, makes them valid. */
export interface CacheWriter {
  readonly add: (day: Pick<CachedDay, 'rows' | 'strikes'> & { readonly date: string }, packed: PackedBytes) => void;
  /** Prices too high to pack, of all sessions so far. */
  readonly tooHigh: () => number;
  readonly finish: (quotesHash: string) => void;
  readonly close: () => void;
}

export const cacheWriter = (cache: string): CacheWriter => {
  mkdirSync(cache, { recursive: true });
  const paths = pathsIn(cache);
  const file = openSync(paths.quotes, 'w');
  const days: CachedDay[] = [];
  let [offset, tooHigh] = [0, 0];
  return {
    add: ({ date, rows, strikes }, packed) => {
      const { bytes } = packed;
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      days.push({ date: sessionDate(date), offset, rows, strikes, bytes: bytes.length, crc32: packed.crc32 });
      offset += bytes.length;
      tooHigh += packed.tooHigh;
    },
    tooHigh: () => tooHigh,
    finish: (quotesHash) => {
      const index: CacheIndex = { version: VERSION, quotesHash, bytes: offset, crc32: checksum(days), days };
      writeFileAtomic(paths.index, JSON.stringify(index));
    },
    close: () => closeSync(file),
  };
};

const validIndex = (cache: string, quotesHash: string): CacheIndex | undefined => {
  const { quotes, index } = pathsIn(cache);
  if (!existsSync(index) || !existsSync(quotes)) return undefined;
  try {
    const found = JSON.parse(readFileSync(index, 'utf8')) as CacheIndex;
    const ofThese = found.version === VERSION && found.quotesHash === quotesHash && statSync(quotes).size === found.bytes;
    return ofThese && checksum(found.days) === found.crc32 ? found : undefined;
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
        for (const day of file.days) writer.add(day, packedBytes(await readDayFile(db, verifiedDayFile(folder, day), sessionDate(day.date))));
        writer.finish(file.quotesHash);
      } finally {
        writer.close();
      }
    }, () => {
      if (validCache(folder, file) !== undefined) throw new Error('another process made the cache meanwhile');
    });
  } finally {
    db.close();
  }
};

/** Fills a view from a place in a file. @returns bytes read */
const readInto = (file: number, view: Uint8Array, from: number): number => {
  let at = 0;
  while (at < view.length) {
    const read = readSync(file, view, at, view.length - at, from + at);
    if (read === 0) break;
    at += read;
  }
  return at;
};

/** What is read of quotes.bin while it is open. */
const reading = <T>(path: string, read: (file: number) => T): T => {
  const file = openSync(path, 'r');
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
};

/** Reads a session. @returns whether it is what was written */
const readDay = (file: number, { offset, bytes, crc32: sum }: CachedDay, view: Uint8Array): boolean =>
  readInto(file, view, offset) === bytes && crc32(view) === sum;

/** Reads sessions through one small piece of memory: new memory costs more than what is read into it. */
const cachedQuotes = (cache: string, days: readonly CachedDay[]): CachedQuotes => {
  const path = pathsIn(cache).quotes;
  const scratch = new Uint8Array(days.reduce((most, { bytes }) => Math.max(most, bytes), 0));
  const changed = (where: string, found: string): DataError =>
    new DataError('corrupt', mustBe(where, 'as it was when opened', found, 'run the command again, and nothing else on this dataset meanwhile'));
  const fill = (file: number, day: CachedDay, view: Uint8Array): void => {
    if (!readDay(file, day, view)) throw changed(`${path}, session ${day.date}`, 'other bytes');
  };
  const opened = (read: (file: number) => void): void => {
    if (!existsSync(path)) throw changed(path, 'no file');
    reading(path, read);
  };
  return {
    days,
    day: (i) => {
      opened((file) => fill(file, days[i], scratch.subarray(0, days[i].bytes)));
      return { buffer: scratch.buffer, days: [{ ...days[i], offset: 0 }] };
    },
    all: () => {
      const buffer = new SharedArrayBuffer(days.reduce((sum, { bytes }) => sum + bytes, 0));
      opened((file) => days.forEach((day) => fill(file, day, new Uint8Array(buffer, day.offset, day.bytes))));
      return { buffer, days };
    },
  };
};

/** The cache, or undefined when it is missing, of other day files, or not the bytes that were written. */
const validCache = (folder: string, file: DatasetFile): CachedQuotes | undefined => {
  const cache = join(folder, 'cache');
  const index = validIndex(cache, file.quotesHash);
  if (index === undefined) return undefined;
  const { days } = index;
  const scratch = new Uint8Array(days.reduce((most, { bytes }) => Math.max(most, bytes), 0));
  try {
    const isWhole = reading(pathsIn(cache).quotes, (quotes) => days.every((day) => readDay(quotes, day, scratch.subarray(0, day.bytes))));
    return isWhole ? cachedQuotes(cache, days) : undefined;
  } catch {
    return undefined;
  }
};

/** All sessions' packed quotes, checked, from the cache, which is first made again when missing, stale or altered. */
export const openQuotes = async (folder: string, file: DatasetFile): Promise<CachedQuotes> => {
  const found = validCache(folder, file);
  if (found !== undefined) return found;
  const failure: unknown = await rebuild(folder, file).then(() => undefined, (error: unknown) => error);
  const made = validCache(folder, file);
  if (made !== undefined) return made;
  throw failure instanceof Error ? failure : new DataError('corrupt', mustBe(join(folder, 'cache'), 'a cache of the day files', 'another', 'delete it and try again'));
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
    reading(pathsIn(cache).quotes, (quotes) => readInto(quotes, found, place.offset));
    return Buffer.compare(found, bytes) === 0;
  };
};

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { sessionDate } from '../../src/kernel/index.ts';
import type { QuoteDay } from '../../src/market/index.ts';
import { fairMarket } from '../../src/market/index.ts';
import { dayEncoder } from '../../src/store/day-encoder.ts';
import { dayFileMaker, readDayFile } from '../../src/store/day-parquet.ts';
import { openDatabase } from '../../src/store/duckdb.ts';
import { sessionEncoder } from '../../src/store/encode-day.ts';
import { sha256 } from '../../src/store/hash.ts';
import { dictionaryColumn, EMPTY, physical, placesPage, plainNumbers, wholeColumn } from '../../src/store/parquet/column.ts';
import { parquetBytes } from '../../src/store/parquet/file.ts';

const root = mkdtempSync(join(tmpdir(), 'gamma-day-files-'));
let files = 0;
/** DuckDB remembers files by name: each gets its own. */
const written = (bytes: Uint8Array): string => {
  const path = join(root, `${files++}.parquet`);
  writeFileSync(path, bytes);
  return path;
};
const db = await openDatabase();
afterAll(() => {
  db.close();
  rmSync(root, { recursive: true, force: true });
});

const readBack = (bytes: Uint8Array, sql: string) => db.columns(sql.replaceAll('FILE', `'${written(bytes)}'`));

const prices = fc.oneof(fc.nat({ max: 40_000 }), fc.nat({ max: 2 ** 31 - 1 }), fc.constant(Number.NaN), fc.constant(0));
const interests = fc.oneof(fc.constant(Number.NaN), fc.nat({ max: 5 }), fc.nat({ max: 2 ** 31 - 1 }));

/** Sessions of any shape, with any cells missing. */
const anyDay = fc.record({ rows: fc.integer({ min: 1, max: 40 }), strikes: fc.integer({ min: 1, max: 12 }) }).chain(({ rows, strikes }) => {
  const size = 2 * strikes * rows;
  const cells = (of: fc.Arbitrary<number>, length: number) => fc.array(of, { minLength: length, maxLength: length }).map((values) => Float64Array.from(values));
  return fc.record({
    minutes: fc.uniqueArray(fc.integer({ min: 570, max: 960 }), { minLength: rows, maxLength: rows }).map((minutes) => Uint16Array.from(minutes).sort()),
    strikes: fc.uniqueArray(fc.integer({ min: 1, max: 2000 }), { minLength: strikes, maxLength: strikes }).map((steps) => Float64Array.from(steps, (step) => 5 * step).sort()),
    spot: cells(fc.oneof(fc.double({ min: 0.01, max: 1e5, noNaN: true }), fc.constant(Number.NaN)), rows),
    bid: cells(prices, size),
    ask: cells(prices, size),
    contracts: cells(interests, 2 * strikes),
    from: cells(fc.integer({ min: 0, max: rows - 1 }), 2 * strikes),
  }).map(({ minutes, strikes: grid, spot, bid, ask, contracts, from }): QuoteDay => ({
    date: sessionDate('2024-07-01'),
    rows,
    stride: rows,
    minutes,
    strikes: grid,
    spot,
    bid,
    ask,
    openInterest: contracts.every(Number.isNaN) ? undefined : { contracts, knownFrom: contracts.map((interest, c) => (Number.isNaN(interest) ? Number.NaN : minutes[from[c]])) },
  }));
});

describe('a session\'s file', () => {
  it('gives DuckDB every cell of any session again', async () => {
    const fileOf = dayFileMaker();
    await fc.assert(fc.asyncProperty(anyDay, async (day) => {
      expect(await readDayFile(db, written(fileOf(day)), day.date)).toEqual(day);
    }), { numRuns: 200 });
  });

  it('does not depend on the sessions before it', () => {
    fc.assert(fc.property(fc.array(anyDay, { minLength: 2, maxLength: 4 }), (days) => {
      const fileOf = dayFileMaker();
      const moved = days.map((day, i) => (i % 2 === 0 ? day : { ...days[0], spot: day.spot.length === days[0].spot.length ? day.spot : days[0].spot }));
      for (const day of moved) expect(Buffer.from(fileOf(day)).equals(dayFileMaker()(day))).toBe(true);
    }), { numRuns: 50 });
  });

  it('has the same bytes on every machine', () => {
    const day = fairMarket(3, { sessions: 1, step: 15 }).day(0, 'ticked');
    expect(sha256(dayFileMaker()({ ...day, bid: day.bid.with(7, Number.NaN) }))).toBe('92ccdaf8af522e2fd492e4cb783a0e773d55b08deb616090b0dcdfa39123da6f');
  });

  it('has columns that others know by type', async () => {
    const path = written(dayFileMaker()(fairMarket(3, { sessions: 1, step: 15 }).day(0, 'ticked')));
    const { rows } = await db.texts(`DESCRIBE SELECT * FROM '${path}'`);
    expect(rows.map(([name, type]) => `${name} ${type}`)).toEqual(['minute USMALLINT', 'right VARCHAR', 'strike DOUBLE', 'bid INTEGER', 'ask INTEGER', 'spot DOUBLE', 'oi INTEGER']);
  });
});

describe('a column of a Parquet file', () => {
  const whole = fc.oneof(fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.integer({ min: 0, max: 3 }), fc.constant(EMPTY));
  /** Values in runs of any length, so that runs and packed groups meet in every way. */
  const runs = (of: fc.Arbitrary<number>) =>
    fc.array(fc.tuple(of, fc.integer({ min: 1, max: 70 })), { minLength: 1, maxLength: 40 }).map((parts) => Int32Array.from(parts.flatMap(([value, count]) => Array<number>(count).fill(value))));

  it('of differences holds whole numbers of any size, and empty cells', async () => {
    await fc.assert(fc.asyncProperty(runs(whole), async (cells) => {
      const found = await readBack(parquetBytes([wholeColumn('n', cells)], cells.length), `SELECT coalesce(n, ${EMPTY}) AS n FROM FILE`);
      expect(found['n']).toEqual(cells);
    }), { numRuns: 200 });
  });

  it('of places holds places in a dictionary of any length', async () => {
    const lengths = fc.constantFrom(1, 2, 3, 255, 256, 257, 70_000);
    await fc.assert(fc.asyncProperty(lengths.chain((length) => fc.tuple(fc.constant(length), runs(fc.oneof(fc.constant(EMPTY), fc.nat({ max: length - 1 }))))), async ([length, cells]) => {
      const words = plainNumbers(Int32Array.from({ length }, (_, place) => place));
      const column = dictionaryColumn({ name: 'n', type: physical.int32, isOptional: true }, words, placesPage(cells, length, true));
      const found = await readBack(parquetBytes([column], cells.length), `SELECT coalesce(n, ${EMPTY}) AS n FROM FILE`);
      expect(found['n']).toEqual(cells);
    }), { numRuns: 200 });
  });
});

describe('a thread that encodes sessions', () => {
  const market = fairMarket(3, { sessions: 40, step: 15 });

  it('gives the bytes that encoding them in turn gives', async () => {
    const encoder = dayEncoder();
    const inTurn = sessionEncoder();
    const coming = market.dates.map((_, i) => encoder.encode(market.day(i, 'ticked')));
    for (const [i, encoding] of coming.entries()) expect(await encoding).toEqual(inTurn(market.day(i, 'ticked')));
    await encoder.close();
  });

  it('says what it was refused', async () => {
    const encoder = dayEncoder();
    const coming = market.dates.map((_, i) => encoder.encode(market.day(i, i === 39 ? 'exact' : 'ticked')));
    await expect(Promise.all(coming)).rejects.toThrow(/not a whole price cent/);
    await encoder.close();
  });
});

import type { SessionDate } from '../kernel/index.ts';
import { DataError } from '../kernel/index.ts';
import { rightIndex } from '../market/index.ts';
import type { QuoteDay } from '../market/index.ts';
import type { ChainRow, RejectCode } from './chain-row.ts';

const conflict = (row: ChainRow, what: string): DataError =>
  new DataError(
    'conflicting-duplicates',
    `${row.date} minute ${row.minute} strike ${row.strike} ${row.right} must have one ${what}, found two that differ; remove one from the file`,
  );

const same = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

const ascending = (values: Iterable<number>): number[] => [...new Set(values)].sort((a, b) => a - b);

const indexOf = (sorted: readonly number[]): Map<number, number> => new Map(sorted.map((value, i) => [value, i]));

/** Share of the day's median index level beyond which a row's level is a fault. */
const LARGEST_JUMP = 0.2;

const withoutJumps = (rows: readonly ChainRow[], reject: (code: RejectCode) => void): readonly ChainRow[] => {
  const levels = Float64Array.from(rows, (row) => row.spot).filter((spot) => !Number.isNaN(spot)).sort();
  const median = levels[levels.length >> 1];
  return rows.filter(({ spot }) => {
    const jumps = Math.abs(spot / median - 1) > LARGEST_JUMP;
    if (jumps) reject('index-jump');
    return !jumps;
  });
};

/**
 * One session's rows as a chain: minutes and strikes ascending, the strikes being all that any minute quotes.
 *
 * The order of the rows does not matter. Open interest is the first known of the day, from that minute on.
 *
 * @param reject called for a row that repeats another exactly, or whose index level lies a fifth off the day's median
 * @throws DataError `conflicting-duplicates` when two rows of one contract and minute, or two index levels, differ
 */
export const assembleDay = (given: readonly ChainRow[], reject: (code: RejectCode) => void): QuoteDay => {
  const rows = withoutJumps(given, reject);
  const minutes = ascending(rows.map((row) => row.minute));
  const strikes = ascending(rows.map((row) => row.strike));
  const minuteIndex = indexOf(minutes);
  const strikeIndices = indexOf(strikes);
  const T = minutes.length;
  const size = 2 * strikes.length;
  const bid = new Float64Array(size * T).fill(Number.NaN);
  const ask = bid.slice();
  const spot = new Float64Array(T).fill(Number.NaN);
  const contracts = new Float64Array(size).fill(Number.NaN);
  const knownFrom = new Float64Array(size).fill(Number.NaN);
  const seen = new Uint8Array(size * T);
  for (const row of rows) {
    const t = minuteIndex.get(row.minute) ?? -1;
    const contract = rightIndex(row.right) * strikes.length + (strikeIndices.get(row.strike) ?? -1);
    const cell = contract * T + t;
    if (!Number.isNaN(spot[t]) && !Number.isNaN(row.spot) && spot[t] !== row.spot) throw conflict(row, 'index level');
    if (!Number.isNaN(row.spot)) spot[t] = row.spot;
    if (seen[cell] === 1) {
      if (!same(bid[cell], row.bid) || !same(ask[cell], row.ask)) throw conflict(row, 'quote');
      reject('duplicate');
      continue;
    }
    seen[cell] = 1;
    bid[cell] = row.bid;
    ask[cell] = row.ask;
    if (!Number.isNaN(row.openInterest) && !(row.minute >= knownFrom[contract])) {
      contracts[contract] = row.openInterest;
      knownFrom[contract] = row.minute;
    }
  }
  return {
    date: rows[0].date,
    rows: T,
    stride: T,
    minutes: Uint16Array.from(minutes),
    strikes: Float64Array.from(strikes),
    spot,
    bid,
    ask,
    openInterest: contracts.every(Number.isNaN) ? undefined : { contracts, knownFrom },
  };
};

/** Collects accepted rows by session. */
export const rowsByDay = (): { readonly add: (row: ChainRow) => void; readonly days: () => [SessionDate, ChainRow[]][] } => {
  const byDate = new Map<SessionDate, ChainRow[]>();
  return {
    add: (row) => {
      const rows = byDate.get(row.date);
      if (rows === undefined) byDate.set(row.date, [row]);
      else rows.push(row);
    },
    days: () => [...byDate].sort(([a], [b]) => (a < b ? -1 : 1)),
  };
};

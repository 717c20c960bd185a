import type { SessionDate } from '../kernel/index.ts';
import { DataError } from '../kernel/index.ts';
import { rights } from '../market/index.ts';
import type { QuoteDay } from '../market/index.ts';
import type { ChainRow, RejectCode } from './chain-row.ts';

/** Accepted rows of one session, a column each. */
export interface RowColumns {
  readonly minute: Uint16Array;
  /** Index of the right: 0 put, 1 call. */
  readonly right: Uint16Array;
  readonly strike: Float64Array;
  /** Whole price cents; NaN = no quote. */
  readonly bid: Float64Array;
  readonly ask: Float64Array;
  readonly spot: Float64Array;
  readonly openInterest: Float64Array;
}

/** Rows as columns. */
export const columnsOf = (rows: readonly ChainRow[]): RowColumns => ({
  minute: Uint16Array.from(rows, (row) => row.minute),
  right: Uint16Array.from(rows, (row) => rights.indexOf(row.right)),
  strike: Float64Array.from(rows, (row) => row.strike),
  bid: Float64Array.from(rows, (row) => row.bid),
  ask: Float64Array.from(rows, (row) => row.ask),
  spot: Float64Array.from(rows, (row) => row.spot),
  openInterest: Float64Array.from(rows, (row) => row.openInterest),
});

const same = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** Share of the day's median index level beyond which a row's level is a fault. */
const LARGEST_JUMP = 0.2;

/** 1 for each row whose level lies too far from the day's median. */
const jumpsOf = (spot: Float64Array): Uint8Array => {
  let [least, most] = [Infinity, -Infinity];
  let last = Number.NaN;
  for (let i = 0; i < spot.length; i++) {
    // A minute's rows mostly repeat one level.
    if (spot[i] === last) continue;
    last = spot[i];
    if (spot[i] < least) least = spot[i];
    if (spot[i] > most) most = spot[i];
  }
  const jumps = new Uint8Array(spot.length);
  if (!(most > least * (1 + LARGEST_JUMP / 2))) return jumps;
  const levels = spot.filter((level) => !Number.isNaN(level)).sort();
  const median = levels[levels.length >> 1];
  for (let i = 0; i < spot.length; i++) if (Math.abs(spot[i] / median - 1) > LARGEST_JUMP) jumps[i] = 1;
  return jumps;
};

/** Minutes ascending, and the place of each. */
const minutesOf = ({ minute }: RowColumns, jumps: Uint8Array) => {
  const place = new Int16Array(1441).fill(-1);
  let last = -1;
  for (let i = 0; i < minute.length; i++) {
    if (minute[i] === last || jumps[i] === 1) continue;
    last = minute[i];
    place[last] = 0;
  }
  const minutes: number[] = [];
  for (let m = 0; m < place.length; m++) {
    if (place[m] < 0) continue;
    place[m] = minutes.length;
    minutes.push(m);
  }
  return { minutes: Uint16Array.from(minutes), place };
};

/** Strikes ascending, and the place of each. A minute's rows mostly repeat the strikes of the minute before, in their order. */
const strikesOf = ({ strike }: RowColumns, jumps: Uint8Array) => {
  const known = new Set<number>();
  const order: number[] = [];
  let last = Number.NaN;
  let at = 0;
  for (let i = 0; i < strike.length; i++) {
    if (strike[i] === last || jumps[i] === 1) continue;
    last = strike[i];
    if (last === order[at + 1]) at++;
    else if (last === order[0]) at = 0;
    else if (!known.has(last)) {
      known.add(last);
      at = order.push(last) - 1;
    }
  }
  const strikes = Float64Array.from(known).sort();
  return { strikes, place: new Map(Array.from(strikes, (value, k) => [value, k])) };
};

/**
 * One session's rows as a chain: minutes and strikes ascending, the strikes being all that any minute quotes.
 *
 * The order of the rows does not matter. Open interest is the first known of the day, from that minute on.
 *
 * @param reject called for a row that repeats another exactly, or whose index level lies a fifth off the day's median
 * @throws DataError `conflicting-duplicates` when two rows of one contract and minute, or two index levels, differ
 */
export const assembleColumns = (date: SessionDate, rows: RowColumns, reject: (code: RejectCode) => void): QuoteDay => {
  const jumps = jumpsOf(rows.spot);
  const { minutes, place: minutePlace } = minutesOf(rows, jumps);
  const { strikes, place: strikePlace } = strikesOf(rows, jumps);
  const T = minutes.length;
  const size = 2 * strikes.length;
  const bid = new Float64Array(size * T).fill(Number.NaN);
  const ask = new Float64Array(size * T).fill(Number.NaN);
  const spot = new Float64Array(T).fill(Number.NaN);
  const contracts = new Float64Array(size).fill(Number.NaN);
  const knownFrom = new Float64Array(size).fill(Number.NaN);
  const seen = new Uint8Array(size * T);
  const conflict = (i: number, what: string): DataError =>
    new DataError(
      'conflicting-duplicates',
      `${date} minute ${rows.minute[i]} strike ${rows.strike[i]} ${rights[rows.right[i]]} must have one ${what}, found two that differ; remove one from the file`,
    );
  let lastStrike = Number.NaN;
  let k = -1;
  for (let i = 0; i < rows.minute.length; i++) {
    if (jumps[i] === 1) {
      reject('index-jump');
      continue;
    }
    if (rows.strike[i] !== lastStrike) {
      lastStrike = rows.strike[i];
      if (strikes[k + 1] === lastStrike) k++;
      else k = strikePlace.get(lastStrike) ?? -1;
    }
    const t = minutePlace[rows.minute[i]];
    const contract = rows.right[i] * strikes.length + k;
    const cell = contract * T + t;
    const level = rows.spot[i];
    if (!Number.isNaN(level)) {
      if (!Number.isNaN(spot[t]) && spot[t] !== level) throw conflict(i, 'index level');
      spot[t] = level;
    }
    if (seen[cell] === 1) {
      if (!same(bid[cell], rows.bid[i]) || !same(ask[cell], rows.ask[i])) throw conflict(i, 'quote');
      reject('duplicate');
      continue;
    }
    seen[cell] = 1;
    bid[cell] = rows.bid[i];
    ask[cell] = rows.ask[i];
    const interest = rows.openInterest[i];
    if (!Number.isNaN(interest) && !(rows.minute[i] >= knownFrom[contract])) {
      contracts[contract] = interest;
      knownFrom[contract] = rows.minute[i];
    }
  }
  return {
    date,
    rows: T,
    stride: T,
    minutes,
    strikes,
    spot,
    bid,
    ask,
    openInterest: contracts.every(Number.isNaN) ? undefined : { contracts, knownFrom },
  };
};

/** One session's rows, all of one date, as a chain; see `assembleColumns`. */
export const assembleDay = (rows: readonly ChainRow[], reject: (code: RejectCode) => void): QuoteDay =>
  assembleColumns(rows[0].date, columnsOf(rows), reject);

import type { ChainDay, DayContext, OpenInterest } from '../../market/index.ts';
import type { SessionDate } from '../../kernel/index.ts';
import type { ChainSnapshot } from '../ports.ts';

/** Today's chain as far as it has come: the same table a backtest reads, one row longer each minute. */
export interface Today {
  /** The day so far; a new value after each row that is taken. */
  readonly day: () => ChainDay;
  /** Adds a look at the chain. @returns whether it was a new row; an old or repeated minute changes nothing */
  readonly take: (snapshot: ChainSnapshot) => boolean;
}

const FIRST_ROWS = 512;

const union = (a: Float64Array, b: Float64Array): Float64Array =>
  a.length === b.length && a.every((strike, k) => strike === b[k]) ? a : Float64Array.from(new Set([...a, ...b])).sort();

/** Growing columns: quotes are [2, K, stride] as in a chain day. */
interface Columns {
  strikes: Float64Array;
  stride: number;
  minutes: Uint16Array;
  spot: Float64Array;
  vix: Float64Array;
  bid: Float64Array;
  ask: Float64Array;
  openInterest: OpenInterest | undefined;
}

const blank = (size: number): Float64Array => new Float64Array(size).fill(Number.NaN);

/** The columns on another axis of strikes or with more room; known quotes keep their places. */
const moved = (old: Columns, strikes: Float64Array, stride: number, rows: number): Columns => {
  const K = strikes.length;
  const place = new Map(Array.from(strikes, (strike, k) => [strike, k]));
  const lay = (from: Float64Array, width: number, oldWidth: number): Float64Array => {
    const out = blank(2 * K * width);
    const count = Math.min(width, oldWidth, Math.max(rows, 1));
    for (let r = 0; r < 2; r++) {
      old.strikes.forEach((strike, k) => {
        const at = (r * old.strikes.length + k) * oldWidth;
        out.set(from.subarray(at, at + count), (r * K + (place.get(strike) ?? 0)) * width);
      });
    }
    return out;
  };
  const grown = <T extends Float64Array | Uint16Array>(from: T, to: T): T => {
    to.set(from.subarray(0, rows));
    return to;
  };
  const interest = old.openInterest;
  return {
    strikes, stride,
    minutes: grown(old.minutes, new Uint16Array(stride)),
    spot: grown(old.spot, new Float64Array(stride)),
    vix: grown(old.vix, new Float64Array(stride)),
    bid: lay(old.bid, stride, old.stride),
    ask: lay(old.ask, stride, old.stride),
    openInterest: interest === undefined ? undefined : { contracts: lay(interest.contracts, 1, 1), knownFrom: lay(interest.knownFrom, 1, 1) },
  };
};

/** Notes open interest not known before, from the minute it came. The first number a contract shows is kept: it is the morning's. */
const noteInterest = (columns: Columns, snapshot: ChainSnapshot, places: readonly number[]): void => {
  const { openInterest } = snapshot;
  if (openInterest === undefined) return;
  const K = columns.strikes.length;
  columns.openInterest ??= { contracts: blank(2 * K), knownFrom: blank(2 * K) };
  const { contracts, knownFrom } = columns.openInterest;
  const k = snapshot.strikes.length;
  openInterest.forEach((value, i) => {
    const at = (i < k ? 0 : K) + places[i % k];
    if (Number.isNaN(value) || !Number.isNaN(contracts[at])) return;
    contracts[at] = value;
    knownFrom[at] = snapshot.minute;
  });
};

/** An empty day, to be filled a row at a time. */
export const openToday = (date: SessionDate, context: DayContext): Today => {
  let rows = 0;
  let columns: Columns = {
    strikes: new Float64Array(0), stride: FIRST_ROWS, minutes: new Uint16Array(FIRST_ROWS), spot: new Float64Array(FIRST_ROWS),
    vix: new Float64Array(FIRST_ROWS), bid: blank(0), ask: blank(0), openInterest: undefined,
  };
  let day: ChainDay | undefined;
  const view = (): ChainDay => ({
    date, rows, stride: columns.stride, strikes: columns.strikes, context, settlement: undefined,
    minutes: columns.minutes.subarray(0, rows), spot: columns.spot.subarray(0, rows), vix: columns.vix.subarray(0, rows),
    bid: columns.bid, ask: columns.ask, openInterest: columns.openInterest,
  });
  return {
    day: () => (day ??= view()),
    take: (snapshot) => {
      if (snapshot.date !== date || (rows > 0 && snapshot.minute <= columns.minutes[rows - 1])) return false;
      const strikes = union(columns.strikes, snapshot.strikes);
      if (strikes !== columns.strikes || rows === columns.stride) {
        columns = moved(columns, strikes, rows === columns.stride ? 2 * columns.stride : columns.stride, rows);
      }
      const K = strikes.length;
      const place = new Map(Array.from(strikes, (strike, k) => [strike, k]));
      const places = Array.from(snapshot.strikes, (strike) => place.get(strike) ?? 0);
      columns.minutes[rows] = snapshot.minute;
      columns.spot[rows] = snapshot.spot;
      columns.vix[rows] = snapshot.vix;
      for (let r = 0; r < 2; r++) {
        for (let k = 0; k < K; k++) {
          const at = (r * K + k) * columns.stride + rows;
          columns.bid[at] = Number.NaN;
          columns.ask[at] = Number.NaN;
        }
        places.forEach((k, i) => {
          const at = (r * K + k) * columns.stride + rows;
          const bid = snapshot.bid[r * places.length + i];
          const ask = snapshot.ask[r * places.length + i];
          const isQuoted = bid >= 0 && ask >= bid;
          columns.bid[at] = isQuoted ? bid : Number.NaN;
          columns.ask[at] = isQuoted ? ask : Number.NaN;
        });
      }
      noteInterest(columns, snapshot, places);
      rows++;
      day = undefined;
      return true;
    },
  };
};

import type { Points, SessionDate } from '../kernel/index.ts';
import { InvariantError } from '../kernel/index.ts';

/** Axis R of a chain: index 0 is the put, 1 the call. */
export const rights = ['put', 'call'] as const;
export type Right = (typeof rights)[number];
export const rightIndex = (right: Right): 0 | 1 => (right === 'put' ? 0 : 1);

/** What was known before the session opened. */
export interface DayContext {
  /** Official close of the previous session, points; NaN when unknown. */
  readonly previousClose: number;
  /** VIX at the previous session's close; NaN when unknown. */
  readonly previousVix: number;
  /** Prior sessions' official closes, ascending, ending with the previous session; may be empty. */
  readonly closes: Float64Array;
  /** Prior sessions' VIX closes, aligned with `closes`; NaN where unknown. */
  readonly vixCloses: Float64Array;
  /** Whether a scheduled FOMC decision falls on this session. */
  readonly isFomc: boolean;
  /** Minute after midnight, New York, at which the expiring series stops trading: 960, or 780 on a half day. */
  readonly closeMinute: number;
}

/** Contracts open before the session's own trades, and from when each number was known. Both are [R, K], NaN where unknown. */
export interface OpenInterest {
  readonly contracts: Float64Array;
  /** Minute after midnight, New York, of the first row that carried the number. */
  readonly knownFrom: Float64Array;
}

/**
 * One expiry's quotes over one session.
 *
 * Axes: R = 2 rights (put, call); K strikes ascending; T rows ascending. Quotes are flat, shape [R, K, stride], so one
 * contract's whole day is contiguous; only the first `rows` of each stride are known. NaN = no quote; 0 = a real zero bid.
 */
export interface ChainDay {
  readonly date: SessionDate;
  /** Rows known so far, T. */
  readonly rows: number;
  /** Rows allocated, at least T. */
  readonly stride: number;
  /** [T] minute after midnight, New York, at which the row was knowable. */
  readonly minutes: Uint16Array;
  /** [K] points, ascending. */
  readonly strikes: Float64Array;
  /** [T] index level, points; NaN = not known. */
  readonly spot: Float64Array;
  /** [T] VIX as known at the row; NaN = not known. */
  readonly vix: Float64Array;
  /** [R, K, stride] price cents. */
  readonly bid: Float64Array;
  /** [R, K, stride] price cents. */
  readonly ask: Float64Array;
  /** Undefined when the source has none. Decisions read it through `openInterestAt`. */
  readonly openInterest: OpenInterest | undefined;
  readonly context: DayContext;
  /** Official settlement value, points; undefined until published. No decision may read it. */
  readonly settlement: Points | undefined;
}

/** Index of strike k, or -1 when the chain does not list it. Binary search. */
export const strikeIndex = (day: ChainDay, strike: number): number => {
  let low = 0;
  let high = day.strikes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = day.strikes[middle];
    if (found === strike) return middle;
    if (found < strike) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
};

/** Offset of a contract's row 0 in `bid` and `ask`. */
export const contractOffset = (day: ChainDay, right: Right, k: number): number =>
  (rightIndex(right) * day.strikes.length + k) * day.stride;

/** First row knowable at or after a minute, or -1 when the day ends before it. */
export const rowAtOrAfter = (day: ChainDay, minute: number): number => {
  for (let t = 0; t < day.rows; t++) if (day.minutes[t] >= minute) return t;
  return -1;
};

/** The row stamped exactly at a minute, or -1. */
export const rowAt = (day: ChainDay, minute: number): number => {
  const t = rowAtOrAfter(day, minute);
  return t >= 0 && day.minutes[t] === minute ? t : -1;
};

/** Contracts open, [R, K], as known at row t; NaN where not known yet; undefined when none is. */
export const openInterestAt = (day: ChainDay, t: number): Float64Array | undefined => {
  if (day.openInterest === undefined) return undefined;
  const { contracts, knownFrom } = day.openInterest;
  const known = contracts.map((value, contract) => (knownFrom[contract] <= day.minutes[t] ? value : Number.NaN));
  return known.every(Number.isNaN) ? undefined : known;
};

/**
 * The day as known at row t: a copy in which nothing later exists, the settlement included.
 *
 * The look-ahead tests compare decisions on the whole day with decisions on this.
 */
export const prefix = (day: ChainDay, t: number): ChainDay => {
  const rows = t + 1;
  if (rows > day.rows) throw new InvariantError(`prefix of row ${t} in a day of ${day.rows} rows`);
  const cut = (source: Float64Array): Float64Array => {
    const out = new Float64Array((source.length / day.stride) * rows);
    for (let c = 0; c * day.stride < source.length; c++) {
      out.set(source.subarray(c * day.stride, c * day.stride + rows), c * rows);
    }
    return out;
  };
  const contracts = openInterestAt(day, t);
  const knownFrom = day.openInterest?.knownFrom.map((from) => (from <= day.minutes[t] ? from : Number.NaN));
  return {
    ...day,
    rows,
    stride: rows,
    minutes: day.minutes.slice(0, rows),
    spot: day.spot.slice(0, rows),
    vix: day.vix.slice(0, rows),
    bid: cut(day.bid),
    ask: cut(day.ask),
    openInterest: contracts === undefined || knownFrom === undefined ? undefined : { contracts, knownFrom },
    settlement: undefined,
  };
};

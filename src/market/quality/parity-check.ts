import { quantiles } from '../../kernel/index.ts';
import { impliedVolatility } from '../implied-vol.ts';
import { parityLevel } from '../parity.ts';
import type { QuoteDay } from '../packed-days.ts';

/** Points from the money within which calls and puts are held against each other. */
const NEAR = 40;

/** How well calls, puts and the index agree in one session. NaN where nothing could be compared. */
export interface ParityCheck {
  /** [T] level that calls and puts imply, points. */
  readonly levels: Float64Array;
  /** Median over rows of implied level less index, points. */
  readonly gap: number;
  /** Median over rows of its absolute value. */
  readonly absoluteGap: number;
  /** Median over rows of the spread of implied levels between strikes near the money: median absolute deviation, points. */
  readonly noise: number;
  /** Rows at which the index stands still while the implied level has moved on, or lies far off. */
  readonly staleRows: number;
}

const median = (values: ArrayLike<number>): number => quantiles(values, [0.5])[0];

const noiseAt = (day: QuoteDay, t: number, level: number): number => {
  const K = day.strikes.length;
  const implied: number[] = [];
  for (let k = 0; k < K; k++) {
    const [put, call] = [k * day.stride + t, (K + k) * day.stride + t];
    if (!(Math.abs(day.strikes[k] - level) <= NEAR) || !(day.bid[put] > 0) || !(day.bid[call] > 0)) continue;
    const found = day.strikes[k] + (day.bid[call] + day.ask[call] - day.bid[put] - day.ask[put]) / 200;
    if (!Number.isNaN(found)) implied.push(found);
  }
  if (implied.length < 3) return Number.NaN;
  const middle = median(implied);
  return median(implied.map((value) => Math.abs(value - middle)));
};

/** Points by which an index may lie off before it counts as stale. */
const FAR = 5;
/** Points the implied level must have moved while the index stood still. */
const MOVED = 3;

const known = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value));

/** Row from which the index has stood still. */
const stillSince = (spot: Float64Array, t: number): number => {
  let from = t;
  while (from > 0 && spot[from - 1] === spot[t]) from--;
  return from;
};

/** Holds a session's calls and puts against each other and against the index. */
export const checkParity = (day: QuoteDay): ParityCheck => {
  const levels = Float64Array.from({ length: day.rows }, (_, t) => parityLevel(day, t));
  const gaps = levels.map((level, t) => level - day.spot[t]);
  let staleRows = 0;
  for (let t = 0; t < day.rows; t++) {
    const from = stillSince(day.spot, t);
    if (Math.abs(gaps[t]) > FAR || (from < t && Math.abs(levels[t] - levels[from]) > MOVED)) staleRows++;
  }
  return {
    levels,
    gap: median(known(gaps)),
    absoluteGap: median(known(gaps.map(Math.abs))),
    noise: median(known(levels.map((level, t) => noiseAt(day, t, level)))),
    staleRows,
  };
};

/**
 * Deviation of the move to the close that the quoted strike nearest a level implies, points.
 *
 * @param level what calls and puts imply, points
 * @returns undefined where no strike has both sides quoted or the price is below intrinsic
 */
export const deviationNear = (day: QuoteDay, t: number, level: number): number | undefined => {
  const K = day.strikes.length;
  let nearest = -1;
  for (let k = 0; k < K; k++) {
    const [put, call] = [k * day.stride + t, (K + k) * day.stride + t];
    if (!(day.bid[put] > 0 && day.bid[call] > 0)) continue;
    if (nearest < 0 || Math.abs(day.strikes[k] - level) < Math.abs(day.strikes[nearest] - level)) nearest = k;
  }
  if (nearest < 0) return undefined;
  const right = day.strikes[nearest] < level ? 'put' : 'call';
  const cell = ((right === 'put' ? 0 : K) + nearest) * day.stride + t;
  const total = impliedVolatility({ right, spot: level, strike: day.strikes[nearest], years: 1 }, (day.bid[cell] + day.ask[cell]) / 200);
  return total === undefined ? undefined : total * level;
};

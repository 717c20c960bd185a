import type { SessionDate } from '../../kernel/index.ts';
import type { QuoteDay } from '../packed-days.ts';
import { OPEN_MINUTE, closeMinuteOf, isFomc } from '../session.ts';
import { askAround, bidAround } from '../synthetic/quoting.ts';
import { atMoneyDeviation, surfaceValues } from './surface.ts';

/** An index path and what surrounds it. */
export interface SessionPath {
  readonly date: SessionDate;
  /** Minutes at which a level was known, ascending, before the close. */
  readonly minutes: readonly number[];
  /** Level at each, points. */
  readonly levels: readonly number[];
  readonly previousClose: number;
  readonly previousVix: number;
  /** Of the previous session, points. */
  readonly previousHigh: number;
  readonly previousLow: number;
  /** VIX1D known at a minute; NaN when not known. */
  readonly vix1dAt: (minute: number) => number;
}

const STRIKE_STEP = 5;
/** Strikes reach this far beyond a move of 3 deviations from the open, and at least 6 deviations. */
const REACH = 150;
const HALF_HOUR = 30;

/** Squared logarithmic moves so far: over whole half hours since the open, and from the last of them. */
export const realisedVariance = (minutes: readonly number[], levels: readonly number[]): number[] => {
  let mark = levels[0];
  let sum = 0;
  return minutes.map((minute, t) => {
    const now = sum + Math.log(levels[t] / mark) ** 2;
    if ((minute - OPEN_MINUTE) % HALF_HOUR === 0) {
      sum = now;
      mark = levels[t];
    }
    return now;
  });
};

const strikesAround = (open: number, deviation: number): Float64Array => {
  const half = Math.max(REACH + 3 * deviation, 6 * deviation);
  const first = Math.ceil((open - half) / STRIKE_STEP) * STRIKE_STEP;
  return Float64Array.from({ length: Math.floor((open + half - first) / STRIKE_STEP) + 1 }, (_, k) => first + k * STRIKE_STEP);
};

/**
 * A session's chain as options would have been quoted around its real index path: the surface at each minute follows from
 * what was known then and from nothing later, and widths from the price.
 *
 * @returns undefined when the previous session or the VIX is not known
 */
export const reconstructDay = (path: SessionPath): QuoteDay | undefined => {
  const { date, minutes, levels } = path;
  const closeMinute = closeMinuteOf(date);
  const realised = realisedVariance(minutes, levels);
  const shared = {
    closeMinute,
    previousVix: path.previousVix,
    previousRange: Math.log(path.previousHigh / path.previousLow),
    gap: Math.abs(Math.log(levels[0] / path.previousClose)),
    isFomc: isFomc(date),
  };
  const known = minutes.map((minute, t) => ({ ...shared, minute, spot: levels[t], realised: realised[t], vix1d: path.vix1dAt(minute) }));
  const deviations = known.map((at) => atMoneyDeviation(at));
  if (deviations.some((deviation) => !(deviation > 0))) return undefined;
  const strikes = strikesAround(levels[0], deviations[0]);
  const [T, K] = [minutes.length, strikes.length];
  const bid = new Float64Array(2 * K * T);
  const ask = new Float64Array(2 * K * T);
  for (let k = 0; k < K; k++) {
    for (let t = 0; t < T; t++) {
      surfaceValues(known[t], strikes[k], deviations[t]).forEach((value, right) => {
        const cell = (right * K + k) * T + t;
        bid[cell] = bidAround(value);
        ask[cell] = askAround(value);
      });
    }
  }
  return {
    date, rows: T, stride: T, minutes: Uint16Array.from(minutes), strikes, spot: Float64Array.from(levels), bid, ask, openInterest: undefined,
  };
};

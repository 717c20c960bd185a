import { quantiles } from '../kernel/index.ts';
import type { QuoteDay } from './packed-days.ts';

/** Strikes nearest the money whose median gives the level. */
const STRIKES = 5;

/**
 * Index levels that calls and puts of one row imply, strike by strike: call mid less put mid plus strike, points, those
 * nearest the money first.
 *
 * With no interest over a day this is the forward, and the forward is the index.
 *
 * @see Stoll, 1969, doi:10.1111/j.1540-6261.1969.tb01694.x
 */
export const parityLevels = (day: QuoteDay, t: number): readonly number[] => {
  const K = day.strikes.length;
  const found: { readonly level: number; readonly apart: number }[] = [];
  for (let k = 0; k < K; k++) {
    const put = k * day.stride + t;
    const call = (K + k) * day.stride + t;
    const apart = (day.bid[call] + day.ask[call] - day.bid[put] - day.ask[put]) / 200;
    if (day.bid[call] > 0 && day.bid[put] > 0 && !Number.isNaN(apart)) found.push({ level: day.strikes[k] + apart, apart: Math.abs(apart) });
  }
  return found.sort((a, b) => a.apart - b.apart).slice(0, STRIKES).map(({ level }) => level);
};

/** Median of the levels that the strikes nearest the money imply, points; NaN when no strike has both sides quoted. */
export const parityLevel = (day: QuoteDay, t: number): number => quantiles(parityLevels(day, t), [0.5])[0];

/** The day with the level that calls and puts imply, to 0.01, on rows that have none. */
export const withParityLevels = (day: QuoteDay): QuoteDay => ({
  ...day,
  spot: day.spot.map((level, t) => (Number.isNaN(level) ? Math.round(parityLevel(day, t) * 100) / 100 : level)),
});

import { impliedVolatility } from '../implied-vol.ts';
import type { QuoteDay } from '../packed-days.ts';

const strikeDeviation = (day: QuoteDay, t: number, k: number): number | undefined => {
  const spot = day.spot[t];
  const right = day.strikes[k] < spot ? 'put' : 'call';
  const cell = ((right === 'put' ? 0 : day.strikes.length) + k) * day.stride + t;
  if (!(day.bid[cell] > 0)) return undefined;
  const total = impliedVolatility({ right, spot, strike: day.strikes[k], years: 1 }, (day.bid[cell] + day.ask[cell]) / 200);
  return total === undefined ? undefined : total * spot;
};

/**
 * Deviation of the move to the close, points, that mids out of the money imply at a level: between the two strikes
 * around it, in proportion.
 *
 * @returns undefined where a strike is missing, bid nothing, or worth less than intrinsic
 */
export const impliedDeviation = (day: QuoteDay, t: number, level: number): number | undefined => {
  const above = day.strikes.findIndex((strike) => strike >= level);
  if (above < 1) return undefined;
  const low = strikeDeviation(day, t, above - 1);
  const high = strikeDeviation(day, t, above);
  if (low === undefined || high === undefined) return undefined;
  const part = (level - day.strikes[above - 1]) / (day.strikes[above] - day.strikes[above - 1]);
  return low + part * (high - low);
};

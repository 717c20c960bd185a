import type { SessionDate } from '../../kernel/index.ts';
import { openStream } from '../../kernel/index.ts';
import { OPEN_MINUTE, closeMinuteOf } from '../session.ts';
import { remainingVariance } from './variance-curve.ts';

const FIRST_CLOSE = 5000;
const VIX_MEDIAN = 16.7;
const VIX_PERSISTENCE = 0.936;
const VIX_DAILY_DEVIATION = 0.075;
/** A session's implied move over the VIX's: the overnight hours own the rest. */
const SESSION_SHARE_OF_VIX = 0.57;
/** Standard deviation of the overnight move over the session's. */
const OVERNIGHT_SHARE = 0.3;

const stream = { path: 0, overnight: 1, volatility: 2 } as const;

/** What happened in one synthetic session, before any option is quoted. */
export interface FairPath {
  readonly date: SessionDate;
  /** VIX-like level known since the previous close, percent. */
  readonly vix: number;
  /** Standard deviation of the log index over a full session. */
  readonly deviation: number;
  /** Index each minute from the open to the close, both included, points. */
  readonly spot: Float64Array;
  /** Variance of the log index from each minute to the close. */
  readonly remaining: Float64Array;
  /** Official settlement, points, to 0.01. */
  readonly settlement: number;
}

/** The VIX-like level before each session: an autoregression of its logarithm, started in its stationary law. */
const volatilityLevels = (seed: number, sessions: number): Float64Array => {
  const levels = new Float64Array(sessions);
  const stationary = VIX_DAILY_DEVIATION / Math.sqrt(1 - VIX_PERSISTENCE ** 2);
  let log = 0;
  for (let i = 0; i < sessions; i++) {
    const normal = openStream(seed, i, stream.volatility).normal();
    log = i === 0 ? stationary * normal : VIX_PERSISTENCE * log + VIX_DAILY_DEVIATION * normal;
    levels[i] = VIX_MEDIAN * Math.exp(log);
  }
  return levels;
};

/** One lognormal step without drift. */
const stepped = (spot: number, variance: number, normal: number): number =>
  spot * Math.exp(Math.sqrt(variance) * normal - variance / 2);

/**
 * Draws the index of consecutive sessions: a martingale by the minute and overnight.
 *
 * @returns one path a session; path i depends on the seed and on sessions 0 to i only
 */
export const fairPaths = (seed: number, dates: readonly SessionDate[]): FairPath[] => {
  const levels = volatilityLevels(seed, dates.length);
  let close = FIRST_CLOSE;
  return dates.map((date, i) => {
    const deviation = (SESSION_SHARE_OF_VIX * levels[i]) / 100 / Math.sqrt(252);
    const remaining = remainingVariance(closeMinuteOf(date) - OPEN_MINUTE, deviation ** 2);
    const spot = new Float64Array(remaining.length);
    const { normal } = openStream(seed, i, stream.path);
    spot[0] = stepped(close, (OVERNIGHT_SHARE * deviation) ** 2, openStream(seed, i, stream.overnight).normal());
    for (let m = 1; m < spot.length; m++) spot[m] = stepped(spot[m - 1], remaining[m - 1] - remaining[m], normal());
    const settlement = Math.round(spot[spot.length - 1] * 100) / 100;
    close = settlement;
    return { date, vix: levels[i], deviation, spot, remaining, settlement };
  });
};

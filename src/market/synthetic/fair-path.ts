import type { Rng, SessionDate } from '../../kernel/index.ts';
import { openStream } from '../../kernel/index.ts';
import { OPEN_MINUTE, closeMinuteOf } from '../session.ts';
import { openMoves } from './fair-moves.ts';
import type { MarketLaw } from './recipe.ts';
import { remainingVariance } from './variance-curve.ts';

const stream = { path: 0, overnight: 1, volatility: 2, level: 3 } as const;

/** What happened in one synthetic session, before any option is quoted. */
export interface FairPath {
  readonly date: SessionDate;
  /** VIX-like level known since the previous close, percent. */
  readonly vix: number;
  /** Index each minute from the open to the close, both included, points. */
  readonly spot: Float64Array;
  /** At-the-money deviation of the move from each minute to the close, points. */
  readonly deviation: Float64Array;
  /** Official settlement, points, to 0.01. */
  readonly settlement: number;
}

/** The VIX-like level before each session: an autoregression of its shifted logarithm, started in its stationary law. */
const volatilityLevels = (seed: number, sessions: number, { floor, scale, deviation, persistence }: MarketLaw['vix']): Float64Array => {
  const levels = new Float64Array(sessions);
  let log = 0;
  for (let i = 0; i < sessions; i++) {
    const shock = deviation * openStream(seed, i, stream.volatility).normal();
    log = i === 0 ? shock : persistence * log + Math.sqrt(1 - persistence ** 2) * shock;
    levels[i] = floor + scale * Math.exp(log);
  }
  return levels;
};

/** Deviation of a full session over the index at its open. */
const sessionDeviation = (vix: number, { session, vix: { floor, scale } }: MarketLaw, rng: Rng): number =>
  (session.atMedian / 10_000) * (vix / (floor + scale)) ** session.vixPower * Math.exp(session.dispersion * rng.normal());

/** One lognormal step without drift. */
const overnightMove = (close: number, deviation: number, normal: number): number =>
  close * Math.exp(deviation * normal - deviation ** 2 / 2);

/**
 * Draws the index of consecutive sessions: a martingale by the minute and overnight.
 *
 * @returns one path a session; path i depends on the seed and on sessions 0 to i only
 */
export const fairPaths = (seed: number, dates: readonly SessionDate[], law: MarketLaw): FairPath[] => {
  const levels = volatilityLevels(seed, dates.length, law.vix);
  const moves = openMoves(law.move);
  let close = law.firstClose;
  return dates.map((date, i) => {
    const relative = sessionDeviation(levels[i], law, openStream(seed, i, stream.level));
    const open = overnightMove(close, law.overnight * relative, openStream(seed, i, stream.overnight).normal());
    const deviation = remainingVariance(closeMinuteOf(date) - OPEN_MINUTE, (open * relative) ** 2).map(Math.sqrt);
    const spot = new Float64Array(deviation.length);
    const rng = openStream(seed, i, stream.path);
    spot[0] = open;
    for (let m = 1; m < spot.length; m++) spot[m] = spot[m - 1] + moves.step(deviation[m - 1], deviation[m], rng);
    const settlement = Math.round(spot[spot.length - 1] * 100) / 100;
    close = settlement;
    return { date, vix: levels[i], spot, deviation, settlement };
  });
};

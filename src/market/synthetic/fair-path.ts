import type { Rng, SessionDate } from '../../kernel/index.ts';
import { openStream } from '../../kernel/index.ts';
import { OPEN_MINUTE, closeMinuteOf } from '../session.ts';
import { openMoves } from './fair-moves.ts';
import type { DrawnInterest } from './open-interest.ts';
import { drawInterest } from './open-interest.ts';
import type { MarketLaw } from './recipe.ts';
import type { Outage } from './tilt.ts';
import { drawOutage, openTilt, stressOf } from './tilt.ts';
import { remainingVariance } from './variance-curve.ts';

const stream = { path: 0, overnight: 1, volatility: 2, level: 3, interest: 4, tilt: 5, outage: 6 } as const;

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
  /** Open interest and the pin it makes; undefined in a market without. */
  readonly interest: DrawnInterest | undefined;
  /** Factor on the width of quotes. */
  readonly widths: number;
  /** Rows from this minute of the session on, so many, have no quote. */
  readonly outage: Outage | undefined;
}

/** The VIX-like level before each session: an autoregression of its shifted logarithm, started in its stationary law. */
const volatilityLevels = (seed: number, sessions: number, law: MarketLaw): Float64Array => {
  const { floor, scale, deviation, persistence } = law.vix;
  const levels = new Float64Array(sessions);
  let log = 0;
  for (let i = 0; i < sessions; i++) {
    const shock = deviation * openStream(seed, i, stream.volatility).normal();
    log = i === 0 ? shock : persistence * log + Math.sqrt(1 - persistence ** 2) * shock;
    log += stressOf(law, i - 1)?.vixJump ?? 0;
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
 * Draws the index of consecutive sessions: a martingale by the minute and overnight, but for what the law adds to it.
 *
 * @returns one path a session; path i depends on the seed and on sessions 0 to i only
 */
export const fairPaths = (seed: number, dates: readonly SessionDate[], law: MarketLaw): FairPath[] => {
  const levels = volatilityLevels(seed, dates.length, law);
  const moves = openMoves(law.move);
  let close = law.firstClose;
  return dates.map((date, i) => {
    const stress = stressOf(law, i);
    const relative = sessionDeviation(levels[i], law, openStream(seed, i, stream.level)) * (stress?.volatility ?? 1);
    const open = overnightMove(close, law.overnight * relative, openStream(seed, i, stream.overnight).normal()) * (1 + (stress?.gap ?? 0));
    const curve = remainingVariance(closeMinuteOf(date) - OPEN_MINUTE, (open * relative) ** 2).map(Math.sqrt);
    const interest = drawInterest(law, openStream(seed, i, stream.interest), open, curve[0]);
    const tilt = openTilt({ law, stress, curve, open, pin: interest?.pin, rng: openStream(seed, i, stream.tilt) });
    const spot = new Float64Array(curve.length);
    const rng = openStream(seed, i, stream.path);
    spot[0] = open;
    for (let m = 1; m < spot.length; m++) {
      const factor = tilt.repricing(m);
      spot[m] = spot[m - 1] + moves.step(curve[m - 1] * factor, curve[m] * factor, rng) + tilt.drift(m, spot[m - 1]);
    }
    const settlement = Math.round(spot[spot.length - 1] * 100) / 100;
    close = settlement;
    return {
      date, vix: levels[i], spot, settlement, interest,
      deviation: curve.map((deviation, m) => deviation * tilt.repricing(m)),
      widths: stress?.widths ?? 1,
      outage: drawOutage(law, openStream(seed, i, stream.outage), spot.length - 1),
    };
  });
};

import type { Rng } from '../../kernel/index.ts';
import { OPEN_MINUTE } from '../session.ts';
import type { MarketLaw } from './recipe.ts';

export type Stress = NonNullable<MarketLaw['stress']>[number];

/** Minutes of a session without quotes. */
export interface Outage {
  /** Minutes after the open. */
  readonly from: number;
  readonly minutes: number;
}

/** The named day that session i is, if any; the first of the list that falls on it. */
export const stressOf = ({ stress }: MarketLaw, i: number): Stress | undefined =>
  stress?.find(({ first, every }) => i >= first && (i - first) % every === 0);

/** What a law adds to a fair path. */
export interface Tilt {
  /** Points added on the step to minute m of the session. */
  readonly drift: (m: number, before: number) => number;
  /** Factor on the deviation at minute m, 1 without a shock. */
  readonly repricing: (m: number) => number;
}

/** What a session's tilt follows from. */
export interface TiltInput {
  readonly law: MarketLaw;
  readonly stress: Stress | undefined;
  /** Deviation still to come by minute, before any repricing. */
  readonly curve: Float64Array;
  readonly open: number;
  readonly pin: number | undefined;
  readonly rng: Rng;
}

/** Points of a shock's move that fall on minute m of the session. */
const shockAt = ({ shock }: Stress, open: number, m: number): number => {
  if (shock === undefined) return 0;
  const since = m + OPEN_MINUTE - shock.from;
  const each = (shock.move * open) / shock.minutes;
  if (since >= 1 && since <= shock.minutes) return each;
  return since > shock.minutes && since <= 2 * shock.minutes ? -shock.recovers * each : 0;
};

/** Opens a session's tilt: pull to the pin, trend, and shock, each 0 where the law has none. */
export const openTilt = ({ law, stress, curve, open, pin, rng }: TiltInput): Tilt => {
  const { pull, trend } = law;
  const direction = trend === undefined ? 0 : rng.real() < 0.5 ? -1 : 1;
  const perMinute = pull === undefined ? 0 : 1 - (1 - pull.perHour) ** (1 / 60);
  const variance = curve[0] ** 2;
  return {
    drift: (m, before) => {
      let points = stress === undefined ? 0 : shockAt(stress, open, m);
      if (trend !== undefined) points += (direction * trend.deviations * curve[0] * (curve[m - 1] ** 2 - curve[m] ** 2)) / variance;
      if (pull !== undefined && pin !== undefined && m + OPEN_MINUTE > pull.from) points += perMinute * (pin - before);
      return points;
    },
    repricing: (m) => (stress?.shock !== undefined && m + OPEN_MINUTE > stress.shock.from ? stress.repricing : 1),
  };
};

/** Draws when a session has no quotes; undefined where it always has. */
export const drawOutage = ({ outages }: MarketLaw, rng: Rng, minutes: number): Outage | undefined => {
  if (outages === undefined || rng.real() >= outages.chance) return undefined;
  return { from: Math.floor(rng.real() * (minutes - outages.minutes)), minutes: outages.minutes };
};

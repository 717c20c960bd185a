import type { Rng } from '../kernel/index.ts';
import { debitAtExpiry, presetPlans, shortDistance, targetAt, trailLevel } from '../strategy/index.ts';
import type { CompatCandidate } from './candidates.ts';
import type { CompatDay } from './days.ts';

/** How filled trades end. */
export type ExitMethod =
  /** Day's high and low as if after entry; held trades end by dice. */
  | 'published'
  /** The same, but held trades end at the day's close. */
  | 'holdsSettled'
  /** Every trade is held to the close and settled. */
  | 'settled';

export type CompatReason = 'worthless' | 'nearMoney' | 'inMoney' | 'stop' | 'target' | 'trail' | 'close' | 'settled';

export interface CompatExit {
  /** Profit as a share of the credit. */
  readonly share: number;
  readonly reason: CompatReason;
}

const exits = presetPlans['seed-bt3y'].strategy.exits.rules;
const target = exits.find((rule) => rule.kind === 'profitTarget');
const trail = exits.find((rule) => rule.kind === 'trailingStop');

const STOP = -0.15;
const HOLD = { profit: 0.8, vixBelow: 17, hoursLeft: 1, distance: 8 };
/** Points out of the money at which the published proxy calls an option worthless. */
const WORTHLESS = { vertical: 15, condor: 20 };

const widthOf = ({ spread }: CompatCandidate): number => Math.abs(spread.legs[0].strike - spread.legs[1].strike);

/** The published guess of what a package costs with the index at a level: no time, no volatility. Points. */
export const proxyDebit = (candidate: CompatCandidate, level: number): number => {
  const { spread, credit } = candidate;
  const room = shortDistance(spread, level);
  const width = widthOf(candidate);
  if (room <= -width) return width;
  if (room < 0) return 0.7 * -room + 0.3;
  const far = spread.kind === 'ironCondor' ? WORTHLESS.condor : WORTHLESS.vertical;
  return Math.max(0, credit * (1 - room / far));
};

/** The day's extremes as the published code sees them: the best and the worst level for the seller. */
const extremes = ({ spread, spot }: CompatCandidate, { high, low }: CompatDay): { best: number; worst: number } => {
  if (spread.kind === 'callVertical') return { best: low, worst: high };
  if (spread.kind === 'putVertical') return { best: high, worst: low };
  const centre = (spread.legs[0].strike + spread.legs[2].strike) / 2;
  const [worst, other] = Math.abs(high - centre) >= Math.abs(low - centre) ? [high, low] : [low, high];
  return { best: Math.abs(other - centre) < Math.abs(spot - centre) ? other : spot, worst };
};

/** Held trades by dice: 85% expire worthless, 12% near the money, 3% in the money at full loss. */
const dice = (candidate: CompatCandidate, rng: Rng): CompatExit => {
  const u = rng.real();
  if (u < 0.85) return { share: 1, reason: 'worthless' };
  if (u < 0.97) return { share: 0.75 + 0.2 * rng.real(), reason: 'nearMoney' };
  return { share: -(widthOf(candidate) - candidate.credit) / candidate.credit, reason: 'inMoney' };
};

/** What settlement at the day's close leaves. */
const settled = ({ spread, credit }: CompatCandidate, { close }: CompatDay): CompatExit => ({
  share: (credit - debitAtExpiry(spread, close)) / credit, reason: 'settled',
});

/** How a filled trade ends: the published order of tests, the first that holds decides. */
export const outcomeOf = (candidate: CompatCandidate, day: CompatDay, method: ExitMethod, rng: Rng): CompatExit => {
  if (method === 'settled') return settled(candidate, day);
  const { credit, spread, spot, hours } = candidate;
  const profit = (level: number): number => (credit - proxyDebit(candidate, level)) / credit;
  const { best, worst } = extremes(candidate, day);
  const left = 6.5 - hours;
  const goal = target === undefined ? 1 : targetAt(target.schedule, left) / 100;
  const [top, bottom, end] = [profit(best), profit(worst), profit(day.close)];
  if (bottom <= STOP) return { share: STOP, reason: 'stop' };
  if (top >= goal) {
    const held = top >= HOLD.profit && day.vix < HOLD.vixBelow && left >= HOLD.hoursLeft && shortDistance(spread, spot) >= HOLD.distance;
    if (!held) return { share: goal, reason: 'target' };
    return method === 'published' ? dice(candidate, rng) : settled(candidate, day);
  }
  if (trail !== undefined && top >= trail.triggerPercent / 100) {
    const level = trailLevel(trail, top * 100) / 100;
    return { share: bottom <= level || end <= level ? level : end, reason: 'trail' };
  }
  return { share: end, reason: 'close' };
};

import { openStream } from '../kernel/index.ts';
import type { CandidateDay } from './candidates.ts';
import { fillProbability } from './fill-lottery.ts';
import type { CompatReason, ExitMethod } from './outcome.ts';
import { outcomeOf } from './outcome.ts';
import { overlay, overlayCost } from './overlay.ts';
import type { Outcome, OutcomeDay } from './population.ts';

/** One trade of a generated list. Cents per contract. */
export interface CompatTrade extends Outcome {
  readonly date: string;
  readonly group: CompatReason | 'overlayStop' | 'overlayGap';
  /** Before costs and overlay: what sizing and the published headline numbers see. */
  readonly before: number;
}

/** A generated record: every day, and what the overlay took. */
export interface CompatRecord {
  readonly days: readonly (OutcomeDay & { readonly trades: readonly CompatTrade[] })[];
  readonly costs: number;
  readonly stopImpact: number;
  readonly gapImpact: number;
}

export interface ListMethod {
  readonly exits: ExitMethod;
  /** False: costs only. */
  readonly overlay: boolean;
}

const reasonOf = { kept: null, stop: 'overlayStop', gap: 'overlayGap' } as const;

/**
 * Draws one list of trades: fill lottery, outcomes, overlay. Per contract, without an account.
 *
 * @param seed names the stream of fills and dice; the overlay has its own, always 42
 */
export const generate = (days: readonly CandidateDay[], method: ListMethod, seed: number): CompatRecord => {
  const rng = openStream(seed, 0);
  const drawn = days.map(({ day, candidates }) =>
    candidates
      .filter(({ credit, hours }) => rng.real() < fillProbability(day.vix, credit, hours))
      .map((candidate) => ({ candidate, ...outcomeOf(candidate, day, method.exits, rng) })),
  );
  const flat = drawn.flat();
  const before = flat.map(({ candidate, share }) => Math.round(share * candidate.credit * 10_000));
  const legs = flat.map(({ candidate }) => candidate.spread.legs.length);
  const done = overlay(before, legs);
  let next = 0;
  const traded = days.map(({ day }, d) => ({
    date: day.date,
    vix: day.vix,
    trades: drawn[d].map(({ candidate, reason }): CompatTrade => {
      const i = next++;
      const { spread, credit } = candidate;
      const width = Math.abs(spread.legs[0].strike - spread.legs[1].strike);
      return {
        date: day.date, before: before[i],
        pnl: method.overlay ? done.pnl[i] : before[i] - overlayCost(legs[i]),
        group: (method.overlay ? reasonOf[done.fates[i]] : null) ?? reason,
        maxLoss: Math.max(0, Math.round((width - credit) * 10_000)) + overlayCost(legs[i]),
      };
    }),
  }));
  const { costs, stopImpact, gapImpact } = done;
  return { days: traded, costs, stopImpact: method.overlay ? stopImpact : 0, gapImpact: method.overlay ? gapImpact : 0 };
};

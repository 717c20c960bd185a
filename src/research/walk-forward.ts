import { z } from 'zod';
import type { Axis, Point } from './axes.ts';
import type { SessionSum } from './evidence/index.ts';
import { lowerBoundOfMean } from './evidence/index.ts';
import type { FoldProfit, WalkForwardFold } from './folds.ts';
import { walkForwardEfficiency } from './folds.ts';
import { plateauScores } from './plateau.ts';
import type { Outcome, SweepConfig } from './sweep.ts';
import { sweepSchema } from './sweep.ts';

const sessions = z.int().min(1);
const none = z.int().min(0);

/** A walk-forward file: a sweep, how the record is cut, and what a fold chooses by. */
export const walkForwardSchema = sweepSchema.extend({
  folds: z.strictObject({
    mode: z.enum(['rolling', 'anchored']),
    train: sessions,
    test: sessions,
    step: sessions,
    purge: none,
    gap: none,
    embargo: none,
    keepPartial: z.boolean(),
  }).refine(({ step, test }) => step >= test, { path: ['step'], error: 'at least folds.test, so that no session is judged twice' }),
  /** `objective`: the best figure. `neighbourhood`: the best mean of a configuration and its neighbours. */
  choose: z.enum(['objective', 'neighbourhood']),
});
export type WalkForwardFile = z.infer<typeof walkForwardSchema>;

/** Places of a fold's training sessions, embargoed ones left out. */
export const trainingOf = ({ train: [start, end], embargoed }: WalkForwardFold): number[] =>
  Array.from({ length: end - start }, (_, i) => start + i).filter((i) => !embargoed.some(([from, to]) => i >= from && i < to));

/**
 * The configuration a fold goes on with.
 *
 * @param feasible whether each outcome meets the constraints
 * @returns its place among the outcomes, the first of equals; -1 when none meets them with a defined figure
 */
export const chosenOf = (
  { objective, choose }: Pick<SweepConfig, 'objective'> & Pick<WalkForwardFile, 'choose'>,
  axes: readonly Axis[], outcomes: readonly Outcome[], feasible: readonly boolean[],
): number => {
  const objectives = outcomes.map(({ figures }) => (figures === null ? NaN : figures[objective]));
  const scores = choose === 'objective' ? objectives : plateauScores(axes, outcomes.map(({ point }) => point), objectives).map(({ score }) => score);
  let best = -1;
  scores.forEach((score, i) => {
    if (!feasible[i] || !Number.isFinite(objectives[i]) || !Number.isFinite(score)) return;
    if (best < 0 || score > scores[best]) best = i;
  });
  return best;
};

/** What one stretch of sessions earned. Cents; `perContract` over every trade, those after a halt too. */
export interface Earned {
  readonly sessions: number;
  readonly trades: number;
  readonly profit: number;
  readonly perContract: number;
}

/** A fold: chosen on one stretch, judged on another. Null point: no configuration met the constraints, and nothing was traded. */
export interface WalkedFold {
  readonly fold: number;
  readonly train: { readonly from: string; readonly to: string; readonly sessions: number };
  readonly test: { readonly from: string; readonly to: string; readonly sessions: number };
  readonly point: Point | null;
  readonly planHash: string | null;
  /** Objective in sample; null where undefined. */
  readonly objective: number | null;
  readonly inSample: Earned;
  readonly outOfSample: Earned;
}

/** A session outside every sample that chose what was traded on it. Cents. */
export interface WalkedSession extends SessionSum {
  readonly date: string;
  readonly fold: number;
  readonly profit: number;
}

/** How one knob moved from fold to fold. */
export interface Drift {
  readonly path: string;
  readonly values: readonly (Point[number] | null)[];
  /** Folds that chose another value than the fold before. */
  readonly changes: number;
  /** Mean steps along the axis of those changes; 0 without any. */
  readonly meanSteps: number;
}

export interface WalkForwardSummary {
  readonly outOfSample: Earned & {
    /** Cents a contract; null without trades. */
    readonly mean: number | null;
    /** Lower end of its 95% interval; null where undefined. */
    readonly lowerBound: number | null;
  };
  readonly inSample: Earned;
  /** Profit a session out of sample over in sample, at traded size and a contract; null where nothing was earned in sample. */
  readonly efficiency: ReturnType<typeof walkForwardEfficiency>;
  readonly efficiencyPerContract: ReturnType<typeof walkForwardEfficiency>;
  readonly drift: readonly Drift[];
  readonly profitableFolds: number;
}

const profitOf = (of: (earned: Earned) => number) => ({ inSample, outOfSample }: WalkedFold): FoldProfit => ({
  inSampleProfit: of(inSample), inSampleSessions: inSample.sessions, outOfSampleProfit: of(outOfSample), outOfSampleSessions: outOfSample.sessions,
});

const driftOf = (axis: Axis, place: number, folds: readonly WalkedFold[]): Drift => {
  const values = folds.map(({ point }) => point?.[place] ?? null);
  const moves = values.flatMap((value, i) => (i === 0 || value === values[i - 1] || value === null || values[i - 1] === null
    ? []
    : [Math.abs(axis.values.indexOf(value) - axis.values.indexOf(values[i - 1] as Point[number]))]));
  return { path: axis.path, values, changes: moves.length, meanSteps: moves.length === 0 ? 0 : moves.reduce((sum, n) => sum + n, 0) / moves.length };
};

const totalOf = (all: readonly Earned[]): Earned => {
  const sum = (of: (earned: Earned) => number): number => all.reduce((total, earned) => total + of(earned), 0);
  return { sessions: sum((e) => e.sessions), trades: sum((e) => e.trades), profit: sum((e) => e.profit), perContract: sum((e) => e.perContract) };
};

/** What a walk came to. @param walked every out-of-sample session, in order @param seed of the interval's resamples */
export const summariseWalk = (axes: readonly Axis[], folds: readonly WalkedFold[], walked: readonly WalkedSession[], seed: number): WalkForwardSummary => {
  const outOfSample = totalOf(folds.map((fold) => fold.outOfSample));
  const bound = lowerBoundOfMean(walked, seed);
  return {
    outOfSample: {
      ...outOfSample,
      mean: outOfSample.trades === 0 ? null : outOfSample.perContract / outOfSample.trades,
      lowerBound: Number.isFinite(bound) ? bound : null,
    },
    inSample: totalOf(folds.map((fold) => fold.inSample)),
    efficiency: walkForwardEfficiency(folds.map(profitOf((e) => e.profit))),
    efficiencyPerContract: walkForwardEfficiency(folds.map(profitOf((e) => e.perContract))),
    drift: axes.map((axis, i) => driftOf(axis, i, folds)),
    profitableFolds: folds.filter((fold) => fold.outOfSample.profit > 0).length,
  };
};

import { ConfigError, mustBe } from '../kernel/index.ts';

/** Observations from `start` up to, not including, `end`; counted from 0. */
export type Span = readonly [start: number, end: number];

/** How a record is cut for walk-forward analysis. All lengths in observations (sessions). */
export interface WalkForwardConfig {
  readonly observations: number;
  /** rolling: the training window moves. anchored: it starts at 0 and grows. */
  readonly mode: 'rolling' | 'anchored';
  readonly train: number;
  readonly test: number;
  readonly step: number;
  /** Last training observations removed, because their outcomes reach into the test. */
  readonly purge: number;
  /** Observations left unused between the training window and the test. */
  readonly gap: number;
  /** Observations removed from later training windows after each test. */
  readonly embargo: number;
  /** Whether a last test cut short by the end of the record is kept. */
  readonly keepPartial: boolean;
}

export interface WalkForwardFold {
  readonly fold: number;
  readonly train: Span;
  readonly test: Span;
  /** Parts of `train` not to be used. */
  readonly embargoed: readonly Span[];
  /** Training observations that remain. */
  readonly trainCount: number;
}

export interface PurgedFold {
  readonly fold: number;
  readonly test: Span;
  readonly train: readonly Span[];
  readonly trainCount: number;
}

const requireWhole = (where: string, value: number, least: number): void => {
  if (Number.isInteger(value) && value >= least) return;
  throw new ConfigError('folds', mustBe(`folds.${where}`, `a whole number, at least ${least}`, value, 'count in sessions'));
};

const isFilled = ([start, end]: Span): boolean => end > start;
const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, [start, end]) => sum + end - start, 0);

/** Observations covered by spans whose starts and ends both ascend; overlaps count once. */
const coveredBy = (spans: readonly Span[]): number =>
  lengthOf(spans.map(([start, end], i): Span => [i === 0 ? start : Math.max(start, spans[i - 1][1]), end]));

/**
 * Walk-forward folds: train, then test on what follows, then move on.
 *
 * @returns empty when no test fits the record or `purge` takes the whole first training window
 * @throws ConfigError when a length is not a whole number in range
 * @see Pardo, 2008, doi:10.1002/9781119196969; López de Prado, 2018, Advances in Financial Machine Learning, chapter 7 (purge, embargo)
 * @example
 * walkForwardFolds({ observations: 60, mode: 'rolling', train: 40, test: 20, step: 20, purge: 0, gap: 0, embargo: 0, keepPartial: false })
 * // [{ fold: 0, train: [0, 40], test: [40, 60], embargoed: [], trainCount: 40 }]
 */
export const walkForwardFolds = (config: WalkForwardConfig): WalkForwardFold[] => {
  const { observations, mode, train, test, step, purge, gap, embargo, keepPartial } = config;
  for (const [where, value] of Object.entries({ train, test, step })) requireWhole(where, value, 1);
  for (const [where, value] of Object.entries({ observations, purge, gap, embargo })) requireWhole(where, value, 0);
  if (purge >= train) return [];
  const folds: WalkForwardFold[] = [];
  for (let fold = 0; ; fold++) {
    const trainEnd = fold * step + train;
    const testStart = trainEnd + gap;
    const testEnd = Math.min(testStart + test, observations);
    const isCut = testStart + test > observations;
    if (testEnd <= testStart || (isCut && !keepPartial)) return folds;
    const span: Span = [mode === 'rolling' ? fold * step : 0, trainEnd - purge];
    const embargoed = folds
      .map(({ test: [, end] }): Span => [Math.max(end, span[0]), Math.min(end + embargo, observations, span[1])])
      .filter(isFilled);
    folds.push({ fold, train: span, test: [testStart, testEnd], embargoed, trainCount: span[1] - span[0] - coveredBy(embargoed) });
    if (isCut) return folds;
  }
};

/**
 * K-fold cross-validation whose training sets know nothing of the test block.
 *
 * @param config `horizon`: the outcome of observation t is known at t + horizon; `embargo`: further observations removed
 * after the test block and its outcomes
 * @returns K folds in time order; the first N mod K test blocks are one longer
 * @throws ConfigError when there are fewer observations than folds, or a length is not a whole number in range
 * @see López de Prado, 2018, Advances in Financial Machine Learning, chapter 7
 * @example
 * purgedFolds({ observations: 10, folds: 2, horizon: 1, embargo: 0 })[0]
 * // { fold: 0, test: [0, 5], train: [[6, 10]], trainCount: 4 }
 */
export const purgedFolds = (config: {
  readonly observations: number;
  readonly folds: number;
  readonly horizon: number;
  readonly embargo: number;
}): PurgedFold[] => {
  const { observations, folds, horizon, embargo } = config;
  requireWhole('folds', folds, 2);
  requireWhole('observations', observations, folds);
  for (const [where, value] of Object.entries({ horizon, embargo })) requireWhole(where, value, 0);
  const size = Math.floor(observations / folds);
  const longer = observations % folds;
  const startOf = (fold: number): number => fold * size + Math.min(fold, longer);
  return Array.from({ length: folds }, (_, fold): PurgedFold => {
    const test: Span = [startOf(fold), startOf(fold + 1)];
    const train = ([[0, test[0] - horizon], [test[1] + horizon + embargo, observations]] as readonly Span[]).filter(isFilled);
    return { fold, test, train, trainCount: lengthOf(train) };
  });
};

/** What a fold earned while its plan was chosen, and afterwards. Profit in any one unit; sessions traded or idle. */
export interface FoldProfit {
  readonly inSampleProfit: number;
  readonly inSampleSessions: number;
  readonly outOfSampleProfit: number;
  readonly outOfSampleSessions: number;
}

const rateRatio = (of: FoldProfit): number | null => {
  const inSample = of.inSampleProfit / of.inSampleSessions;
  return inSample > 0 && of.outOfSampleSessions > 0 ? of.outOfSampleProfit / of.outOfSampleSessions / inSample : null;
};

/**
 * Walk-forward efficiency: profit a session out of sample over profit a session in sample.
 *
 * @returns `pooled` over all folds together, which is not the mean of the folds' ratios, and the ratio of each fold; null
 * where nothing was earned in sample, where there is no session, or for NaN
 * @see Pardo, 2008, doi:10.1002/9781119196969
 * @example
 * walkForwardEfficiency([{ inSampleProfit: 400, inSampleSessions: 40, outOfSampleProfit: 100, outOfSampleSessions: 20 }])
 * // { pooled: 0.5, folds: [0.5] }
 */
export const walkForwardEfficiency = (folds: readonly FoldProfit[]): { readonly pooled: number | null; readonly folds: readonly (number | null)[] } => {
  const sum = (of: (fold: FoldProfit) => number): number => folds.reduce((total, fold) => total + of(fold), 0);
  const pooled = {
    inSampleProfit: sum((fold) => fold.inSampleProfit),
    inSampleSessions: sum((fold) => fold.inSampleSessions),
    outOfSampleProfit: sum((fold) => fold.outOfSampleProfit),
    outOfSampleSessions: sum((fold) => fold.outOfSampleSessions),
  };
  return { pooled: rateRatio(pooled), folds: folds.map(rateRatio) };
};

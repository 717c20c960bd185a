import type { Moments } from '../moments.ts';
import type { CscvResult } from '../overfitting/index.ts';
import {
  crossValidate, deflatedSharpe, falseDiscovery, minimumTrackRecord, probabilisticSharpe, realityCheck, stationaryResamples, superiorAbility, trialsOf,
} from '../overfitting/index.ts';

/** How much of a result luck explains, given every trial. Ratios a session. */
export interface Luck {
  readonly trials: number;
  /** Ratio the best of so many worthless trials is expected to show. */
  readonly expectedBest: number | null;
  readonly sharpe: number | null;
  /** Probability that the true ratio is above 0, as if nothing else had been tried. */
  readonly probabilistic: number | null;
  /** The same, given the trials. */
  readonly deflated: number | null;
  /** Sessions until the ratio could be told from the expected best, with 95% confidence; null when it never could. */
  readonly sessionsNeeded: number | null;
  /** Trials that remain when one false discovery in ten is allowed. */
  readonly discoveries: number;
}

/** A trial as the ledger keeps it; null where undefined. */
export interface LedgerMoments {
  readonly sessions: number;
  readonly sharpe: number | null;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
}

const finite = (value: number | null | undefined): number | null => (value === null || value === undefined || !Number.isFinite(value) ? null : value);

const momentsIn = ({ sessions, sharpe, skewness, kurtosis }: LedgerMoments): Moments =>
  ({ n: sessions, sharpe: sharpe ?? NaN, skewness: skewness ?? NaN, kurtosis: kurtosis ?? NaN });

/**
 * What the trial ledger says of one record.
 *
 * @param record moments of the plan's own session results
 * @param ledger every trial of the dataset, the plan's own included
 */
export const luckOf = (record: Moments, ledger: readonly LedgerMoments[]): Luck => {
  const trials = trialsOf(ledger.map(({ sharpe }) => sharpe ?? NaN));
  const known = trials.count >= 1 ? trials : { count: 1, variance: 0 };
  const deflated = deflatedSharpe(record, known);
  const expectedBest = deflated?.threshold ?? 0;
  const pValues = ledger.flatMap((entry) => {
    const test = probabilisticSharpe(momentsIn(entry), 0);
    return test === null ? [] : [1 - test.probability];
  });
  return {
    trials: trials.count,
    expectedBest: finite(deflated?.threshold),
    sharpe: finite(record.sharpe),
    probabilistic: finite(probabilisticSharpe(record, 0)?.probability),
    deflated: finite(deflated?.probability),
    sessionsNeeded: Number.isFinite(record.sharpe) ? finite(minimumTrackRecord(record, expectedBest, 0.95)) : null,
    discoveries: falseDiscovery(pValues, 0.1).discoveries,
  };
};

/** What the session results of a sweep's trials say of its best. */
export interface SweepLuck {
  readonly pbo: number;
  /** Share of splits in which the configuration chosen in sample lost out of sample. */
  readonly probabilityOfLoss: number;
  readonly realityCheck: number;
  readonly superiorAbility: number;
  readonly splits: number;
}

/** Splits grow as the square of two to the blocks; large sweeps use fewer. */
const blocksFor = (trials: number, sessions: number): number => {
  const most = trials <= 500 ? 16 : trials <= 3000 ? 12 : 8;
  return Math.max(2, Math.min(most, Math.floor(sessions / 4) * 2));
};

const BLOCK = 5;
const RESAMPLES = 1000;

/**
 * Overfitting of a sweep from its own trials: PBO by cross-validation, White's and Hansen's tests against earning nothing.
 *
 * @param columns cents a session of every trial that did not fail
 * @returns undefined with fewer than two trials or eight sessions
 */
export const sweepLuckOf = (columns: readonly ArrayLike<number>[], seed: number): SweepLuck | undefined => {
  if (columns.length < 2 || columns[0].length < 8) return undefined;
  const observations = columns[0].length;
  const { pbo, probabilityOfLoss, splits }: CscvResult = crossValidate(columns, { blocks: blocksFor(columns.length, observations), metric: 'sharpe' });
  const resamples = stationaryResamples({ observations, block: BLOCK, count: RESAMPLES, seed });
  return {
    pbo, probabilityOfLoss, splits: splits.length,
    realityCheck: realityCheck({ columns, resamples }).pValue,
    superiorAbility: superiorAbility({ columns, resamples }, 1 / BLOCK).consistent.pValue,
  };
};

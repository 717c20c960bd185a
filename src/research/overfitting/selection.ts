import { ConfigError, mustBe } from '../../kernel/index.ts';
import { quantileOfNormal } from '../../market/index.ts';
import type { Moments } from '../moments.ts';
import type { SharpeTest } from './sharpe.ts';
import { probabilisticSharpe } from './sharpe.ts';

/** Everything ever tried before this plan was chosen. */
export interface Trials {
  /** Configurations tried; a real number when it is an effective count. */
  readonly count: number;
  /** Variance of their Sharpe ratios per session. */
  readonly variance: number;
}

const EULER_MASCHERONI = 0.5772156649015329;

/**
 * Approximate mean of the largest of N standard normals.
 *
 * @param count N, at least 1; 0 for N = 1, where nothing was selected, and never below 0
 * @throws ConfigError below 1 or for NaN
 * @see Bailey and López de Prado, 2014, doi:10.3905/jpm.2014.40.5.094
 * @example expectedMaximumNormal(100) // 2.5306
 */
export const expectedMaximumNormal = (count: number): number => {
  if (!(count >= 1)) throw new ConfigError('trials', mustBe('trials', 'at least 1', count, 'count every configuration tried'));
  if (count === 1) return 0;
  const largest = -(1 - EULER_MASCHERONI) * quantileOfNormal(1 / count) - EULER_MASCHERONI * quantileOfNormal(1 / (count * Math.E));
  return Math.max(0, largest);
};

/** Trials of a sweep from their Sharpe ratios per session; infinite and NaN ones count as tried only. */
export const trialsOf = (sharpes: readonly number[]): Trials => {
  const known = sharpes.filter(Number.isFinite);
  const mean = known.reduce((sum, sharpe) => sum + sharpe / known.length, 0);
  const squares = known.reduce((sum, sharpe) => sum + (sharpe - mean) ** 2, 0);
  return { count: sharpes.length, variance: known.length < 2 ? 0 : squares / (known.length - 1) };
};

/**
 * The Sharpe ratio the best of so many worthless trials is expected to show, per session.
 *
 * @see Bailey and López de Prado, 2014, doi:10.3905/jpm.2014.40.5.094
 * @example expectedMaximumSharpe({ count: 100, variance: 0.002 }) // 0.1132
 */
export const expectedMaximumSharpe = ({ count, variance }: Trials): number => Math.sqrt(variance) * expectedMaximumNormal(count);

/**
 * Deflated Sharpe ratio: the probability that the true ratio is above 0, given that the plan is the best of its trials.
 *
 * @returns `threshold`, the ratio selection alone would give, and the test against it; null where `probabilisticSharpe` is
 * @see Bailey and López de Prado, 2014, doi:10.3905/jpm.2014.40.5.094
 * @example
 * deflatedSharpe({ n: 1250, sharpe: 2.5 / Math.sqrt(250), skewness: -3, kurtosis: 10 }, { count: 100, variance: 0.002 })
 * // { threshold: 0.1132, z: 1.284, probability: 0.9004 }
 */
export const deflatedSharpe = (record: Moments, trials: Trials): (SharpeTest & { readonly threshold: number }) | null => {
  const threshold = expectedMaximumSharpe(trials);
  const test = probabilisticSharpe(record, threshold);
  return test === null ? null : { threshold, ...test };
};

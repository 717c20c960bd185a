import { ConfigError, mustBe } from '../../kernel/index.ts';
import { cumulativeNormal, quantileOfNormal } from '../../market/index.ts';
import type { Moments } from '../moments.ts';

/** A one-sided test: the standard normal score, and the probability below it. */
export interface SharpeTest {
  readonly z: number;
  readonly probability: number;
}

/** Variance of an estimated Sharpe ratio, times n - 1; NaN where it is not positive. */
const spread = ({ sharpe, skewness, kurtosis }: Omit<Moments, 'n'>): number => {
  const value = 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2;
  return value > 0 ? value : NaN;
};

/**
 * Probabilistic Sharpe ratio: the probability that the true ratio exceeds a benchmark.
 *
 * @param record of results per session, idle sessions included as 0
 * @param benchmark per session, as every Sharpe ratio here
 * @returns null for fewer than 2 observations, NaN in the record, or moments no sample can have
 * @see Bailey and López de Prado, 2012, doi:10.21314/JOR.2012.255
 * @example probabilisticSharpe({ n: 252, sharpe: 0.1, skewness: 0, kurtosis: 3 }, 0) // { z: 1.58, probability: 0.943 }
 */
export const probabilisticSharpe = (record: Moments, benchmark: number): SharpeTest | null => {
  const z = ((record.sharpe - benchmark) * Math.sqrt(record.n - 1)) / Math.sqrt(spread(record));
  return record.n < 2 || Number.isNaN(z) ? null : { z, probability: cumulativeNormal(z) };
};

/**
 * Minimum track record length: observations until the probabilistic Sharpe ratio reaches a confidence.
 *
 * @param confidence in (0.5, 1), 0.95 by custom
 * @returns a real number; null when the ratio is no better than the benchmark, and as `probabilisticSharpe`
 * @throws ConfigError when the confidence lies outside (0.5, 1)
 * @see Bailey and López de Prado, 2012, doi:10.21314/JOR.2012.255
 * @example minimumTrackRecord({ sharpe: 0.1, skewness: 0, kurtosis: 3 }, 0, 0.95) // 272.9
 */
export const minimumTrackRecord = (record: Omit<Moments, 'n'>, benchmark: number, confidence: number): number | null => {
  if (!(confidence > 0.5 && confidence < 1)) throw new ConfigError('confidence', mustBe('confidence', 'above 0.5 and below 1', confidence, 'use 0.95'));
  const edge = record.sharpe - benchmark;
  const length = 1 + spread(record) * (quantileOfNormal(confidence) / edge) ** 2;
  return edge > 0 && !Number.isNaN(length) ? length : null;
};

import { cumulativeNormal, quantileOfNormal } from '../../market/index.ts';

/** A track record as the Sharpe ratio tests see it. Ratios are per observation, never annualised. */
export interface SharpeRecord {
  readonly sharpe: number;
  readonly observations: number;
  /** Population skewness: 0 for a normal. */
  readonly skewness: number;
  /** Population kurtosis, not excess: 3 for a normal. */
  readonly kurtosis: number;
}

/** A one-sided test: the standard normal score, and the probability below it. */
export interface SharpeTest {
  readonly z: number;
  readonly probability: number;
}

/**
 * Sharpe ratio, skewness and kurtosis of results per session.
 *
 * @param results one number a session, idle sessions included as 0; any unit, no NaN
 * @returns null for fewer than 2 results, or when they do not vary
 * @see Sharpe, 1994, doi:10.3905/jpm.1994.409501
 * @example sharpeRecordOf([1, -1, 2, 0]) // { sharpe: 0.387, observations: 4, skewness: 0, kurtosis: 1.64 }
 */
export const sharpeRecordOf = (results: ArrayLike<number>): SharpeRecord | null => {
  const n = results.length;
  let mean = 0;
  for (let t = 0; t < n; t++) mean += results[t] / n;
  const powers = [0, 0, 0];
  for (let t = 0; t < n; t++) {
    const d = results[t] - mean;
    powers[0] += d * d;
    powers[1] += d ** 3;
    powers[2] += d ** 4;
  }
  const variance = powers[0] / n;
  if (n < 2 || !(variance > 1e-24 * mean * mean)) return null;
  return {
    sharpe: mean / Math.sqrt(powers[0] / (n - 1)),
    observations: n,
    skewness: powers[1] / n / variance ** 1.5,
    kurtosis: powers[2] / n / variance ** 2,
  };
};

/** Variance of an estimated Sharpe ratio, times observations less one; NaN where it is not positive. */
const spread = ({ sharpe, skewness, kurtosis }: Omit<SharpeRecord, 'observations'>): number => {
  const value = 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2;
  return value > 0 ? value : NaN;
};

/**
 * Probabilistic Sharpe ratio: the probability that the true ratio exceeds a benchmark.
 *
 * @param benchmark per observation
 * @returns null for fewer than 2 observations, NaN in the record, or moments no sample can have
 * @see Bailey and López de Prado, 2012, doi:10.21314/JOR.2012.255
 * @example probabilisticSharpe({ sharpe: 0.1, observations: 252, skewness: 0, kurtosis: 3 }, 0) // { z: 1.58, probability: 0.943 }
 */
export const probabilisticSharpe = (record: SharpeRecord, benchmark: number): SharpeTest | null => {
  const z = ((record.sharpe - benchmark) * Math.sqrt(record.observations - 1)) / Math.sqrt(spread(record));
  return record.observations < 2 || Number.isNaN(z) ? null : { z, probability: cumulativeNormal(z) };
};

/**
 * Minimum track record length: observations until the probabilistic Sharpe ratio reaches a confidence.
 *
 * @param confidence in (0.5, 1), 0.95 by custom
 * @returns a real number; null when the ratio is no better than the benchmark
 * @see Bailey and López de Prado, 2012, doi:10.21314/JOR.2012.255
 * @example minimumTrackRecord({ sharpe: 0.1, skewness: 0, kurtosis: 3 }, 0, 0.95) // 272.9
 */
export const minimumTrackRecord = (record: Omit<SharpeRecord, 'observations'>, benchmark: number, confidence: number): number | null => {
  const edge = record.sharpe - benchmark;
  const length = 1 + spread(record) * (quantileOfNormal(confidence) / edge) ** 2;
  return edge > 0 && !Number.isNaN(length) ? length : null;
};

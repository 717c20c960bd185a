import { mean, sampleKurtosis, sampleSkewness, sampleStandardDeviation, sum } from 'simple-statistics';

/** The summary statistics of the report. Null where undefined: too few values, or all equal. */
export interface Moments {
  readonly n: number;
  readonly sum: number;
  readonly mean: number | null;
  /** Sample form, n - 1. */
  readonly deviation: number | null;
  /** Adjusted Fisher-Pearson G1. */
  readonly skewness: number | null;
  /** Adjusted excess G2. */
  readonly kurtosis: number | null;
}

/**
 * Moments of a sample.
 *
 * @see Joanes and Gill, 1998, doi:10.1111/1467-9884.00122
 */
export const momentsOf = (values: readonly number[]): Moments => {
  const n = values.length;
  const varied = values.some((value) => value !== values[0]);
  const x = [...values];
  return {
    n,
    sum: n === 0 ? 0 : sum(x),
    mean: n === 0 ? null : mean(x),
    deviation: varied ? sampleStandardDeviation(x) : null,
    skewness: varied && n >= 3 ? sampleSkewness(x) : null,
    kurtosis: varied && n >= 4 ? sampleKurtosis(x) : null,
  };
};

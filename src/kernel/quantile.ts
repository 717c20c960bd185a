import { ConfigError, mustBe } from './errors.ts';

/**
 * Type 7 quantile of values already sorted ascending: linear interpolation of order statistics.
 *
 * @param sorted n values, ascending, no NaN
 * @param probability in [0, 1]
 * @returns NaN when empty
 * @throws ConfigError when the probability lies outside [0, 1]
 * @see Hyndman and Fan, 1996, doi:10.1080/00031305.1996.10473566
 * @example quantileSorted([1, 2, 3, 4], 0.5) // 2.5
 */
export const quantileSorted = (sorted: ArrayLike<number>, probability: number): number => {
  if (!(probability >= 0 && probability <= 1)) {
    throw new ConfigError('probability', mustBe('probability', 'in [0, 1]', probability, 'give 0.05 for the 5th percentile'));
  }
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  const h = (n - 1) * probability;
  const low = Math.floor(h);
  const high = Math.min(low + 1, n - 1);
  return sorted[low] + (h - low) * (sorted[high] - sorted[low]);
};

/** Type 7 quantiles of values in any order; the input is not changed. */
export const quantiles = (values: ArrayLike<number>, probabilities: readonly number[]): number[] => {
  const sorted = Float64Array.from(values).sort();
  return probabilities.map((p) => quantileSorted(sorted, p));
};

/** A number with the range that holds its true value with 95% chance. NaN or null bounds: open on that side. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** 97.5% point of the standard normal. */
export const Z95 = 1.959963984540054;

/**
 * A share of n with its 95% interval: Wilson's, or Clopper and Pearson's where none or all were counted.
 *
 * @see Wilson, 1927, doi:10.1080/01621459.1927.10502953; Clopper and Pearson, 1934, doi:10.1093/biomet/26.4.404
 * @example shareOf(20, 10_000) // { value: 0.002, low: 0.0013, high: 0.0031 }
 */
export const shareOf = (count: number, n: number): Estimate => {
  const value = count / n;
  if (count === 0) return { value, low: 0, high: 1 - 0.025 ** (1 / n) };
  if (count === n) return { value, low: 0.025 ** (1 / n), high: 1 };
  const square = Z95 ** 2 / n;
  const centre = value + square / 2;
  const reach = Z95 * Math.sqrt((value * (1 - value) + square / 4) / n);
  return { value, low: (centre - reach) / (1 + square), high: (centre + reach) / (1 + square) };
};

/** A mean with its normal 95% interval. */
export const meanOf = (values: ArrayLike<number>): Estimate & { readonly deviation: number } => {
  const n = values.length;
  let value = 0;
  for (let i = 0; i < n; i++) value += values[i] / n;
  let square = 0;
  for (let i = 0; i < n; i++) square += (values[i] - value) ** 2;
  const deviation = Math.sqrt(square / (n - 1));
  const reach = (Z95 * deviation) / Math.sqrt(n);
  return { value, low: value - reach, high: value + reach, deviation };
};

/** Shape of a series of session results; what the statistics of trials are computed from. NaN where undefined. */
export interface Moments {
  readonly n: number;
  /** Mean over sample deviation, per session. */
  readonly sharpe: number;
  readonly skewness: number;
  /** Not in excess: 3 for a normal. */
  readonly kurtosis: number;
}

/** Moments of a series; population skewness and kurtosis. @example momentsOf([1, -1, 1, -1]).sharpe // 0 */
export const momentsOf = (values: ArrayLike<number>): Moments => {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i];
  const mean = sum / n;
  let [m2, m3, m4] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const d = values[i] - mean;
    m2 += d * d;
    m3 += d ** 3;
    m4 += d ** 4;
  }
  const variance = m2 / n;
  return {
    n,
    sharpe: mean / Math.sqrt(m2 / (n - 1)),
    skewness: m3 / n / variance ** 1.5,
    kurtosis: m4 / n / variance ** 2,
  };
};

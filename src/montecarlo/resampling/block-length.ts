/** Block lengths for the stationary and the circular bootstrap of a series; in observations, not rounded. */
export interface BlockLengths {
  readonly stationary: number;
  readonly circular: number;
  /** Lag from which the autocorrelations are negligible. */
  readonly lag: number;
}

const autocovariances = (series: ArrayLike<number>, lags: number): number[] => {
  const n = series.length;
  let mean = 0;
  for (let t = 0; t < n; t++) mean += series[t] / n;
  return Array.from({ length: lags + 1 }, (_, k) => {
    let sum = 0;
    for (let t = 0; t + k < n; t++) sum += (series[t] - mean) * (series[t + k] - mean);
    return sum / n;
  });
};

/** First lag of a run of `run` negligible autocorrelations; without one, the last lag that is not negligible. */
const cutoff = (correlations: readonly number[], run: number, critical: number): number => {
  const last = correlations.length - 1;
  for (let j = 1; j + run - 1 <= last; j++) {
    if (correlations.slice(j, j + run).every((rho) => Math.abs(rho) < critical)) return j;
  }
  return Math.max(1, correlations.findLastIndex((rho, k) => k > 0 && Math.abs(rho) > critical));
};

const flatTop = (s: number): number => (Math.abs(s) <= 0.5 ? 1 : Math.abs(s) <= 1 ? 2 * (1 - Math.abs(s)) : 0);

/**
 * Automatic block lengths of Politis and White, with the corrected constant of 2009.
 *
 * @param series n observations in order, at least 8, no NaN
 * @returns both lengths 1 for a constant series; capped at min(3 sqrt n, n / 3)
 * @see Politis and White, 2004, doi:10.1081/ETC-120028836; Patton, Politis and White, 2009, doi:10.1080/07474930802459016
 * @example blockLengths(sessionResults).stationary // 2.7
 */
export const blockLengths = (series: ArrayLike<number>): BlockLengths => {
  const n = series.length;
  const run = Math.max(5, Math.ceil(Math.log10(n)));
  const lags = Math.min(n - 1, Math.ceil(Math.sqrt(n)) + run);
  const covariances = autocovariances(series, lags);
  if (!(covariances[0] > 0)) return { stationary: 1, circular: 1, lag: 1 };
  const correlations = covariances.map((r) => r / covariances[0]);
  const lag = cutoff(correlations, run, 2 * Math.sqrt(Math.log10(n) / n));
  const window = Math.min(2 * lag, lags);
  let slope = 0;
  let spectrum = covariances[0];
  for (let k = 1; k <= window; k++) {
    slope += 2 * flatTop(k / window) * k * covariances[k];
    spectrum += 2 * flatTop(k / window) * covariances[k];
  }
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
  const length = (constant: number): number =>
    Math.min(longest, ((2 * slope ** 2) / (constant * spectrum ** 2)) ** (1 / 3) * n ** (1 / 3));
  return { stationary: length(2), circular: length(4 / 3), lag };
};

import { ConfigError, mustBe, openStream } from '../../kernel/index.ts';

const PURPOSE = 0x5ba;

/**
 * Rows of resampled times by the stationary bootstrap: each next time follows the last one, around the end to the start, or
 * with chance 1 / block starts afresh.
 *
 * @param config `block`: mean block length in observations, at least 1; `count`: rows
 * @returns the same rows for the same seed
 * @throws ConfigError when there are no observations or the block is shorter than 1
 * @see Politis and Romano, 1994, doi:10.1080/01621459.1994.10476870
 * @example stationaryResamples({ observations: 750, block: 5, count: 1000, seed: 1 })
 */
export const stationaryResamples = (config: {
  readonly observations: number;
  readonly block: number;
  readonly count: number;
  readonly seed: number;
}): Int32Array[] => {
  const { observations, block, count, seed } = config;
  if (!(observations >= 1)) throw new ConfigError('resamples', mustBe('observations', 'at least 1', observations, 'give a record with sessions'));
  if (!(block >= 1)) throw new ConfigError('resamples', mustBe('block', 'at least 1 observation', block, 'use 1 for independent sessions'));
  return Array.from({ length: count }, (_, row) => {
    const rng = openStream(seed, row, PURPOSE);
    const times = new Int32Array(observations);
    times[0] = rng.below(observations);
    for (let t = 1; t < observations; t++) {
      times[t] = rng.real() * block < 1 ? rng.below(observations) : (times[t - 1] + 1) % observations;
    }
    return times;
  });
};

/** What is tested: performance over the benchmark, one column a model, and rows of resampled times. */
export interface BootstrapInput {
  /** Per time, positive is better; no NaN. */
  readonly columns: readonly ArrayLike<number>[];
  readonly resamples: readonly ArrayLike<number>[];
}

export const meanOf = (column: ArrayLike<number>): number => {
  let sum = 0;
  for (let t = 0; t < column.length; t++) sum += column[t];
  return sum / column.length;
};

/** Mean of each column over each resample, per resample; summed in time order, so that equal resamples give equal means. */
export const resampledMeans = ({ columns, resamples }: BootstrapInput): Float64Array[] =>
  resamples.map((times) => {
    const n = columns[0].length;
    const drawn = new Int32Array(n);
    for (let i = 0; i < times.length; i++) drawn[times[i]]++;
    return Float64Array.from(columns, (column) => {
      let sum = 0;
      for (let t = 0; t < n; t++) sum += drawn[t] * column[t];
      return sum / n;
    });
  });

/** @throws ConfigError for no model, fewer than 3 observations, uneven columns, no resample, or rows that are not of one record's times */
export const requireInput = ({ columns, resamples }: BootstrapInput): void => {
  const fail = (where: string, what: string, found: unknown, remedy: string): never => {
    throw new ConfigError('bootstrap', mustBe(where, what, found, remedy));
  };
  if (columns.length === 0) fail('columns', 'at least one', 0, 'give the results of each model over the benchmark');
  const n = columns[0].length;
  if (n < 3) fail('observations', 'at least 3', n, 'use more sessions');
  const uneven = columns.find((column) => column.length !== n);
  if (uneven !== undefined) fail('columns', `of ${n} observations each`, uneven.length, 'score every model on the same sessions');
  if (resamples.length === 0) fail('resamples', 'at least one', 0, 'draw some with stationaryResamples');
  const wrong = resamples.find((row) => row.length !== n || Array.prototype.some.call(row, (t: number) => !(t >= 0 && t < n)));
  if (wrong !== undefined) fail('resamples', `rows of ${n} times from 0 to ${n - 1}`, Array.from(wrong).slice(0, 5), 'draw them for this record');
};

import { ConfigError, mustBe } from '../../kernel/index.ts';
import type { BootstrapInput } from './resamples.ts';
import { meanOf, requireInput, resampledMeans } from './resamples.ts';

/** The test under one view of which losing models count. */
export interface AbilityTest {
  /** Mean each model is centred on. */
  readonly recentring: readonly number[];
  readonly exceedances: number;
  readonly pValue: number;
}

export interface SuperiorAbility {
  /** Long-run deviation of each model; 0 where it does not vary. */
  readonly omega: readonly number[];
  /** Mean over deviation, times the root of the observations; 0 where the model does not vary. */
  readonly studentised: readonly number[];
  readonly statistic: number;
  /** Models studentised below it are too poor to matter. */
  readonly threshold: number;
  /** Too small a p-value, the one to use, too large a p-value. */
  readonly lower: AbilityTest;
  readonly consistent: AbilityTest;
  readonly upper: AbilityTest;
}

/** Weight of each lag's autocovariance under the stationary bootstrap with restart chance q. */
const kernelOf = (n: number, q: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => (i === 0 ? 1 : 2 * ((1 - i / n) * (1 - q) ** i + (i / n) * (1 - q) ** (n - i))));

const longRunDeviation = (column: ArrayLike<number>, mean: number, kernel: Float64Array): number => {
  const n = column.length;
  const deviations = Float64Array.from({ length: n }, (_, t) => column[t] - mean);
  let variance = 0;
  for (let lag = 0; lag < n; lag++) {
    let products = 0;
    for (let t = lag; t < n; t++) products += deviations[t] * deviations[t - lag];
    variance += (kernel[lag] * products) / n;
  }
  return variance > 1e-24 * mean * mean ? Math.sqrt(variance) : 0;
};

/**
 * Hansen's test for superior predictive ability: the reality check with studentised models, and losing ones set aside.
 *
 * @param q chance that a block restarts, 1 / mean block length of the resamples, in (0, 1]
 * @throws ConfigError for q outside (0, 1], or as `requireInput` says
 * @see Hansen, 2005, doi:10.1198/073500105000000063
 * @example superiorAbility({ columns, resamples }, 0.2).consistent.pValue
 */
export const superiorAbility = (input: BootstrapInput, q: number): SuperiorAbility => {
  requireInput(input);
  if (!(q > 0 && q <= 1)) throw new ConfigError('q', mustBe('q', 'in (0, 1]', q, 'give 1 / mean block length'));
  const n = input.columns[0].length;
  const kernel = kernelOf(n, q);
  const means = input.columns.map(meanOf);
  const omega = input.columns.map((column, k) => longRunDeviation(column, means[k], kernel));
  const studentise = (mean: number, k: number): number => (omega[k] === 0 ? 0 : (Math.sqrt(n) * mean) / omega[k]);
  const studentised = means.map(studentise);
  const statistic = Math.max(0, ...studentised);
  const threshold = -Math.sqrt(2 * Math.log(Math.log(n)));
  const resampled = resampledMeans(input);
  const test = (recentring: readonly number[]): AbilityTest => {
    const best = (row: Float64Array): number => row.reduce((most, mean, k) => Math.max(most, studentise(mean - recentring[k], k)), 0);
    const exceedances = resampled.filter((row) => best(row) > statistic).length;
    return { recentring, exceedances, pValue: exceedances / resampled.length };
  };
  return {
    omega, studentised, statistic, threshold,
    lower: test(means.map((mean) => Math.max(0, mean))),
    consistent: test(means.map((mean, k) => (studentised[k] >= threshold ? mean : 0))),
    upper: test(means),
  };
};

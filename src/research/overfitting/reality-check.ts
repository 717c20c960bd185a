import type { BootstrapInput } from './resamples.ts';
import { meanOf, requireInput, resampledMeans } from './resamples.ts';

export interface RealityCheck {
  /** Largest mean over the benchmark, times the root of the observations. */
  readonly statistic: number;
  /** The same of each resample, centred on the sample. */
  readonly resampled: readonly number[];
  /** Resamples strictly above the statistic. */
  readonly exceedances: number;
  /** Their share. */
  readonly pValue: number;
}

/**
 * White's reality check: whether the best of many models beats the benchmark by more than luck.
 *
 * @throws ConfigError as `requireInput` says
 * @see White, 2000, doi:10.1111/1468-0262.00152
 * @example realityCheck({ columns, resamples: stationaryResamples({ observations: 750, block: 5, count: 1000, seed: 1 }) }).pValue
 */
export const realityCheck = (input: BootstrapInput): RealityCheck => {
  requireInput(input);
  const root = Math.sqrt(input.columns[0].length);
  const means = input.columns.map(meanOf);
  const statistic = root * Math.max(...means);
  const resampled = resampledMeans(input).map((row) => root * row.reduce((most, mean, k) => Math.max(most, mean - means[k]), -Infinity));
  const exceedances = resampled.filter((value) => value > statistic).length;
  return { statistic, resampled, exceedances, pValue: exceedances / resampled.length };
};

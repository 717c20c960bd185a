import { ConfigError, mustBe, quantileSorted } from '../../kernel/index.ts';
import { rankInterval } from './binomial.ts';
import type { Estimate } from './interval.ts';

export const CONFIDENCE = 0.95;

/** A percentile of a sample with its order-statistic interval. */
export interface Percentile extends Estimate {
  /** 5 is the 5th. */
  readonly percent: number;
}

/**
 * Percentiles of a sorted sample, each with the 95% interval that holds it whatever the law.
 *
 * @param percents in [0, 100]
 * @throws ConfigError for a percentile outside [0, 100]
 * @example percentilesOf(sortedBalances, [5, 50, 95])
 */
export const percentilesOf = (sorted: ArrayLike<number>, percents: readonly number[]): Percentile[] =>
  percents.map((percent) => {
    if (!(percent >= 0 && percent <= 100)) {
      throw new ConfigError('percentile', mustBe('percentile', 'in [0, 100]', percent, 'give 5 for the 5th'));
    }
    const { lower, upper } = rankInterval(sorted.length, percent / 100, CONFIDENCE);
    return {
      percent,
      value: quantileSorted(sorted, percent / 100),
      low: lower === null ? null : sorted[lower - 1],
      high: upper === null ? null : sorted[upper - 1],
    };
  });

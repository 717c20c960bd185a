import type { Facts } from './facts.ts';

export type MetricUnit = 'cents' | 'share' | 'ratio' | 'count' | 'sessions' | 'minutes';
export type MetricSample = 'sessions' | 'trades' | 'trades followed';
export type MetricGroup = 'return' | 'risk' | 'trades' | 'costs';

/** A number of the report: what it is called, how it is made, and when it may be shown. */
export interface Metric {
  readonly id: string;
  readonly label: string;
  readonly group: MetricGroup;
  readonly unit: MetricUnit;
  /** In words a trader can check. */
  readonly formula: string;
  /** What it is computed over, and how many are needed before it is shown at all. */
  readonly sample: MetricSample;
  readonly minimum: number;
  /** Null where undefined. */
  readonly of: (facts: Facts) => number | null;
  /** 95% interval, where there is an accepted one. */
  readonly interval?: (facts: Facts) => readonly [number, number] | null;
}

/** A metric with its value. Null: not available, below the minimum sample or undefined. */
export interface MetricValue extends Omit<Metric, 'of' | 'interval'> {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

const countOf = (facts: Facts, sample: MetricSample): number =>
  sample === 'sessions' ? facts.returns.length : sample === 'trades' ? facts.trades.length : facts.everyTrade.length;

/** Computes a metric, or says it is not available. */
export const measure = ({ of, interval, ...metric }: Metric, facts: Facts): MetricValue => {
  const n = countOf(facts, metric.sample);
  const value = n < metric.minimum ? null : of(facts);
  const shown = value === null || !Number.isFinite(value) ? null : value;
  const [low, high] = shown === null ? [null, null] : (interval?.(facts) ?? [null, null]);
  return { ...metric, value: shown, low, high, n };
};

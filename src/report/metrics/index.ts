import type { Metric, MetricValue } from './define-metric.ts';
import { measure } from './define-metric.ts';
import type { Facts } from './facts.ts';
import { returnMetrics } from './returns.ts';
import { riskMetrics } from './risk.ts';
import { costMetrics, tradeMetrics } from './trades.ts';

/** Every number of the report, in the order it is shown. */
export const metrics: readonly Metric[] = [...returnMetrics, ...riskMetrics, ...tradeMetrics, ...costMetrics];

/** All metrics of a run's facts. */
export const measureAll = (facts: Facts): MetricValue[] => metrics.map((metric) => measure(metric, facts));

export type { Metric, MetricGroup, MetricUnit, MetricValue } from './define-metric.ts';
export { factsOf, factsOfRun, tailOf } from './facts.ts';
export type { Facts } from './facts.ts';
export { drawdownsOf } from './drawdown.ts';
export type { Drawdowns } from './drawdown.ts';
export { momentsOf } from './statistics.ts';

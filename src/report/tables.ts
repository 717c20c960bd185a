import { csvText } from '../backtest/index.ts';
import type { MetricValue } from './metrics/index.ts';
import { factsOfRun, measureAll } from './metrics/index.ts';
import type { ReportRun } from './run.ts';
import { verdictSentence, verdictWord, warningsOf } from './verdict.ts';

const cellOf = (value: number | null): string | number => value ?? '';

/** Every metric as CSV: value and interval empty where not available. Money in cents, shares as fractions. */
export const metricsCsv = (run: ReportRun): string =>
  csvText(
    ['id', 'label', 'value', 'low', 'high', 'unit', 'n', 'sample', 'minimum', 'formula'],
    measureAll(factsOfRun(run)).map((m) => [m.id, m.label, cellOf(m.value), cellOf(m.low), cellOf(m.high), m.unit, m.n, m.sample, m.minimum, m.formula]),
  );

/** The report as data: what the page shows, without charts. */
export interface ReportData {
  readonly grade: string;
  readonly name: string;
  readonly verdict: string;
  readonly sentence: string;
  readonly warnings: readonly string[];
  readonly metrics: readonly MetricValue[];
}

export const reportData = (run: ReportRun): ReportData => {
  const metrics = measureAll(factsOfRun(run));
  return {
    grade: run.manifest.grade, name: run.manifest.study.name, verdict: verdictWord(run), sentence: verdictSentence(run),
    warnings: warningsOf(run, metrics), metrics,
  };
};

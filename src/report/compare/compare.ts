import { ConfigError, mustBe } from '../../kernel/index.ts';
import type { MetricValue } from '../metrics/index.ts';
import { factsOfRun, measureAll } from '../metrics/index.ts';
import type { ReportRun } from '../run.ts';
import type { Difference } from './paired.ts';
import { pairedDifferences } from './paired.ts';
import type { TradeComparison } from './trades.ts';
import { compareTrades } from './trades.ts';

/** A run beside the first: what differs, how sure that is, and which trades make it. */
export interface AgainstFirst {
  readonly name: string;
  /** Sessions both have. */
  readonly sessions: number;
  readonly differences: readonly Difference[];
  readonly trades: TradeComparison;
}

export interface Comparison {
  readonly names: readonly string[];
  readonly grades: readonly string[];
  /** What makes the runs hard to compare, in words. */
  readonly cautions: readonly string[];
  /** One row a metric, one value a run. */
  readonly metrics: readonly { readonly metric: MetricValue; readonly values: readonly MetricValue[] }[];
  readonly others: readonly AgainstFirst[];
}

const cautionsOf = (runs: readonly ReportRun[], names: readonly string[]): string[] => {
  const different = (what: string, of: (run: ReportRun) => string): string[] => {
    const values = [...new Set(runs.map(of))];
    return values.length === 1 ? [] : [`The runs differ in ${what}: ${values.join(', ')}.`];
  };
  const known = new Map<string, string>();
  const same = runs.flatMap(({ manifest: { id } }, i) => {
    const before = known.get(id);
    known.set(id, before ?? names[i]);
    return before === undefined ? [] : [`${before === names[i] ? `${before} is given twice` : `${before} and ${names[i]} are the same run`}: that nothing differs says nothing.`];
  });
  return [
    ...same,
    ...different('data grade', ({ manifest }) => manifest.grade),
    ...different('dataset', ({ manifest }) => `${manifest.dataset.name} (${manifest.dataset.sha256.slice(0, 8)})`),
    ...different('sessions', ({ summary }) => `${summary.firstDate ?? 'none'} to ${summary.lastDate ?? 'none'}`),
    ...different('program', ({ manifest }) => manifest.code.sha256.slice(0, 8)),
  ];
};

/**
 * Sets runs side by side, each against the first.
 *
 * @param names what to call each run
 * @throws ConfigError for fewer than two runs
 */
export const compareRuns = (runs: readonly ReportRun[], names: readonly string[]): Comparison => {
  if (runs.length < 2) throw new ConfigError('compare', mustBe('runs', 'two or more', runs.length, 'name another run folder'));
  const measured = runs.map((run) => measureAll(factsOfRun(run)));
  const [first, ...rest] = runs;
  return {
    names,
    grades: runs.map(({ manifest }) => manifest.grade),
    cautions: cautionsOf(runs, names),
    metrics: measured[0].map((metric, i) => ({ metric, values: measured.map((values) => values[i]) })),
    others: rest.map((run, i) => ({ name: names[i + 1], ...pairedDifferences(first, run), trades: compareTrades(first, run) })),
  };
};

import type { MonteCarloAnswer } from '../montecarlo/index.ts';
import type { ReportFormat } from '../store/index.ts';
import { readReportRun, writeAnswer, writeReport, writeRun } from '../store/index.ts';
import type { Backtest } from './backtest.ts';

export interface ReportOptions {
  /** What to write; the page alone when left out. */
  readonly formats?: readonly ReportFormat[];
  /** What the run may become, to be told with it. */
  readonly monteCarlo?: MonteCarloAnswer;
  /** Write over a finished run; refused when left out. Anything else is never written over. */
  readonly replace?: boolean;
}

/**
 * Writes a run folder with its report, as `gamma backtest`, `gamma mc` and `gamma report` write theirs: the other commands
 * read it, and `gamma verify` checks it.
 *
 * @returns paths of the report's files, the page first
 * @throws ConfigError when something stands at the folder
 * @example const [page] = await report(run, 'reports/first', { monteCarlo: answer })
 */
export const report = async ({ manifest, result }: Backtest, folder: string, options: ReportOptions = {}): Promise<string[]> => {
  const { formats = ['html'], monteCarlo, replace = false } = options;
  await writeRun(folder, manifest, result, replace);
  if (monteCarlo !== undefined) writeAnswer(folder, { name: manifest.study.name, grade: manifest.grade, ...monteCarlo });
  return writeReport(folder, readReportRun(folder), formats);
};

import type { Alarm, Study, StudyResult, StudySummary } from '../backtest/index.ts';
import { alarmsOf, outcomesOf, runStudy, summarise } from '../backtest/index.ts';
import type { ChainDay } from '../market/index.ts';
import { rulesOf } from '../montecarlo/index.ts';
import { dailyOf } from '../research/index.ts';
import type { RunManifest } from '../store/index.ts';
import { appendLedger, checkFits, datesWithin, identityOf, ledgerEntry, manifestOf } from '../store/index.ts';
import type { LibraryDataset } from './data.ts';
import type { Outlook } from './monte-carlo.ts';

export interface BacktestOptions {
  /** First and last session, both included, such as `2024-01-02`; the dataset's own ends when left out. */
  readonly from?: string;
  readonly to?: string;
  /** Told after each session. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a study did on a dataset, ready for `monteCarlo` and `report`. */
export interface Backtest extends Outlook {
  /** Where it came from: study, data with its grade, program. */
  readonly manifest: RunManifest;
  /** Every trade, pass and session. */
  readonly result: StudyResult;
  /** The same, counted. Money in cents. */
  readonly summary: StudySummary;
  /** Results too good or too strange to be true; none is the normal case. */
  readonly alarms: readonly Alarm[];
}

/**
 * Runs a study on a dataset: decisions see only rows up to their own, fills come after them at the study's costs, and what
 * is left settles on the official close. The trial is counted in the dataset's ledger, as `gamma backtest` counts it.
 *
 * @throws RefusedError when the data are of a lower grade than the study requires
 * @throws ConfigError for a range without sessions, or recorded widths asked of data that hold mids
 * @example
 * const dataset = await openDataset('datasets', 'demo');
 * const run = backtest(dataset, presetStudy('seed-bt3y-quotes'), { to: '2023-06-30' });
 * run.summary.endingEquity / 100 // dollars
 */
export const backtest = (dataset: LibraryDataset, study: Study, options: BacktestOptions = {}): Backtest => {
  const { from = null, to = null, onProgress } = options;
  checkFits(study, dataset);
  const dates = datesWithin(dataset, { from, to });
  const manifest = manifestOf(study, identityOf(dataset, dates.length), { from, to });
  const days = function* (): Generator<ChainDay> {
    for (const date of dates) yield dataset.day(date);
  };
  const plan = { strategy: study.strategy, risk: study.risk };
  const result = runStudy(days(), { plan, execution: study.execution, onSession: (done) => onProgress?.(done, dates.length) });
  const daily = dailyOf(result, Math.round(study.risk.account.startingEquity * 100));
  appendLedger(dataset.root, dataset.name, [ledgerEntry({ command: 'backtest', hypothesis: study.name, dataset: dataset.hash, dates }, study, daily)]);
  return { manifest, result, summary: summarise(study, result), alarms: alarmsOf(study, result), population: outcomesOf(result), rules: rulesOf(study.risk, null) };
};

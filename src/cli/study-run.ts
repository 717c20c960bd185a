import type { Study, StudyResult } from '../backtest/index.ts';
import { runStudy } from '../backtest/index.ts';
import { ConfigError, mustBe } from '../kernel/index.ts';
import type { ChainDay } from '../market/index.ts';
import type { Dataset, DateRange, RunManifest } from '../store/index.ts';
import { checkFits, datesWithin, identityOf, manifestOf } from '../store/index.ts';
import type { Io } from './io.ts';

/**
 * Reads `20240101-20241231`, `20240101-` or `-20241231`.
 *
 * @throws ConfigError otherwise
 */
export const parseRange = (text: string | undefined): DateRange => {
  if (text === undefined) return { from: null, to: null };
  const match = /^(\d{8})?-(\d{8})?$/.exec(text);
  if (match === null || text === '-') {
    throw new ConfigError('timerange', mustBe('--timerange', 'two dates such as 20240101-20241231', text, 'leave one side out for an open end'));
  }
  const date = (digits: string | undefined): string | null =>
    digits === undefined ? null : `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  return { from: date(match[1]), to: date(match[2]) };
};

/** Runs a study on a dataset, with progress. */
export const runOn = (io: Io, study: Study, dataset: Dataset, range: DateRange): { manifest: RunManifest; result: StudyResult } => {
  checkFits(study, dataset);
  const dates = datesWithin(dataset, range);
  const manifest = manifestOf(study, identityOf(dataset, dates.length), range);
  const progress = io.progress('backtest', dates.length);
  const days = function* (): Generator<ChainDay> {
    for (const date of dates) yield dataset.day(date);
  };
  const plan = { strategy: study.strategy, risk: study.risk };
  const result = runStudy(days(), { plan, execution: study.execution, onSession: (done) => progress.update(done) });
  progress.end();
  return { manifest, result };
};

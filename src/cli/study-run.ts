import type { Study, StudyResult } from '../backtest/index.ts';
import { runStudy } from '../backtest/index.ts';
import { ConfigError, gradeAtLeast, mustBe, RefusedError } from '../kernel/index.ts';
import type { SessionDate } from '../kernel/index.ts';
import type { ChainDay } from '../market/index.ts';
import type { Dataset, RunManifest } from '../store/index.ts';
import { manifestOf } from '../store/index.ts';
import type { Io } from './io.ts';

/** Sessions of a dataset from one date to another, both included; null leaves an end open. */
export interface DateRange {
  readonly from: string | null;
  readonly to: string | null;
}

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

/** Refuses a study whose assumptions the dataset cannot carry. */
export const checkFits = (study: Study, dataset: Dataset): void => {
  if (!gradeAtLeast(dataset.grade, study.requires)) {
    throw new RefusedError('grade', mustBe(`dataset ${dataset.name}`, `of grade ${study.requires} or better`, dataset.grade, 'import better data or lower `requires`'), 4);
  }
  if (dataset.quotes === 'mids' && study.execution.widths.kind === 'recorded') {
    throw new ConfigError('widths', mustBe('study.execution.widths', 'modelled', 'recorded', `dataset ${dataset.name} holds mids only; use snapshot-2022 or your own table`));
  }
};

/** Sessions of a dataset within a range. @throws ConfigError when there are none */
export const datesWithin = (dataset: Dataset, range: DateRange): SessionDate[] => {
  const dates = dataset.days.filter((date) => (range.from === null || date >= range.from) && (range.to === null || date <= range.to));
  if (dates.length === 0) {
    throw new ConfigError('timerange', mustBe('--timerange', `within ${dataset.days[0]} to ${dataset.days.at(-1)}`, `${range.from ?? ''}..${range.to ?? ''}`, 'choose dates the dataset covers'));
  }
  return dates;
};

/** Runs a study on a dataset, with progress. */
export const runOn = (io: Io, study: Study, dataset: Dataset, range: DateRange): { manifest: RunManifest; result: StudyResult } => {
  checkFits(study, dataset);
  const dates = datesWithin(dataset, range);
  const identity = { name: dataset.name, sha256: dataset.hash, grade: dataset.grade, source: dataset.source, sessions: dates.length };
  const manifest = manifestOf(study, identity, range);
  const progress = io.progress('backtest', dates.length);
  const days = function* (): Generator<ChainDay> {
    for (const date of dates) yield dataset.day(date);
  };
  const plan = { strategy: study.strategy, risk: study.risk };
  const result = runStudy(days(), { plan, execution: study.execution, onSession: (done) => progress.update(done) });
  progress.end();
  return { manifest, result };
};

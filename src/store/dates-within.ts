import type { Study } from '../backtest/index.ts';
import type { SessionDate } from '../kernel/index.ts';
import { ConfigError, gradeAtLeast, mustBe, RefusedError } from '../kernel/index.ts';
import type { Dataset } from './open-dataset.ts';
import type { DatasetIdentity } from './run-folder.ts';

/** Sessions of a dataset from one date to another, both included; null leaves an end open. */
export interface DateRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** Refuses a study whose assumptions the dataset cannot carry. @throws RefusedError for too low a grade, ConfigError for widths the data lack */
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

/** What a manifest says of a dataset. @param sessions of it that were used */
export const identityOf = (dataset: Dataset, sessions: number): DatasetIdentity =>
  ({ name: dataset.name, sha256: dataset.hash, grade: dataset.grade, source: dataset.source, sessions });

import type { DataGrade, SessionDate } from '../kernel/index.ts';
import { DataError, mustBe, sessionDate } from '../kernel/index.ts';
import type { ChainDay, DailyHistory, PackedDays } from '../market/index.ts';
import { unpackDay } from '../market/index.ts';
import { readHistory } from './daily-series.ts';
import type { DatasetFile } from './dataset-file.ts';
import { datasetFolder, readDatasetFile } from './dataset-file.ts';
import { openQuotes } from './quote-cache.ts';

/** A dataset found whole, ready to be read a session at a time. */
export interface Dataset {
  readonly name: string;
  /** Sessions, ascending. */
  readonly days: readonly SessionDate[];
  readonly grade: DataGrade;
  readonly quotes: DatasetFile['quotes'];
  /** The attestation reports print. */
  readonly source: string;
  /** Of everything a run can see. */
  readonly hash: string;
  /** Official closes around the sessions. */
  readonly history: DailyHistory;
  /** What a worker thread needs to read the same sessions with `unpackDay`: all of them in memory, from the first call on. */
  readonly packed: () => PackedDays;
  /** @throws DataError when the dataset lacks the session, or its files changed since it was opened */
  readonly day: (date: SessionDate) => ChainDay;
}

/**
 * Opens a dataset.
 *
 * @throws DataError when there is none of the name, or a file of it was changed
 * @example const { days, day } = await openDataset('datasets', 'demo'); day(days[0]).spot
 */
export const openDataset = async (root: string, name: string): Promise<Dataset> => {
  const file = readDatasetFile(root, name);
  const folder = datasetFolder(root, name);
  const quotes = await openQuotes(folder, file);
  const history = readHistory(folder, file);
  const places = new Map(quotes.days.map((day, i) => [day.date, i]));
  let inMemory: PackedDays | undefined;
  return {
    name,
    days: file.days.map((day) => sessionDate(day.date)),
    grade: file.grade,
    quotes: file.quotes,
    source: file.source,
    hash: file.contentHash,
    history,
    packed: () => (inMemory ??= { ...quotes.all(), history }),
    day: (date) => {
      const place = places.get(date);
      if (place === undefined) throw new DataError('no-session', mustBe('date', `a session of dataset ${name}`, date, 'choose another'));
      return unpackDay({ ...quotes.day(place), history }, 0);
    },
  };
};

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataGrade } from '../kernel/index.ts';
import { ConfigError, mustBe } from '../kernel/index.ts';
import type { MarketRecipe, QuoteDay } from '../market/index.ts';
import { buildFolder } from './atomic.ts';
import type { Closes, SeriesName } from './daily-series.ts';
import { seriesNames, writeSeries } from './daily-series.ts';
import type { DatasetFile } from './dataset-file.ts';
import { datasetFolder, dayFile, withHashes, writeDatasetFile } from './dataset-file.ts';
import { writeDayFile } from './day-parquet.ts';
import type { Database } from './duckdb.ts';
import { openDatabase } from './duckdb.ts';
import { sha256File } from './hash.ts';
import { cacheWriter } from './quote-cache.ts';

/** What a dataset is, known once its last session was taken. */
export interface DatasetDescription {
  readonly grade: DataGrade;
  readonly quotes: DatasetFile['quotes'];
  readonly format: DatasetFile['format'];
  readonly source: string;
  /** `parity` when the files have no index level and calls and puts gave it. */
  readonly indexLevel?: DatasetFile['indexLevel'];
  /** Of a synthetic market. */
  readonly recipe?: MarketRecipe;
  readonly inputs: DatasetFile['inputs'];
  readonly counts: Omit<DatasetFile['counts'], 'tooHighForCache'>;
  /** Official closes that come with the data, by series. */
  readonly closes: Readonly<Partial<Record<SeriesName, Closes>>>;
}

export interface NewDataset {
  /** Sessions ascending, whole price cents. */
  readonly days: Iterable<QuoteDay> | AsyncIterable<QuoteDay>;
  /** Asked after the last session was taken. */
  readonly describe: () => DatasetDescription;
  /** Replace a dataset of the same name; otherwise it is refused. */
  readonly replace: boolean;
  readonly onDay?: (done: number) => void;
}

type Day = DatasetFile['days'][number];

/** Writes sessions with two databases, so that one compresses while the other takes the next session. */
const writeDays = async (folder: string, next: NewDataset, pack: (day: QuoteDay) => void): Promise<Day[]> => {
  mkdirSync(join(folder, 'days'));
  const databases = [await openDatabase({ threads: 1 }), await openDatabase({ threads: 1 })];
  const pending: [Promise<void>, Promise<void>] = [Promise.resolve(), Promise.resolve()];
  const days: Day[] = [];
  const write = async (db: Database, day: QuoteDay, place: number): Promise<void> => {
    const path = dayFile(folder, day.date);
    await writeDayFile(db, path, day);
    days[place] = { date: day.date, sha256: sha256File(path), rows: day.rows, strikes: day.strikes.length };
  };
  try {
    let place = 0;
    for await (const day of next.days) {
      pack(day);
      const lane = place % 2;
      await pending[lane];
      const running = write(databases[lane], day, place);
      // Awaited a session later; until then a failure must not count as unhandled.
      running.catch(() => undefined);
      pending[lane] = running;
      place++;
      next.onDay?.(place);
    }
    await Promise.all(pending);
    return days;
  } finally {
    await Promise.allSettled(pending);
    for (const db of databases) db.close();
  }
};

const seriesOf = (folder: string, { closes, source }: DatasetDescription): DatasetFile['series'] =>
  Object.fromEntries(
    seriesNames.flatMap((name) => {
      const known = closes[name];
      return known === undefined || known.size === 0 ? [] : [[name, writeSeries(folder, name, known, source)]];
    }),
  );

/**
 * Writes a dataset: one Parquet file a session, the packed cache, its description. All of it or nothing.
 *
 * @throws ConfigError when a dataset of the name exists and is not to be replaced
 */
export const writeDataset = async (root: string, name: string, next: NewDataset): Promise<DatasetFile> => {
  const target = datasetFolder(root, name);
  if (existsSync(target) && !next.replace) {
    throw new ConfigError('dataset-exists', mustBe('dataset', 'a new name', name, 'add --replace to replace it'));
  }
  return buildFolder(target, async (folder) => {
    const cache = cacheWriter(join(folder, 'cache'));
    try {
      let tooHighForCache = 0;
      const days = await writeDays(folder, next, (day) => {
        tooHighForCache += cache.add(day);
      });
      const { closes: _, ...about } = next.describe();
      const file = withHashes({
        schemaVersion: 1,
        name,
        ...about,
        vixRule: 'previous session close',
        counts: { ...about.counts, tooHighForCache },
        days,
        series: seriesOf(folder, next.describe()),
      });
      cache.finish(file.quotesHash);
      writeDatasetFile(folder, file);
      return file;
    } finally {
      cache.close();
    }
  });
};

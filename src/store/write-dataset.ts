import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataGrade } from '../kernel/index.ts';
import { ConfigError, mustBe } from '../kernel/index.ts';
import type { MarketRecipe, QuoteDay } from '../market/index.ts';
import { buildFolder } from './atomic.ts';
import type { Closes, SeriesName } from './daily-series.ts';
import { seriesNames, writeSeries } from './daily-series.ts';
import type { DatasetFile } from './dataset-file.ts';
import { datasetFolder, dayFile, withHashes, writeDatasetFile } from './dataset-file.ts';
import { dayEncoder } from './day-encoder.ts';
import type { EncodedDay } from './encode-day.ts';
import type { CacheWriter } from './quote-cache.ts';
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
  /** Sessions ascending, whole price cents. Their prices are taken over: they may be gone when the next one is asked for. */
  readonly days: Iterable<QuoteDay> | AsyncIterable<QuoteDay>;
  /** Asked after the last session was taken. */
  readonly describe: () => DatasetDescription;
  /** Replace a dataset of the same name; otherwise it is refused. */
  readonly replace: boolean;
  readonly onDay?: (done: number) => void;
}

type Day = DatasetFile['days'][number];

/** Sessions that may be on their way to be written. */
const AHEAD = 3;

const writeDays = async (folder: string, next: NewDataset, cache: CacheWriter): Promise<Day[]> => {
  mkdirSync(join(folder, 'days'));
  const encoder = dayEncoder();
  const pending: { readonly day: Omit<Day, 'sha256'>; readonly encoding: Promise<EncodedDay> }[] = [];
  const days: Day[] = [];
  const writeNext = async (): Promise<void> => {
    const [{ day, encoding }] = pending.splice(0, 1);
    const { parquet, sha256, packed } = await encoding;
    cache.add(day, packed);
    writeFileSync(dayFile(folder, day.date), parquet);
    days.push({ ...day, sha256 });
    next.onDay?.(days.length);
  };
  try {
    for await (const day of next.days) {
      const about = { date: day.date, rows: day.rows, strikes: day.strikes.length };
      const encoding = encoder.encode(day);
      // Awaited some sessions later; until then a failure must not count as unhandled.
      encoding.catch(() => undefined);
      pending.push({ day: about, encoding });
      if (pending.length > AHEAD) await writeNext();
    }
    while (pending.length > 0) await writeNext();
    return days;
  } finally {
    await encoder.close();
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
      const days = await writeDays(folder, next, cache);
      const { closes: _, ...about } = next.describe();
      const file = withHashes({
        schemaVersion: 1,
        name,
        ...about,
        vixRule: 'previous session close',
        counts: { ...about.counts, tooHighForCache: cache.tooHigh() },
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

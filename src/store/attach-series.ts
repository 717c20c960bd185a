import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DataError, mustBe, sessionDate } from '../kernel/index.ts';
import { contextBefore, officialClose } from '../market/index.ts';
import { readInput, textOf } from './chain-source.ts';
import type { Closes, SeriesName } from './daily-series.ts';
import { readDailyCsv, readHistory, writeSeries } from './daily-series.ts';
import { checkCloses } from './plausible-closes.ts';
import { openQuotes } from './quote-cache.ts';
import type { DatasetFile } from './dataset-file.ts';
import { datasetFolder, readDatasetFile, withHashes, writeDatasetFile } from './dataset-file.ts';

/** Sessions of a dataset for which something is not known. */
export interface Gaps {
  /** No official close: no settlement. */
  readonly withoutSettlement: readonly string[];
  /** No close of the session before. */
  readonly withoutPreviousClose: readonly string[];
  /** No VIX close of the session before. */
  readonly withoutVix: readonly string[];
}

/** Closes attached to a dataset, by date. @throws DataError when it has none of the series */
export const attachedCloses = (root: string, name: string, series: SeriesName): Closes => {
  const file = readDatasetFile(root, name);
  if (file.series[series] === undefined) {
    throw new DataError('no-closes', mustBe(`dataset ${name}`, `one with ${series} closes`, 'none', `attach them: gamma data attach <daily.csv> --series ${series} --dataset ${name}`));
  }
  const { dates, closes, vixCloses } = readHistory(datasetFolder(root, name), file);
  const wanted = series === 'spx' ? closes : vixCloses;
  return new Map(dates.flatMap((date, i) => (Number.isNaN(wanted[i]) ? [] : [[date, wanted[i]]])));
};

/** What the attached closes leave unknown. @throws DataError when they were changed */
export const gapsOf = (folder: string, file: DatasetFile): Gaps => {
  const history = readHistory(folder, file);
  const dates = file.days.map((day) => sessionDate(day.date));
  const contexts = new Map(dates.map((date) => [date, contextBefore(history, date)]));
  return {
    withoutSettlement: dates.filter((date) => officialClose(history, date) === undefined),
    withoutPreviousClose: dates.filter((date) => Number.isNaN(contexts.get(date)?.previousClose)),
    withoutVix: dates.filter((date) => Number.isNaN(contexts.get(date)?.previousVix)),
  };
};

/**
 * Attaches official daily closes to a dataset: the index's give settlements and history, the VIX's its level each
 * morning. A series attached before under the same name is replaced.
 *
 * @throws DataError when the file is missing, holds no closes or holds those of something else
 */
export const attachSeries = async (root: string, name: string, path: string, series: SeriesName): Promise<{ readonly file: DatasetFile; readonly gaps: Gaps }> => {
  const before = readDatasetFile(root, name);
  const folder = datasetFolder(root, name);
  const closes = readDailyCsv(textOf(readInput(path), basename(path)), basename(path));
  checkCloses(series, closes, await openQuotes(folder, before), basename(path));
  const attached = writeSeries(folder, series, closes, basename(path));
  const file = withHashes({ ...before, series: { ...before.series, [series]: attached } });
  writeDatasetFile(folder, file);
  const old = before.series[series];
  if (old !== undefined && old.file !== attached.file) rmSync(join(folder, old.file), { force: true });
  return { file, gaps: gapsOf(folder, file) };
};

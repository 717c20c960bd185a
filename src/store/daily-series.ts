import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DataError, canonicalJson, mustBe } from '../kernel/index.ts';
import type { DailyHistory } from '../market/index.ts';
import { CALENDAR_FIRST, CALENDAR_LAST, dailyHistory, isSession } from '../market/index.ts';
import { writeFileAtomic } from './atomic.ts';
import type { DatasetFile, SeriesFile } from './dataset-file.ts';
import { sha256 } from './hash.ts';

/** Official closes by session. */
export type Closes = ReadonlyMap<string, number>;
export const seriesNames = ['spx', 'vix'] as const;
export type SeriesName = (typeof seriesNames)[number];

const isoDate = (cell: string): string => {
  const found = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(cell);
  return found === null ? cell : `${found[3]}-${found[1]}-${found[2]}`;
};

/**
 * Reads the `date` and `close` columns of a daily CSV, whatever their case.
 *
 * Days outside the calendar and days New York did not trade are left out.
 *
 * @param text CSV; dates as YYYY-MM-DD or MM/DD/YYYY
 * @param file its name, for messages
 * @throws DataError when a column is missing, a close is no positive number, or a date stands twice with two closes
 */
export const readDailyCsv = (text: string, file: string): Closes => {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line !== '');
  const columns = header.split(',').map((cell) => cell.trim().toLowerCase());
  const [dateAt, closeAt] = [columns.indexOf('date'), columns.indexOf('close')];
  if (dateAt < 0 || closeAt < 0) {
    throw new DataError('wrong-header', mustBe(`header of ${file}`, 'with columns date and close', header, 'give a daily CSV'));
  }
  const closes = new Map<string, number>();
  for (const line of lines) {
    const cells = line.split(',');
    const date = isoDate(cells[dateAt]);
    if (/^\d{4}-\d\d-\d\d$/.test(date) && (date < CALENDAR_FIRST || date > CALENDAR_LAST || !isSession(date))) continue;
    const close = Number(cells[closeAt]);
    if (!/^\d{4}-\d\d-\d\d$/.test(date) || !(close > 0) || (closes.get(date) ?? close) !== close) {
      throw new DataError('bad-close', mustBe(`line of ${file}`, 'a date and its one positive close', line, 'correct the line'));
    }
    closes.set(date, close);
  }
  if (closes.size === 0) throw new DataError('no-closes', mustBe(file, `closes between ${CALENDAR_FIRST} and ${CALENDAR_LAST}`, 'none', 'give another file'));
  return closes;
};

/** A session's highest and lowest index level, points. */
export interface DailyRange {
  readonly high: number;
  readonly low: number;
}

/**
 * Reads the `date`, `high` and `low` columns of a daily CSV, whatever their case.
 *
 * @throws DataError when a column is missing or a high lies below its low
 */
export const readDailyRanges = (text: string, file: string): ReadonlyMap<string, DailyRange> => {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line !== '');
  const columns = header.split(',').map((cell) => cell.trim().toLowerCase());
  const [dateAt, highAt, lowAt] = ['date', 'high', 'low'].map((name) => columns.indexOf(name));
  if (dateAt < 0 || highAt < 0 || lowAt < 0) {
    throw new DataError('wrong-header', mustBe(`header of ${file}`, 'with columns date, high and low', header, 'give a daily CSV with open, high, low and close'));
  }
  return new Map(
    lines.map((line) => {
      const cells = line.split(',');
      const [high, low] = [Number(cells[highAt]), Number(cells[lowAt])];
      if (!(low > 0 && high >= low)) throw new DataError('bad-range', mustBe(`line of ${file}`, 'a high at or above a low', line, 'correct the line'));
      return [isoDate(cells[dateAt]), { high, low }];
    }),
  );
};

/** Writes closes under a name made of their hash, so that the old file stays until the description points to the new. */
export const writeSeries = (folder: string, name: SeriesName, closes: Closes, source: string): SeriesFile => {
  const dates = [...closes.keys()].sort();
  const text = canonicalJson(Object.fromEntries(closes));
  const hash = sha256(text);
  const file = join('series', `${name}-${hash.slice(0, 12)}.json`);
  writeFileAtomic(join(folder, file), text);
  return { source, file, sha256: hash, sessions: dates.length, first: dates[0], last: dates[dates.length - 1] };
};

const readSeries = (folder: string, series: SeriesFile | undefined): Closes => {
  if (series === undefined) return new Map();
  const path = join(folder, series.file);
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new DataError('corrupt', mustBe(path, 'a readable file of closes', 'nothing', 'attach the series again'));
  }
  if (sha256(text) !== series.sha256) {
    throw new DataError('corrupt', mustBe(basename(path), `as attached (${series.sha256.slice(0, 12)})`, sha256(text).slice(0, 12), 'attach it again'));
  }
  return new Map(Object.entries(JSON.parse(text) as Record<string, number>));
};

/** The closes attached to a dataset. @throws DataError when a file was changed */
export const readHistory = (folder: string, file: DatasetFile): DailyHistory =>
  dailyHistory(readSeries(folder, file.series.spx), readSeries(folder, file.series.vix));

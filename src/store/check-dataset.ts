import { isGammaError, quantiles, sessionDate } from '../kernel/index.ts';
import type { Comparison, QuoteDay } from '../market/index.ts';
import { figureMeter, isOnTick } from '../market/index.ts';
import type { Gaps } from './attach-series.ts';
import { gapsOf } from './attach-series.ts';
import { readHistory } from './daily-series.ts';
import { datasetFolder, readDescription, wasEdited } from './dataset-file.ts';
import { readDayFile } from './day-parquet.ts';
import { openDatabase } from './duckdb.ts';
import { cacheComparer, verifiedDayFile } from './quote-cache.ts';

/** How much of the day's strikes a minute quotes, over all sessions. */
export interface Coverage {
  readonly minute: number;
  readonly sessions: number;
  /** Share of contracts with both a bid and an ask. */
  readonly quoted: number;
}

export interface DatasetCheck {
  readonly name: string;
  readonly contentHash: string;
  readonly sessions: number;
  /** Files changed, missing or unreadable. */
  readonly faults: readonly string[];
  /** Quotes with the bid above the ask. */
  readonly crossed: number;
  /** Prices no exchange could quote; not counted in a dataset of middles. */
  readonly offGrid: number;
  readonly rowsWithoutSpot: number;
  /** Index level that calls and puts imply less the one recorded, points: median over rows, at the strike nearest the index; NaN without. */
  readonly parity: number;
  readonly gaps: Gaps;
  readonly coverage: readonly Coverage[];
  /** A synthetic market beside the figures its recipe aims at. */
  readonly comparison: Comparison | undefined;
  /** Faults or crossed quotes; under `strict` also off-grid prices, missing settlements or index levels, or calls and puts of another index. */
  readonly broken: boolean;
}

const messageOf = (error: unknown): string => {
  if (isGammaError(error)) return error.message;
  throw error;
};

/** Points by which a sound dataset's calls and puts may disagree with its index in the median. */
const LARGEST_PARITY_GAP = 10;

/** Of each row, call mid less put mid plus strike less index, points, at the strike nearest the index. */
const parityGaps = (day: QuoteDay): number[] => {
  const gaps: number[] = [];
  for (let t = 0; t < day.rows; t++) {
    const distances = day.strikes.map((strike) => Math.abs(strike - day.spot[t]));
    const k = distances.indexOf(Math.min(...distances));
    const mid = (contract: number): number => (day.bid[contract * day.stride + t] + day.ask[contract * day.stride + t]) / 200;
    const gap = k < 0 ? Number.NaN : mid(day.strikes.length + k) - mid(k) + day.strikes[k] - day.spot[t];
    if (!Number.isNaN(gap)) gaps.push(gap);
  }
  return gaps;
};

const countCells = (day: QuoteDay) => {
  let crossed = 0;
  let offGrid = 0;
  for (let c = 0; c < day.bid.length; c++) {
    if (day.bid[c] > day.ask[c]) crossed++;
    if (!Number.isNaN(day.bid[c]) && !isOnTick(day.bid[c])) offGrid++;
    if (!Number.isNaN(day.ask[c]) && !isOnTick(day.ask[c])) offGrid++;
  }
  return { crossed, offGrid };
};

/** Adds up, minute by minute, how many sessions have it and how many contracts it quotes. */
const coverageCounter = () => {
  const byMinute = new Map<number, { sessions: number; quoted: number; contracts: number }>();
  return {
    add: (day: QuoteDay): void => {
      const contracts = 2 * day.strikes.length;
      for (let t = 0; t < day.rows; t++) {
        const seen = byMinute.get(day.minutes[t]) ?? { sessions: 0, quoted: 0, contracts: 0 };
        seen.sessions++;
        seen.contracts += contracts;
        for (let c = 0; c < contracts; c++) if (!Number.isNaN(day.bid[c * day.stride + t] + day.ask[c * day.stride + t])) seen.quoted++;
        byMinute.set(day.minutes[t], seen);
      }
    },
    rows: (): Coverage[] =>
      [...byMinute].sort(([a], [b]) => a - b).map(([minute, seen]) => ({ minute, sessions: seen.sessions, quoted: seen.quoted / seen.contracts })),
  };
};

const noGaps: Gaps = { withoutSettlement: [], withoutPreviousClose: [], withoutVix: [] };

/**
 * Reads every file of a dataset again and says what is wrong with it.
 *
 * @param onDay told after each session
 * @throws DataError when there is no such dataset
 */
export const checkDataset = async (root: string, name: string, strict: boolean, onDay: (done: number) => void): Promise<DatasetCheck> => {
  const file = readDescription(root, name);
  const folder = datasetFolder(root, name);
  const faults: string[] = [];
  if (wasEdited(file)) faults.push('dataset.json must be as written, found an edit; make the dataset again');
  const total = { crossed: 0, offGrid: 0, rowsWithoutSpot: 0 };
  const coverage = coverageCounter();
  const gapsToIndex: number[] = [];
  const isCached = cacheComparer(folder, file);
  const meter = file.recipe === undefined ? undefined : figureMeter(file.recipe.figures);
  const db = await openDatabase();
  try {
    for (const [i, entry] of file.days.entries()) {
      try {
        const day = await readDayFile(db, verifiedDayFile(folder, entry), sessionDate(entry.date));
        const cells = countCells(day);
        total.crossed += cells.crossed;
        total.offGrid += file.quotes === 'mids' ? 0 : cells.offGrid;
        total.rowsWithoutSpot += day.spot.filter(Number.isNaN).length;
        coverage.add(day);
        for (const gap of parityGaps(day)) gapsToIndex.push(gap);
        if (!isCached(day)) faults.push(`cache of ${day.date} must be as its day file, found other quotes; delete the folder cache, it is made again`);
        meter?.add(day);
      } catch (error) {
        faults.push(messageOf(error));
      }
      onDay(i + 1);
    }
  } finally {
    db.close();
  }
  let gaps = noGaps;
  let vixCloses: ArrayLike<number> = [];
  try {
    gaps = gapsOf(folder, file);
    vixCloses = readHistory(folder, file).vixCloses.filter((close) => !Number.isNaN(close));
  } catch (error) {
    faults.push(messageOf(error));
  }
  const [parity] = quantiles(gapsToIndex, [0.5]);
  const loose = Math.abs(parity) > LARGEST_PARITY_GAP || total.offGrid + total.rowsWithoutSpot + gaps.withoutSettlement.length > 0;
  return {
    name,
    contentHash: file.contentHash,
    sessions: file.days.length,
    faults,
    ...total,
    parity,
    gaps,
    coverage: coverage.rows(),
    comparison: meter?.compare(vixCloses),
    broken: faults.length > 0 || total.crossed > 0 || (strict && loose),
  };
};

import type { Bar } from '../formats/index.ts';
import { DataError, mustBe, sessionDate } from '../kernel/index.ts';
import type { QuoteDay, SessionPath } from '../market/index.ts';
import { CALENDAR_FIRST, CALENDAR_LAST, OPEN_MINUTE, barMinutes, closeMinuteOf, hasZeroDayExpiry, isSession, previousSession, reconstructDay, surfaceFit } from '../market/index.ts';
import type { Closes, DailyRange } from './daily-series.ts';
import type { NewDataset } from './write-dataset.ts';

/** Real series that chains are modelled around. */
export interface RealSeries {
  /** Index bars, stamped at their start. */
  readonly bars: readonly Bar[];
  /** Official closes of the index. */
  readonly closes: Closes;
  readonly ranges: ReadonlyMap<string, DailyRange>;
  readonly vixCloses: Closes;
  /** VIX1D known at a minute; undefined without such a file. */
  readonly vix1dAt: ((date: string, minute: number) => number) | undefined;
  /** Their files, for the record. */
  readonly inputs: NonNullable<ReturnType<NewDataset['describe']>['inputs']>;
}

/** A session with bars of which no chain was made. */
export interface LeftOut {
  readonly date: string;
  readonly why: 'no 0DTE expiry' | 'incomplete bars' | 'previous session not known' | 'VIX not known';
}

/** Minutes before the close at which the last bar must at least begin. */
const LATEST_END = 15;

const pathOf = (date: string, bars: readonly Bar[], length: number, series: RealSeries): SessionPath | LeftOut['why'] => {
  if (!hasZeroDayExpiry(date)) return 'no 0DTE expiry';
  const close = closeMinuteOf(date);
  const regular = bars.filter(({ start }) => start >= OPEN_MINUTE && start < close).sort((a, b) => a.start - b.start);
  const first = regular.at(0);
  const last = regular.at(-1);
  const isWhole = first?.start === OPEN_MINUTE && last !== undefined && last.start + length >= close - LATEST_END && regular.length * length >= 0.9 * (close - OPEN_MINUTE);
  if (!isWhole) return 'incomplete bars';
  const before = previousSession(date);
  const [range, previousClose, previousVix] = [series.ranges.get(before), series.closes.get(before), series.vixCloses.get(before)];
  if (range === undefined || previousClose === undefined) return 'previous session not known';
  if (previousVix === undefined) return 'VIX not known';
  const known = regular.filter(({ start }) => start + length < close);
  return {
    date: sessionDate(date),
    minutes: [OPEN_MINUTE, ...known.map(({ start }) => start + length)],
    levels: [first.open, ...known.map((bar) => bar.close)],
    previousClose,
    previousVix,
    previousHigh: range.high,
    previousLow: range.low,
    vix1dAt: (minute) => series.vix1dAt?.(date, minute) ?? Number.NaN,
  };
};

/** Bars by date, those of the calendar's sessions only. */
const byDate = (bars: readonly Bar[]): [string, Bar[]][] => {
  const days = new Map<string, Bar[]>();
  for (const bar of bars) {
    const found = days.get(bar.date);
    if (found === undefined) days.set(bar.date, [bar]);
    else found.push(bar);
  }
  return [...days].filter(([date]) => date >= CALENDAR_FIRST && date <= CALENDAR_LAST && isSession(date)).sort(([a], [b]) => (a < b ? -1 : 1));
};

/**
 * Sessions of real bars as a dataset to write: the index is real, every quote is modelled from what was known at its
 * minute. A row's level is the close of the bar that ends then.
 *
 * @returns the dataset, and the sessions left out with the reason
 * @throws DataError when no session can be made
 */
export const reconstructedDataset = (series: RealSeries, options: Pick<NewDataset, 'replace'>): { readonly made: NewDataset; readonly sessions: number; readonly leftOut: readonly LeftOut[] } => {
  const length = barMinutes(series.bars);
  const leftOut: LeftOut[] = [];
  const paths = byDate(series.bars).flatMap(([date, bars]) => {
    const path = pathOf(date, bars, length, series);
    if (typeof path !== 'string') return [path];
    leftOut.push({ date, why: path });
    return [];
  });
  if (paths.length === 0) {
    throw new DataError('no-sessions', mustBe('bars', 'with whole sessions whose previous session and VIX are known', `${leftOut.length} left out: ${leftOut.at(0)?.why ?? 'no session of the calendar'}`, 'give daily files that cover the bars'));
  }
  let quotes = 0;
  let [withVix1d, rows] = [0, 0];
  function* days(): Generator<QuoteDay> {
    for (const path of paths) {
      const day = reconstructDay(path);
      if (day === undefined) throw new DataError('no-surface', mustBe(`series around ${path.date}`, 'positive', path.previousVix, 'correct the files'));
      quotes += day.bid.length;
      rows += day.rows;
      withVix1d += path.minutes.filter((minute) => path.vix1dAt(minute) > 0).length;
      yield day;
    }
  }
  const made: NewDataset = {
    ...options,
    days: days(),
    describe: () => ({
      grade: 'reconstructed',
      quotes: 'quotes',
      format: { id: 'reconstructed', stampedAt: 'end', zone: 'America/New_York' },
      source: `Real index path, modelled quotes: surface fitted to the ${surfaceFit.about}; ${Math.round((100 * withVix1d) / Math.max(1, rows))}% of rows use VIX1D, the others the previous VIX close`,
      inputs: series.inputs,
      counts: { quotes, rejected: {}, skipped: {} },
      closes: { spx: series.closes, vix: series.vixCloses },
    }),
  };
  return { made, sessions: paths.length, leftOut };
};

import type { SessionDate } from '../kernel/index.ts';
import type { DayContext } from './chain-day.ts';
import { closeMinuteOf, isFomc, previousSession } from './session.ts';

/** Sessions of closes a day may look back on. */
export const HISTORY_SESSIONS = 252;

/** Official daily closes of the index and the VIX, sessions ascending; NaN where one is not known. */
export interface DailyHistory {
  readonly dates: readonly SessionDate[];
  /** Points. */
  readonly closes: Float64Array;
  readonly vixCloses: Float64Array;
}

/** Joins two series by date. */
export const dailyHistory = (closes: ReadonlyMap<string, number>, vixCloses: ReadonlyMap<string, number>): DailyHistory => {
  const dates = [...new Set([...closes.keys(), ...vixCloses.keys()])].sort() as SessionDate[];
  return {
    dates,
    closes: Float64Array.from(dates, (date) => closes.get(date) ?? Number.NaN),
    vixCloses: Float64Array.from(dates, (date) => vixCloses.get(date) ?? Number.NaN),
  };
};

/** Number of sessions in the history before a date. */
const countBefore = (dates: readonly string[], date: string): number => {
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dates[middle] < date) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Official close of a date, points to 0.01; undefined when not known. */
export const officialClose = (history: DailyHistory, date: SessionDate): number | undefined => {
  const at = countBefore(history.dates, date);
  const close = history.dates[at] === date ? history.closes[at] : Number.NaN;
  return Number.isNaN(close) ? undefined : Math.round(close * 100) / 100;
};

/** What a history lets one know before a session opens. @throws DataError when the date is not a session */
export const contextBefore = (history: DailyHistory, date: SessionDate): DayContext => {
  const before = countBefore(history.dates, date);
  const known: number[] = [];
  for (let i = before - 1; i >= 0 && known.length < HISTORY_SESSIONS; i--) if (!Number.isNaN(history.closes[i])) known.unshift(i);
  const yesterday = before > 0 && history.dates[before - 1] === previousSession(date) ? before - 1 : -1;
  return {
    previousClose: yesterday < 0 ? Number.NaN : history.closes[yesterday],
    previousVix: yesterday < 0 ? Number.NaN : history.vixCloses[yesterday],
    closes: Float64Array.from(known, (i) => history.closes[i]),
    vixCloses: Float64Array.from(known, (i) => history.vixCloses[i]),
    isFomc: isFomc(date),
    closeMinute: closeMinuteOf(date),
  };
};

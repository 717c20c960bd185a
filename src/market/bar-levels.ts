import { OPEN_MINUTE } from './session.ts';

interface BarLike {
  readonly date: string;
  readonly start: number;
  readonly open: number;
  readonly close: number;
}

/** Minutes of a bar: the commonest distance between starts of one day. @example barMinutes(bars) // 5 */
export const barMinutes = (bars: readonly Pick<BarLike, 'date' | 'start'>[]): number => {
  const counts = new Map<number, number>();
  for (let i = 1; i < bars.length; i++) {
    const apart = bars[i].start - bars[i - 1].start;
    if (bars[i].date === bars[i - 1].date && apart > 0) counts.set(apart, (counts.get(apart) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 1;
};

const LAST_MINUTE = 1440;

/**
 * Index levels by date and minute as bars give them: the close of the bar that ends at a minute, which was known then, and
 * at 9:30 the open of the first bar.
 *
 * @returns NaN at minutes at which no bar ends
 */
export const levelsOfBars = (bars: readonly BarLike[]): ((date: string, minute: number) => number) => {
  const length = barMinutes(bars);
  const days = new Map<string, Float64Array>();
  for (const { date, start, open, close } of bars) {
    const levels = days.get(date) ?? new Float64Array(LAST_MINUTE + 1).fill(Number.NaN);
    days.set(date, levels);
    if (start === OPEN_MINUTE) levels[start] = open;
    if (start + length <= LAST_MINUTE) levels[start + length] = close;
  }
  return (date, minute) => days.get(date)?.[minute] ?? Number.NaN;
};

import { DataError, mustBe } from '../kernel/index.ts';
import { closeMinuteOf, lastLevel } from '../market/index.ts';
import type { Closes, SeriesName } from './daily-series.ts';
import type { CachedQuotes } from './quote-cache.ts';

/** Levels a series has ever had reason to show. */
const levels: Readonly<Record<SeriesName, readonly [number, number]>> = { spx: [500, 50_000], vix: [5, 150] };

/** Minutes before the close within which a row's level must be near it. */
const LATE = 90;
const NEAR = 0.03;
const FAR = 0.1;

/** Refuses closes at levels that a series never had. @throws DataError naming the first such session */
export const checkLevels = (series: SeriesName, closes: Closes, file: string): void => {
  const [low, high] = levels[series];
  for (const [date, close] of closes) {
    if (close < low || close > high) {
      throw new DataError('other-series', mustBe(`${series} close of ${date} in ${file}`, `from ${low} to ${high}`, close, 'give the file as the series it is'));
    }
  }
};

/**
 * Refuses closes that cannot be the series they are attached as: levels it never had, or an index close away from the
 * last level the session's quotes carry, by 3% late in the session and 10% earlier.
 *
 * @throws DataError naming the first such session
 */
export const checkCloses = (series: SeriesName, closes: Closes, quotes: CachedQuotes, file: string): void => {
  checkLevels(series, closes, file);
  if (series !== 'spx') return;
  quotes.days.forEach(({ date }, i) => {
    const close = closes.get(date);
    const last = close === undefined ? undefined : lastLevel(quotes.day(i), 0);
    if (close === undefined || last === undefined) return;
    const allowed = last.minute >= closeMinuteOf(date) - LATE ? NEAR : FAR;
    if (Math.abs(close / last.level - 1) <= allowed) return;
    throw new DataError(
      'other-series',
      mustBe(`spx close of ${date} in ${file}`, `within ${allowed * 100}% of the quotes' last index level ${last.level}`, close, 'attach closes of the same index'),
    );
  });
};

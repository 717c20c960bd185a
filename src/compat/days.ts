import { DataError, mustBe } from '../kernel/index.ts';
import { addDays } from '../market/index.ts';
import type { DailyBar } from './daily-bars.ts';

/** One day of the published backtest. */
export interface CompatDay extends DailyBar {
  /** Close of the day itself: the published code decides in the morning by it. */
  readonly vix: number;
  /** Why nothing is traded, if so. */
  readonly skip: 'fomc' | 'short' | null;
}

/** The day the published tables were made. */
export const PUBLISHED_NOW = '2026-01-10';

/** Days without trading in the published code. Its lists start in 2024; the last two FOMC dates of 2025 are wrong, and kept. */
const fomc = new Set([
  '2024-01-31', '2024-03-20', '2024-05-01', '2024-06-12', '2024-07-31', '2024-09-18', '2024-11-07', '2024-12-18',
  '2025-01-29', '2025-03-19', '2025-05-07', '2025-06-18', '2025-07-30', '2025-09-17', '2025-11-05', '2025-12-17',
]);
const short = new Set(['2024-07-03', '2024-11-29', '2024-12-24', '2025-07-03', '2025-11-28', '2025-12-24']);

/** Days the longest derived column needs before it has a value: a window of 50 VIX closes. */
const WARM_UP = 49;

/**
 * Days as the published code prepares them: downloaded from 1.5 calendar days back for each day asked, joined with VIX,
 * the first 49 dropped for a window of VIX, at most `days` kept. Asking 750 gives 723, because the download is too short.
 *
 * @throws DataError when the files do not reach over the download, do not cover each other, or are swapped
 */
export const prepareDays = (bars: readonly DailyBar[], vix: ReadonlyMap<string, number>, days: number): CompatDay[] => {
  const from = addDays(PUBLISHED_NOW, -Math.floor(1.5 * days));
  const downloaded = bars.filter(({ date }) => date >= from && date < PUBLISHED_NOW);
  const [first, last] = [bars[0].date, bars[bars.length - 1].date];
  if (first > addDays(from, 7) || last < addDays(PUBLISHED_NOW, -1)) {
    throw new DataError('too-short', mustBe('the SPX file', `from ${from} or before to 2026-01-09 or after`, `${first} to ${last}`, 'give a longer file'));
  }
  const missing = downloaded.find(({ date }) => !vix.has(date));
  if (missing !== undefined) throw new DataError('vix-missing', mustBe('the VIX file', `with a close on ${missing.date}`, 'none', 'give a file that covers the SPX file'));
  const swapped = downloaded.find(({ date, close }) => close <= (vix.get(date) ?? NaN));
  if (swapped !== undefined) throw new DataError('swapped', mustBe('the SPX file', 'above the VIX file', `${swapped.close} on ${swapped.date}`, 'check that the two are not swapped'));
  return downloaded
    .map((bar) => ({ ...bar, vix: vix.get(bar.date) ?? NaN, skip: fomc.has(bar.date) ? 'fomc' as const : short.has(bar.date) ? 'short' as const : null }))
    .slice(WARM_UP)
    .slice(-days);
};

import type { Breach } from '../exchange/index.ts';
import { simulateDay } from './day.ts';
import type { FaultCounts } from './roster.ts';
import { noCounts } from './roster.ts';

/** A breach with the day it happened on. */
export interface DatedBreach extends Breach {
  readonly seed: number;
}

/** What many days came to. */
export interface FaultReport {
  readonly days: number;
  readonly seed: number;
  readonly breaches: readonly DatedBreach[];
  readonly counts: FaultCounts;
  /** Times the process was started, orders at the broker, and fills written down. */
  readonly lives: number;
  readonly orders: number;
  readonly fills: number;
  /** Days of these asked for that were not lived because the run was stopped. */
  readonly missing: number;
}

/**
 * Lives days from seed on, one seed a day, until done or stopped.
 *
 * @example await simulateDays(100, 1, new AbortController().signal, () => undefined) // the same report every time
 */
export const simulateDays = async (days: number, seed: number, signal: AbortSignal, progress: (done: number, breaches: number) => void): Promise<FaultReport> => {
  const counts = noCounts();
  const breaches: DatedBreach[] = [];
  let [lives, orders, fills, done] = [0, 0, 0, 0];
  for (; done < days && !signal.aborted; done++) {
    const day = await simulateDay(seed + done, counts);
    for (const breach of day.breaches) breaches.push({ seed: seed + done, ...breach });
    lives += day.lives;
    orders += day.orders;
    fills += day.fills;
    progress(done + 1, breaches.length);
    if (done % 8 === 7) await new Promise((resolve) => setImmediate(resolve));
  }
  return { days: done, seed, breaches, counts, lives, orders, fills, missing: days - done };
};

import { DataError, mustBe } from '../../kernel/index.ts';
import type { Population } from '../population.ts';
import type { Injury } from './overlay.ts';

/**
 * The index may jump through the short strike: with this chance, a jump against the position whose size is exponential
 * with this mean over a full session, shrinking with the square root of the time left.
 */
export interface Gap {
  readonly chance: number;
  /** Points. */
  readonly points: number;
}

const SESSION_MINUTES = 390;
const CENTS_PER_POINT = 10_000;

/** Loss of a jump beyond the distance to the short strike, never above the width. @throws DataError when the record lacks distances */
export const gap = ({ chance, points }: Gap, population: Population): Injury => {
  const { distance, minutesLeft, width, maxLoss } = population;
  if ([distance, minutesLeft, width].some((column) => column.some(Number.isNaN))) {
    throw new DataError('gap', mustBe('record', 'with distance, time left and width of every trade', 'unknown values', 'use a backtest of this program, or leave gaps out'));
  }
  return (trade, draws) => {
    if (draws.gap >= chance) return Infinity;
    const jump = -Math.log(1 - draws.size) * points * Math.sqrt(Math.max(0, minutesLeft[trade]) / SESSION_MINUTES);
    const through = Math.round(Math.max(0, jump - Math.max(0, distance[trade])) * CENTS_PER_POINT);
    const kept = width[trade] - maxLoss[trade];
    return through > 0 ? Math.max(-maxLoss[trade], kept - Math.min(width[trade], through)) : Infinity;
  };
};

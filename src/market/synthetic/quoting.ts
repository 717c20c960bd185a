import { nearestTick, tickAt } from '../ticks.ts';

/** Price cents between bid and ask of an option worth `fair` price cents, as seen on recorded SPXW chains. */
const widthAt = (fair: number): number => {
  if (fair < 10) return 5;
  if (fair < 100) return 10;
  if (fair < 300) return 15;
  if (fair < 500) return 20;
  return fair < 2000 ? 30 : 60;
};

/**
 * Bid of a market maker around a fair value: on the tick grid, never above it, 0 when it is worth nearly nothing.
 *
 * @param widen factor on the width
 */
export const bidAround = (fair: number, widen = 1): number => Math.max(0, nearestTick(fair - (widen * widthAt(fair)) / 2));

/** Ask around a fair value: on the tick grid, never below it, at least one tick above the bid. */
export const askAround = (fair: number, widen = 1): number => {
  const bid = bidAround(fair, widen);
  return Math.max(nearestTick(fair + (widen * widthAt(fair)) / 2), bid + tickAt(bid));
};

import { z } from 'zod';
import { defineGate, when } from '../define-gate.ts';

/** Where the last VIX close stands between the lowest and highest of the window, percent; NaN below `least` closes. */
export const ivRank = (vixCloses: Float64Array, window: number, least: number): number => {
  const known = vixCloses.slice(-window).filter((value) => !Number.isNaN(value));
  if (known.length < least) return NaN;
  const low = Math.min(...known);
  const high = Math.max(...known);
  return high === low ? NaN : (100 * (known[known.length - 1] - low)) / (high - low);
};

/** Rank of the previous VIX close in its own year must lie in a range. */
export const ivRankGate = defineGate({
  kind: 'ivRank',
  needs: 'day',
  schema: z.strictObject({ kind: z.literal('ivRank'), min: z.number().min(0), max: z.number().max(100), window: z.int().min(20) }),
  describe: ({ min, max, window }) => `VIX rank of ${window} days from ${min} to ${max}`,
  judge: ({ min, max, window }, { day }) => {
    const value = ivRank(day.context.vixCloses, window, 50);
    return when(value, value >= min && value <= max);
  },
});

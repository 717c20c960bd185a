import { z } from 'zod';
import { defineGate, when } from '../define-gate.ts';

/**
 * Relative strength of the last daily closes, simple means: 100 is all gains, 0 all losses.
 *
 * @returns NaN with fewer closes than `period` + 1
 * @see Wilder, 1978, New Concepts in Technical Trading Systems
 */
export const relativeStrength = (closes: Float64Array, period: number): number => {
  if (closes.length < period + 1) return NaN;
  let up = 0;
  let down = 0;
  for (let i = closes.length - period; i < closes.length; i++) {
    const move = closes[i] - closes[i - 1];
    if (move > 0) up += move;
    else down -= move;
  }
  return up + down === 0 ? 50 : (100 * up) / (up + down);
};

/** Relative strength of the closes up to the previous session must lie in a range. */
export const rsi = defineGate({
  kind: 'rsi',
  needs: 'day',
  schema: z.strictObject({ kind: z.literal('rsi'), period: z.int().min(2), min: z.number().min(0), max: z.number().max(100) }),
  describe: ({ period, min, max }) => `${period}-day RSI from ${min} to ${max}`,
  judge: ({ period, min, max }, { day }) => {
    const value = relativeStrength(day.context.closes, period);
    return when(value, value >= min && value <= max);
  },
});

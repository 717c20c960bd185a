import { z } from 'zod';
import { defineGate, when } from '../define-gate.ts';

/** VIX must lie in [min, max). */
export const vixRange = defineGate({
  kind: 'vixRange',
  needs: 'day',
  schema: z.strictObject({ kind: z.literal('vixRange'), min: z.number().min(0), max: z.number().positive() }),
  describe: ({ min, max }) => `VIX from ${min} to below ${max}`,
  judge: ({ min, max }, { day, t }) => when(day.vix[t], day.vix[t] >= min && day.vix[t] < max),
});

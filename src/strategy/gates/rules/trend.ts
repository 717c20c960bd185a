import { z } from 'zod';
import { defineGate, when } from '../define-gate.ts';

/** The index must stand on a side of the mean of the last daily closes. */
export const trend = defineGate({
  kind: 'trend',
  needs: 'day',
  schema: z.strictObject({ kind: z.literal('trend'), days: z.int().min(2), side: z.enum(['above', 'below']) }),
  describe: ({ days, side }) => `index ${side} its ${days}-day mean`,
  judge: ({ days, side }, { day, t }) => {
    const closes = day.context.closes.slice(-days);
    const mean = closes.length < days ? NaN : closes.reduce((sum, close) => sum + close, 0) / days;
    const above = day.spot[t] > mean;
    return when(mean + day.spot[t], side === 'above' ? above : !above);
  },
});

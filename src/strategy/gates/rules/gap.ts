import { z } from 'zod';
import { openingLevel } from '../../lookback.ts';
import { defineGate, when } from '../define-gate.ts';

/** The open must lie within a share of the previous close. */
export const gap = defineGate({
  kind: 'gap',
  needs: 'day',
  schema: z.strictObject({ kind: z.literal('gap'), maxPercent: z.number().positive() }),
  describe: ({ maxPercent }) => `opening gap within ${maxPercent}%`,
  judge: ({ maxPercent }, { day }) => {
    const percent = Math.abs(openingLevel(day) / day.context.previousClose - 1) * 100;
    return when(percent, percent <= maxPercent);
  },
});

import { z } from 'zod';
import { openingLevel } from '../../lookback.ts';
import { defineGate, when } from '../define-gate.ts';

/** Move of the index since the open, percent, must lie in a range. */
export const intradayMove = defineGate({
  kind: 'intradayMove',
  needs: 'day',
  schema: z.strictObject({ kind: z.literal('intradayMove'), minPercent: z.number(), maxPercent: z.number() }),
  describe: ({ minPercent, maxPercent }) => `index from ${minPercent}% to ${maxPercent}% since the open`,
  judge: ({ minPercent, maxPercent }, { day, t }) => {
    const percent = (day.spot[t] / openingLevel(day) - 1) * 100;
    return when(percent, percent >= minPercent && percent <= maxPercent);
  },
});

import { z } from 'zod';
import { rowBefore } from '../../lookback.ts';
import { defineGate, when } from '../define-gate.ts';

/** The index must not have moved more than so many points, either way, in the last minutes. */
export const momentum = defineGate({
  kind: 'momentum',
  needs: 'day',
  schema: z.strictObject({ kind: z.literal('momentum'), minutes: z.number().positive(), maxPoints: z.number().positive() }),
  describe: ({ minutes, maxPoints }) => `index within ${maxPoints} points of ${minutes} minutes ago`,
  judge: ({ minutes, maxPoints }, { day, t }) => {
    const from = rowBefore(day, t, minutes);
    const move = from < 0 ? NaN : Math.abs(day.spot[t] - day.spot[from]);
    return when(move, move <= maxPoints);
  },
});

import { z } from 'zod';
import { defineGate, when } from '../define-gate.ts';

/** The move VIX implies for some hours, points, must reach a minimum. At 2 hours and 10 points it never binds on SPX. */
export const expectedMove = defineGate({
  kind: 'expectedMove',
  needs: 'day',
  schema: z.strictObject({ kind: z.literal('expectedMove'), hours: z.number().positive(), minPoints: z.number().min(0) }),
  describe: ({ hours, minPoints }) => `expected move of ${hours} hours at least ${minPoints} points`,
  judge: ({ hours, minPoints }, { day, t }) => {
    const move = day.spot[t] * (day.vix[t] / 100) * Math.sqrt(hours / (252 * 6.5));
    return when(move, move >= minPoints);
  },
});

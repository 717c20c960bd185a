import { z } from 'zod';
import { defineGate } from '../define-gate.ts';

/** No more than so many sessions in a row closed in one direction. */
export const consecutiveDays = defineGate({
  kind: 'consecutiveDays',
  needs: 'day',
  schema: z.strictObject({ kind: z.literal('consecutiveDays'), direction: z.enum(['up', 'down']), max: z.int().min(0) }),
  describe: ({ direction, max }) => `at most ${max} ${direction} closes in a row`,
  judge: ({ direction, max }, { day }) => {
    const { closes } = day.context;
    if (closes.length < max + 2) return 'notEvaluable';
    let run = 0;
    for (let i = closes.length - 1; i > 0; i--) {
      const moved = direction === 'up' ? closes[i] > closes[i - 1] : closes[i] < closes[i - 1];
      if (!moved) break;
      run++;
    }
    return run > max ? 'block' : 'pass';
  },
});

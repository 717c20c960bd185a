import { z } from 'zod';
import { defineGate } from '../define-gate.ts';

/** High less low of the session's first minutes, points, must lie in a range; not evaluable until they have passed. */
export const openingRange = defineGate({
  kind: 'openingRange',
  needs: 'day',
  schema: z.strictObject({ kind: z.literal('openingRange'), minutes: z.number().positive(), min: z.number().min(0), max: z.number().positive() }),
  describe: ({ minutes, min, max }) => `range of the first ${minutes} minutes from ${min} to ${max} points`,
  judge: ({ minutes, min, max }, { day, t }) => {
    const end = 570 + minutes;
    if (day.minutes[t] < end) return 'notEvaluable';
    let low = Infinity;
    let high = -Infinity;
    let seen = 0;
    for (let row = 0; row <= t && day.minutes[row] <= end; row++) {
      if (Number.isNaN(day.spot[row])) continue;
      low = Math.min(low, day.spot[row]);
      high = Math.max(high, day.spot[row]);
      seen++;
    }
    if (seen < 2) return 'notEvaluable';
    return high - low >= min && high - low <= max ? 'pass' : 'block';
  },
});

import { z } from 'zod';
import { rowBefore } from '../../lookback.ts';
import { defineGate } from '../define-gate.ts';

/** The index's range over an observation period, as a share of the spread's width, must stay small. */
export const observation = defineGate({
  kind: 'observation',
  needs: 'candidate',
  schema: z.strictObject({ kind: z.literal('observation'), minutes: z.number().positive(), maxShareOfWidth: z.number().positive() }),
  describe: ({ minutes, maxShareOfWidth }) => `index range of ${minutes} minutes within ${maxShareOfWidth} of the width`,
  judge: ({ minutes, maxShareOfWidth }, { day, t }, { spread }) => {
    const from = rowBefore(day, t, minutes);
    if (from < 0) return 'notEvaluable';
    const seen = day.spot.subarray(from, t + 1).filter((value) => !Number.isNaN(value));
    if (seen.length < 2) return 'notEvaluable';
    const width = Math.abs(spread.legs[0].strike - spread.legs[1].strike);
    return Math.max(...seen) - Math.min(...seen) <= maxShareOfWidth * width ? 'pass' : 'block';
  },
});

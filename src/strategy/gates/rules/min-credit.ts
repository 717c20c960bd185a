import { z } from 'zod';
import { clockMinute, clockSchema } from '../../times.ts';
import { defineGate, when } from '../define-gate.ts';

/** The mid credit must reach an absolute floor and the floor of the hour. */
export const minCredit = defineGate({
  kind: 'minCredit',
  needs: 'candidate',
  schema: z.strictObject({
    kind: z.literal('minCredit'),
    /** Points. */
    absolute: z.number().min(0),
    /** Points by time of day: the first row whose `before` is later than now; the last row also holds after it. */
    byTime: z.array(z.strictObject({ before: clockSchema, credit: z.number().min(0) })),
  }),
  describe: ({ absolute, byTime }) =>
    `a credit of at least ${absolute}${byTime.map((row) => `, ${row.credit} before ${row.before}`).join('')}`,
  judge: ({ absolute, byTime }, { day, t }, { quote }) => {
    const now = day.minutes[t];
    const row = byTime.find(({ before }) => now < clockMinute(before)) ?? byTime.at(-1);
    const floor = Math.max(absolute, row?.credit ?? 0) * 100;
    return when(quote.mid, quote.mid >= floor - 1e-9);
  },
});

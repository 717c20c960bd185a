import { z } from 'zod';
import { defineExitRule } from '../define-exit-rule.ts';
import { NEVER } from '../view.ts';

/** Out after so many minutes in the trade. */
export const minutesInTrade = defineExitRule({
  kind: 'minutesInTrade',
  schema: z.strictObject({ kind: z.literal('minutesInTrade'), minutes: z.number().positive() }),
  describe: ({ minutes }) => `out after ${minutes} minutes in the trade`,
  arm: ({ minutes }, opened) => ({ day }, from, to) => {
    const due = opened.minute + minutes;
    for (let t = from; t <= to; t++) if (day.minutes[t] >= due) return t;
    return NEVER;
  },
});

import { z } from 'zod';
import { defineExitRule } from '../define-exit-rule.ts';
import { NEVER } from '../view.ts';

/** Out at a time before the close, whatever the price: 30 is 15:30 on a full day and 12:30 on a half day. */
export const clockExit = defineExitRule({
  kind: 'clock',
  schema: z.strictObject({
    kind: z.literal('clock'),
    /** Minutes before the expiring series stops trading. */
    minutesBeforeClose: z.number().min(0).max(390),
  }),
  describe: ({ minutesBeforeClose }) => `out ${minutesBeforeClose} minutes before the close`,
  arm: ({ minutesBeforeClose }) => ({ day }, from, to) => {
    const due = day.context.closeMinute - minutesBeforeClose;
    for (let t = from; t <= to; t++) if (day.minutes[t] >= due) return t;
    return NEVER;
  },
});

import { z } from 'zod';
import { defineGate } from '../define-gate.ts';

/** No entry later than so many minutes before the close. */
export const lastEntry = defineGate({
  kind: 'lastEntry',
  needs: 'day',
  schema: z.strictObject({ kind: z.literal('lastEntry'), minutesBeforeClose: z.number().min(0) }),
  describe: ({ minutesBeforeClose }) => `no entry in the last ${minutesBeforeClose} minutes`,
  judge: ({ minutesBeforeClose }, { day, t }) =>
    day.context.closeMinute - day.minutes[t] >= minutesBeforeClose ? 'pass' : 'block',
});

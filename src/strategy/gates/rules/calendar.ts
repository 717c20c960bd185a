import { z } from 'zod';
import { defineGate } from '../define-gate.ts';

/** No trading on the day of a scheduled FOMC decision. */
export const skipFomc = defineGate({
  kind: 'skipFomc',
  needs: 'day',
  schema: z.strictObject({ kind: z.literal('skipFomc') }),
  describe: () => 'not on FOMC decision days',
  judge: (_params, { day }) => (day.context.isFomc ? 'block' : 'pass'),
});

/** No trading on half days. */
export const skipHalfDays = defineGate({
  kind: 'skipHalfDays',
  needs: 'day',
  schema: z.strictObject({ kind: z.literal('skipHalfDays') }),
  describe: () => 'not on days that close early',
  judge: (_params, { day }) => (day.context.closeMinute < 960 ? 'block' : 'pass'),
});

import { z } from 'zod';
import { defineGate, when } from '../define-gate.ts';

/** The nearest short strike must be so many points from the index. */
export const shortDistanceGate = defineGate({
  kind: 'shortDistance',
  needs: 'candidate',
  schema: z.strictObject({ kind: z.literal('shortDistance'), min: z.number() }),
  describe: ({ min }) => `short strike at least ${min} points away`,
  judge: ({ min }, _view, { distance }) => when(distance, distance >= min),
});

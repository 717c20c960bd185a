import { z } from 'zod';
import { defineGate } from '../define-gate.ts';

/** No leg of the package may share its right and strike with a leg of an open position. */
export const strikeConflict = defineGate({
  kind: 'strikeConflict',
  needs: 'candidate',
  schema: z.strictObject({ kind: z.literal('strikeConflict') }),
  describe: () => 'no strike already held',
  judge: (_params, { book }, { spread }) => {
    const held = new Set(book.open.flatMap((position) => position.spread.legs.map((leg) => `${leg.right} ${leg.strike}`)));
    return spread.legs.some((leg) => held.has(`${leg.right} ${leg.strike}`)) ? 'block' : 'pass';
  },
});

import { z } from 'zod';
import { defineGate, when } from '../define-gate.ts';

/** The legs' quoted widths, summed, must stay within a share of the mid credit. Never passes on a wider quote. */
export const quoteWidth = defineGate({
  kind: 'quoteWidth',
  needs: 'candidate',
  schema: z.strictObject({ kind: z.literal('quoteWidth'), maxPercentOfCredit: z.number().positive() }),
  describe: ({ maxPercentOfCredit }) => `quoted widths within ${maxPercentOfCredit}% of the credit`,
  judge: ({ maxPercentOfCredit }, _view, { quote }) =>
    when(quote.mid, 2 * quote.halfWidth <= (maxPercentOfCredit / 100) * quote.mid + 1e-9),
});

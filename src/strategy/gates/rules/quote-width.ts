import { z } from 'zod';
import { defineGate, when } from '../define-gate.ts';

/** The legs' quoted widths, summed, must stay within a share of the mid credit. Never passes on a wider quote. */
export const quoteWidth = defineGate({
  kind: 'quoteWidth',
  needs: 'candidate',
  schema: z.strictObject({
    kind: z.literal('quoteWidth'),
    /** Percent of the credit by credit in points: the first row whose `below` exceeds it; the last also holds beyond. */
    byCredit: z.array(z.strictObject({ below: z.number().positive(), percent: z.number().positive() })).min(1),
  }),
  describe: ({ byCredit }) => `quoted widths within ${byCredit.map((row) => `${row.percent}% of a credit below ${row.below}`).join(', ')}`,
  judge: ({ byCredit }, _view, { quote }) => {
    const row = byCredit.find(({ below }) => quote.mid < below * 100) ?? byCredit[byCredit.length - 1];
    return when(quote.mid, 2 * quote.halfWidth <= (row.percent / 100) * quote.mid + 1e-9);
  },
});

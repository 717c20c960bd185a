import { z } from 'zod';
import { confirmation } from '../confirmation.ts';
import { defineExitRule } from '../define-exit-rule.ts';
import { bases, NEVER } from '../view.ts';

/**
 * The debit at which a loss of so many percent of the credit is reached, price cents.
 *
 * The single place a stop's percent becomes a price: 100 closes at twice the credit.
 * @example stopLossDebit(135, 100) // 270
 */
export const stopLossDebit = (credit: number, stopLossPercent: number): number => (credit * (100 + stopLossPercent)) / 100;

/** Out when the loss reaches a share of the credit, once a grace period has passed, and has stood long enough. */
export const stopLoss = defineExitRule({
  kind: 'stopLoss',
  schema: z.strictObject({
    kind: z.literal('stopLoss'),
    basis: z.enum(bases),
    /** Loss as percent of the credit; 100 closes at twice the credit. */
    stopLossPercent: z.number().gt(0).max(2000),
    /** Seconds after the fill during which the stop waits. */
    graceSeconds: z.number().min(0).max(23400),
    /** Seconds of quoted time the loss must stand. */
    confirmSeconds: z.number().min(0).max(23400),
  }),
  describe: ({ stopLossPercent, basis, graceSeconds, confirmSeconds }) =>
    [
      `out at a loss of ${stopLossPercent}% of the credit on the ${basis} mark`,
      ...(graceSeconds > 0 ? [`after ${graceSeconds} seconds`] : []),
      ...(confirmSeconds > 0 ? [`standing for ${confirmSeconds} seconds`] : []),
    ].join(', '),
  waitsFor: ({ basis, stopLossPercent }) => ({ basis, side: 'atLeast', debit: ({ credit }) => stopLossDebit(credit, stopLossPercent) }),
  arm: ({ basis, stopLossPercent, graceSeconds, confirmSeconds }, opened) => {
    const stop = stopLossDebit(opened.credit, stopLossPercent);
    const earliest = opened.minute + graceSeconds / 60;
    return ({ marks, day }, from, to) => {
      const debit = marks[basis];
      const { minutes } = day;
      if (confirmSeconds === 0) {
        for (let t = from; t <= to; t++) if (debit[t] >= stop && minutes[t] >= earliest) return t;
        return NEVER;
      }
      const clock = confirmation(day, confirmSeconds);
      for (let t = from; t <= to; t++) {
        if (clock.at(t, !Number.isNaN(debit[t]), debit[t] >= stop) && minutes[t] >= earliest) return t;
      }
      return NEVER;
    };
  },
});

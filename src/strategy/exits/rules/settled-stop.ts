import { z } from 'zod';
import { defineExitRule } from '../define-exit-rule.ts';
import { NEVER } from '../view.ts';
import { stopLossDebit } from './stop-loss.ts';

/**
 * The published emergency stop with its settle period: a young position waits for its quotes to calm down, unless they
 * already are calm or the loss is too large to wait for. Judged on the natural mark.
 */
export const settledStop = defineExitRule({
  kind: 'settledStop',
  schema: z.strictObject({
    kind: z.literal('settledStop'),
    stopLossPercent: z.number().gt(0).max(2000),
    /** Seconds after the fill during which it may wait. */
    settleSeconds: z.number().min(0),
    /** Calm: package width within this percent of the mid. */
    calmWidthPercent: z.number().min(0),
    /** Calm: mid within `calmPoints` for `calmSeconds`. */
    calmSeconds: z.number().min(0),
    calmPoints: z.number().min(0),
    /** Loss that is not waited for, percent of the credit. */
    atOncePercent: z.number().gt(0),
  }),
  describe: ({ stopLossPercent, settleSeconds, atOncePercent }) =>
    `out at a loss of ${stopLossPercent}% of the credit, waiting up to ${settleSeconds} seconds for calm quotes unless ${atOncePercent}% is lost`,
  arm: (p, opened) => {
    const stop = stopLossDebit(opened.credit, p.stopLossPercent);
    const atOnce = stopLossDebit(opened.credit, p.atOncePercent);
    return ({ marks, day }, from, to) => {
      let steadyFrom = NaN;
      let steadyMid = NaN;
      for (let t = from; t <= to; t++) {
        const mid = marks.mid[t];
        if (Number.isNaN(mid)) continue;
        if (!(Math.abs(mid - steadyMid) < p.calmPoints * 100)) {
          steadyMid = mid;
          steadyFrom = day.minutes[t];
        }
        if (marks.natural[t] < stop) continue;
        const settled = (day.minutes[t] - opened.minute) * 60 >= p.settleSeconds;
        const narrow = (marks.natural[t] - marks.best[t]) * 100 <= p.calmWidthPercent * mid;
        const steady = (day.minutes[t] - steadyFrom) * 60 >= p.calmSeconds && day.minutes[t] > steadyFrom;
        if (settled || narrow || steady || marks.natural[t] >= atOnce) return t;
      }
      return NEVER;
    };
  },
});

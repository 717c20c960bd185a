import { z } from 'zod';
import type { Opened } from '../book.ts';
import { profitDebit } from './profit-debit.ts';
import type { ExitScan } from './view.ts';
import { bases, NEVER } from './view.ts';

/** When a winner qualifies to be held to settlement, free of the rules that say `unless: [held]`. */
export const holdSchema = z.strictObject({
  basis: z.enum(bases),
  profitPercent: z.number().gt(0).max(100),
  vixBelow: z.number().positive(),
  minutesLeft: z.number().min(0),
  /** Points from the index to the nearest short strike at entry. */
  distance: z.number(),
});
export type HoldConfig = z.infer<typeof holdSchema>;

/** First row at which the position qualifies; sticky from there on. An unknown VIX does not qualify. */
export const holdScan = (hold: HoldConfig, opened: Opened): ExitScan => {
  if (opened.distance < hold.distance) return () => NEVER;
  const limit = profitDebit(opened.credit, hold.profitPercent);
  return ({ marks, day }, from, to) => {
    const debit = marks[hold.basis];
    const latest = day.context.closeMinute - hold.minutesLeft;
    for (let t = from; t <= to; t++) {
      if (debit[t] <= limit && day.vix[t] < hold.vixBelow && day.minutes[t] <= latest) return t;
    }
    return NEVER;
  };
};

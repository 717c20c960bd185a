import { z } from 'zod';
import { defineExitRule } from '../define-exit-rule.ts';
import { bases, NEVER } from '../view.ts';

const knot = z.strictObject({ hours: z.number().min(0), percent: z.number().gt(0).max(100) });

/**
 * Linear interpolation of a target schedule, flat beyond its ends.
 *
 * @returns percent of the credit
 * @example targetAt([{ hours: 0, percent: 50 }, { hours: 1, percent: 55 }], 0.5) // 52.5
 */
export const targetAt = (schedule: readonly z.infer<typeof knot>[], hours: number): number => {
  const last = schedule.length - 1;
  if (hours <= schedule[0].hours) return schedule[0].percent;
  for (let i = 1; i <= last; i++) {
    const a = schedule[i - 1];
    const b = schedule[i];
    if (hours <= b.hours) return a.percent + ((hours - a.hours) / (b.hours - a.hours)) * (b.percent - a.percent);
  }
  return schedule[last].percent;
};

/** The debit above which no time of the schedule takes the profit, price cents. */
const loosestDebit = (schedule: readonly z.infer<typeof knot>[], credit: number): number => {
  let least = 100;
  for (const { percent } of schedule) if (percent < least) least = percent;
  return (credit * (100 - least)) / 100;
};

/** Out when the profit reaches a share of the credit that may grow with the time in the trade. */
export const profitTarget = defineExitRule({
  kind: 'profitTarget',
  schema: z.strictObject({
    kind: z.literal('profitTarget'),
    basis: z.enum(bases),
    /** `elapsed`: hours since entry. `left`: hours to 16:00, the published backtest's mistake. */
    clock: z.enum(['elapsed', 'left']),
    schedule: z
      .array(knot)
      .min(1)
      .refine((knots) => knots.every((k, i) => i === 0 || k.hours > knots[i - 1].hours), 'hours in rising order'),
  }),
  describe: ({ schedule, clock }) => {
    const first = schedule[0];
    const last = schedule[schedule.length - 1];
    const span = clock === 'elapsed' ? 'hours in the trade' : 'hours to the close';
    return schedule.length === 1
      ? `out at ${first.percent}% of the credit`
      : `out at ${first.percent}% of the credit, moving to ${last.percent}% over ${last.hours} ${span}`;
  },
  waitsFor: ({ basis, schedule }, { credit }) => ({ basis, side: 'atMost', debit: loosestDebit(schedule, credit) }),
  arm: ({ basis, clock, schedule }, opened) => {
    const { credit, minute } = opened;
    const loosest = loosestDebit(schedule, credit);
    return ({ marks, day }, from, to) => {
      const debit = marks[basis];
      const { minutes, context } = day;
      for (let t = from; t <= to; t++) {
        const mark = debit[t];
        if (!(mark <= loosest)) continue;
        const hours = (clock === 'elapsed' ? minutes[t] - minute : context.closeMinute - minutes[t]) / 60;
        if (mark <= (credit * (100 - targetAt(schedule, hours))) / 100) return t;
      }
      return NEVER;
    };
  },
});

import { z } from 'zod';
import { defineExitRule } from '../define-exit-rule.ts';
import { profitDebit } from '../profit-debit.ts';
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

/** A schedule's targets at whole minutes of a day from 0 on, the last holding from there on, and the least of them. */
interface Targets {
  readonly byMinute: Float64Array;
  readonly least: number;
}

const DAY = 24 * 60;
const known = new WeakMap<object, Targets>();

/** Made once a schedule. */
const targetsOf = (schedule: readonly z.infer<typeof knot>[]): Targets => {
  let targets = known.get(schedule);
  if (targets === undefined) {
    const minutes = Math.min(DAY, Math.ceil(schedule[schedule.length - 1].hours * 60));
    const byMinute = Float64Array.from({ length: minutes + 1 }, (_, minute) => targetAt(schedule, minute / 60));
    targets = { byMinute, least: Math.min(...schedule.map(({ percent }) => percent)) };
    known.set(schedule, targets);
  }
  return targets;
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
  waitsFor: ({ basis, schedule }) => {
    const { least } = targetsOf(schedule);
    return { basis, side: 'atMost', debit: ({ credit }) => profitDebit(credit, least) };
  },
  arm: ({ basis, clock, schedule }, opened) => {
    const { credit, minute } = opened;
    const { byMinute, least } = targetsOf(schedule);
    const loosest = profitDebit(credit, least);
    const final = byMinute.length - 1;
    return ({ marks, day }, from, to) => {
      const debit = marks[basis];
      const { minutes, context } = day;
      for (let t = from; t <= to; t++) {
        const mark = debit[t];
        if (!(mark <= loosest)) continue;
        const passed = clock === 'elapsed' ? minutes[t] - minute : context.closeMinute - minutes[t];
        if (mark <= profitDebit(credit, byMinute[Math.max(0, Math.min(passed, final))])) return t;
      }
      return NEVER;
    };
  },
});

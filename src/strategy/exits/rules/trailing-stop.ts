import { z } from 'zod';
import { defineExitRule } from '../define-exit-rule.ts';
import { profitDebit } from '../profit-debit.ts';
import { bases, NEVER } from '../view.ts';

interface Trail {
  readonly triggerPercent: number;
  readonly lockPercent: number;
  readonly minDistancePercent: number;
  readonly tighten: number;
}

/**
 * Profit, in percent of the credit, below which an active trail lets go.
 *
 * @example trailLevel({ triggerPercent: 25, lockPercent: 10, minDistancePercent: 8, tighten: 0.4 }, 40) // 31
 */
export const trailLevel = ({ triggerPercent, lockPercent, minDistancePercent, tighten }: Trail, best: number): number =>
  best - Math.max(minDistancePercent, triggerPercent - lockPercent - (best - triggerPercent) * tighten);

const SLACK = 1e-9;

/** The debit at or below which a trail is active, price cents. */
const activeLimit = (triggerPercent: number, credit: number): number => profitDebit(credit, triggerPercent) + SLACK;

/** Out when profit falls a distance below its best, once it has reached a trigger. The distance shrinks as profit grows. */
export const trailingStop = defineExitRule({
  kind: 'trailingStop',
  schema: z.strictObject({
    kind: z.literal('trailingStop'),
    basis: z.enum(bases),
    /** Profit that starts the trail, percent of the credit. */
    triggerPercent: z.number().gt(0).max(100),
    /** Profit kept when the trail starts. */
    lockPercent: z.number().min(0).max(100),
    /** Smallest distance from the best profit. */
    minDistancePercent: z.number().min(0).max(100),
    /** Distance given up for each percent of profit beyond the trigger. */
    tighten: z.number().min(0).max(5),
  }),
  describe: (p) =>
    `after ${p.triggerPercent}% profit, out when it falls back ${Math.max(p.minDistancePercent, p.triggerPercent - p.lockPercent)}% of the credit (at least ${p.minDistancePercent}%)`,
  waitsFor: ({ basis, triggerPercent }) => ({ basis, side: 'atMost', debit: ({ credit }) => activeLimit(triggerPercent, credit) }),
  arm: (params, opened) => {
    const { credit } = opened;
    const active = activeLimit(params.triggerPercent, credit);
    return ({ marks }, from, to) => {
      const debit = marks[params.basis];
      let cheapest = Infinity;
      let level = -Infinity;
      for (let t = from; t <= to; t++) {
        const mark = debit[t];
        if (mark < cheapest) {
          cheapest = mark;
          if (mark <= active) level = trailLevel(params, ((credit - mark) / credit) * 100) + SLACK;
        }
        if (((credit - mark) / credit) * 100 <= level) return t;
      }
      return NEVER;
    };
  },
});

/** First row at which the trail is active: profit has reached its trigger. */
export const trailStart = (triggerPercent: number, basis: (typeof bases)[number], credit: number) => {
  const limit = activeLimit(triggerPercent, credit);
  return ({ marks }: { readonly marks: Record<(typeof bases)[number], Float64Array> }, from: number, to: number): number => {
    const debit = marks[basis];
    for (let t = from; t <= to; t++) if (debit[t] <= limit) return t;
    return NEVER;
  };
};

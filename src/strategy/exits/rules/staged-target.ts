import { z } from 'zod';
import type { Opened } from '../../book.ts';
import { defineExitRule } from '../define-exit-rule.ts';
import { profitDebit } from '../profit-debit.ts';
import type { ExitView } from '../view.ts';
import { bases, NEVER } from '../view.ts';

const schema = z.strictObject({
  kind: z.literal('stagedTarget'),
  basis: z.enum(bases),
  /** Profits at which a share of the original contracts is closed; rising. What no stage closes stays open. */
  stages: z
    .array(z.strictObject({ percent: z.number().gt(0).max(100), share: z.number().gt(0).max(1) }))
    .min(1)
    .refine((stages) => stages.every((stage, i) => i === 0 || stage.percent > stages[i - 1].percent), 'rising profits')
    .refine((stages) => stages.reduce((sum, stage) => sum + stage.share, 0) <= 1 + 1e-9, 'shares of 1 at most in all'),
});
export type StagedTarget = z.infer<typeof schema>;

/** Row at which each stage is reached, in [from, to]; NEVER where it is not. */
export const stageRows = ({ basis, stages }: StagedTarget, { marks }: ExitView, opened: Opened, from: number, to: number): number[] => {
  const debit = marks[basis];
  let t = from;
  return stages.map(({ percent }) => {
    const limit = profitDebit(opened.credit, percent);
    while (t <= to && !(debit[t] <= limit)) t++;
    return t <= to ? t : NEVER;
  });
};

/** Whether the stages close everything between them: the last one is then the way out. */
const closesAll = ({ stages }: StagedTarget): boolean => stages.reduce((sum, stage) => sum + stage.share, 0) >= 1 - 1e-9;

/** Closes a position in parts as its profit grows. Parts round down to whole contracts; the rest leaves with the position. */
export const stagedTarget = defineExitRule({
  kind: 'stagedTarget',
  schema,
  describe: ({ stages }) => `out in parts: ${stages.map(({ percent, share }) => `${Math.round(share * 100)}% of it at ${percent}% profit`).join(', ')}`,
  arm: (params, opened) => (view, from, to) => (closesAll(params) ? (stageRows(params, view, opened, from, to).at(-1) ?? NEVER) : NEVER),
});

/** A part of a position to close before the rest. */
export interface Stage {
  readonly index: number;
  readonly row: number;
  /** Of the original contracts. */
  readonly share: number;
}

/** Stages reached by row `to` that close a part only. */
export const partialStages = (params: StagedTarget, view: ExitView, to: number): Stage[] => {
  const { opened } = view;
  const rows = stageRows(params, view, opened, opened.row + 1, to);
  const parts = closesAll(params) ? params.stages.slice(0, -1) : params.stages;
  return parts.map(({ share }, index) => ({ index, row: rows[index], share })).filter((stage) => stage.row <= to);
};

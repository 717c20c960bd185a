import { z } from 'zod';
import { feesSchema, namedFees } from './fees/schedule.ts';
import { fillsSchema, namedFills } from './fills/fill-model.ts';
import { completionSchema } from './completion.ts';
import { gapSchema } from './gap.ts';
import { trustSchema } from './trust.ts';
import { snapshotWidths, widthsSchema } from './widths.ts';

const fillNames = Object.keys(namedFills) as (keyof typeof namedFills)[];
const feeNames = Object.keys(namedFees) as (keyof typeof namedFees)[];

/** What a decision costs. Every part must be stated; names stand for values and are replaced by them. */
export const executionSchema = z.strictObject({
  /** Minutes between a decision and the first row it may fill at. */
  delayMinutes: z.number().min(0).max(60),
  widths: z.union([z.literal('snapshot-2022').transform(() => snapshotWidths), widthsSchema]),
  completion: completionSchema,
  fills: z.union([z.enum(fillNames).transform((name) => namedFills[name]), fillsSchema]),
  trust: trustSchema,
  gap: gapSchema,
  fees: z.union([z.enum(feeNames).transform((name) => namedFees[name]), feesSchema]),
});
export type ExecutionConfig = z.output<typeof executionSchema>;

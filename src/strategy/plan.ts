import { z } from 'zod';
import { exitsSchema } from './exits/index.ts';
import { gateSchema } from './gates/index.ts';
import { setupSchema } from './setups/index.ts';
import { accountSchema, sizingSchema } from './sizing/index.ts';
import { clockSchema } from './times.ts';

/** When a plan looks for a trade. */
export const entrySchema = z.strictObject({
  /** New York times, rising. */
  times: z
    .array(clockSchema)
    .min(1)
    .refine((times) => times.every((time, i) => i === 0 || time > times[i - 1]), 'rising times')
    .refine((times) => times.every((time) => time >= '09:30' && time < '16:00'), 'times from 09:30 to before 16:00'),
  /** Minutes a row may come after its time and still serve it; later it is a counted pass. */
  lateByMinutes: z.number().min(0).max(60),
  gates: z.array(gateSchema),
  /** The least credit accepted, as a share of the mid credit at the decision: 0.95 is the published limit. */
  limitOfMid: z.number().min(0).max(2),
  /** Minutes an entry order works before it is cancelled. */
  workMinutes: z.number().min(0).max(390),
});

export const strategySchema = z.strictObject({ setup: setupSchema, entry: entrySchema, exits: exitsSchema });

/** Limits on the account's day. Null is no limit, and says so. */
export const limitsSchema = z.strictObject({
  maxOpen: z.int().min(1).nullable(),
  maxEntriesPerDay: z.int().min(1).nullable(),
  /** Dollars; entries stop once the day's realised loss reaches it. */
  dailyLoss: z.number().positive().nullable(),
  /** Dollars that open positions and working entries may lose at most. */
  maxOpenRisk: z.number().positive().nullable(),
  /** Minutes between entries. */
  minutesBetweenEntries: z.number().min(0).nullable(),
});
export type LimitsConfig = z.infer<typeof limitsSchema>;

export const riskSchema = z.strictObject({ account: accountSchema, sizing: sizingSchema, limits: limitsSchema });

/** What to decide: shared by backtest, Monte Carlo and the live runner, and hashed as one value. */
export const planSchema = z.strictObject({ strategy: strategySchema, risk: riskSchema });
export type Plan = z.infer<typeof planSchema>;
export type StrategyConfig = z.infer<typeof strategySchema>;
export type RiskConfig = z.infer<typeof riskSchema>;

import { z } from 'zod';
import type { AccountConfig, SizingConfig } from '../strategy/index.ts';

const whole = z.int().min(1).nullable().default(null);

/** What an account may do in a session, and what its owner takes out. Null: no limit. */
export const pathLimitsSchema = z.object({
  /** Positions open at once. */
  maxOpen: whole,
  /** Positions opened in a session. */
  maxDaily: whole,
  /** Dollars: once the session's closed results are this far down, nothing more is opened that session. */
  dailyLossLimit: z.number().positive().nullable().default(null),
  /** Every so many sessions, at most so many dollars, out of what exceeds the starting equity. */
  withdrawal: z.strictObject({ everySessions: z.int().min(1), dollars: z.number().positive() }).nullable().default(null),
});
export type PathLimits = z.infer<typeof pathLimitsSchema>;

export const noLimits: PathLimits = { maxOpen: null, maxDaily: null, dailyLossLimit: null, withdrawal: null };

/** Everything that turns results per contract into an account's balance. */
export interface AccountRules {
  readonly sizing: SizingConfig;
  readonly account: AccountConfig;
  readonly limits: PathLimits;
}

/** Starting equity in whole cents. */
export const startingCents = (rules: AccountRules): number => Math.round(rules.account.startingEquity * 100);

/** Most contracts the sizing may ever answer. */
export const mostContracts = ({ sizing }: AccountRules): number => (sizing.policy === 'fixed' ? sizing.contracts : sizing.cap);

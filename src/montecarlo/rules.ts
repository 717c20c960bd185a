import type { AccountConfig, LimitsConfig, RiskConfig, SizingConfig } from '../strategy/index.ts';

/** Money the owner takes out: every so many sessions, at most so many dollars, only out of what exceeds the start. */
export interface Withdrawal {
  readonly everySessions: number;
  readonly dollars: number;
}

/** What an account may do in a session, and what its owner takes out. Null: no limit. */
export interface PathLimits extends Pick<LimitsConfig, 'maxOpen' | 'maxEntriesPerDay' | 'dailyLoss'> {
  readonly withdrawal: Withdrawal | null;
}

export const noLimits: PathLimits = { maxOpen: null, maxEntriesPerDay: null, dailyLoss: null, withdrawal: null };

/** Everything that turns results per contract into an account's balance. */
export interface AccountRules {
  readonly sizing: SizingConfig;
  readonly account: AccountConfig;
  readonly limits: PathLimits;
}

/** A plan's risk section as rules of a path. The time between entries has already shaped the record. */
export const rulesOf = ({ sizing, account, limits }: RiskConfig, withdrawal: Withdrawal | null): AccountRules => ({
  sizing, account,
  limits: { maxOpen: limits.maxOpen, maxEntriesPerDay: limits.maxEntriesPerDay, dailyLoss: limits.dailyLoss, withdrawal },
});

/** Starting equity in whole cents. */
export const startingCents = (rules: AccountRules): number => Math.round(rules.account.startingEquity * 100);

/** Most contracts the sizing may ever answer. */
export const mostContracts = ({ sizing }: AccountRules): number => (sizing.policy === 'fixed' ? sizing.contracts : sizing.cap);

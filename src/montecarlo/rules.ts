import { groupedText } from '../kernel/index.ts';
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

const dollars = (amount: number): string => `$${groupedText(Number(amount.toFixed(2)))}`;
const contractsText = (count: number): string => `${count} contract${count === 1 ? '' : 's'}`;

/**
 * The account as a sentence: everything assumed of it.
 *
 * @example describeRules(rules) // '$25,000 to start with; 1 contract of every trade; ...'
 */
export const describeRules = ({ sizing, account, limits }: AccountRules): string => {
  const { maxOpen, maxEntriesPerDay, dailyLoss, withdrawal } = limits;
  return [
    `${dollars(account.startingEquity)} to start with`,
    sizing.policy === 'fixed' ? `${contractsText(sizing.contracts)} of every trade` : `sized by ${sizing.policy}, at most ${contractsText(sizing.cap)}`,
    account.margin === 'definedRisk' ? 'maximum losses of open positions within equity' : 'no margin',
    account.haltBelow === 0 ? 'never halted' : `halted for good below ${Number((account.haltBelow * 100).toFixed(2))}% of the start`,
    ...(maxOpen === null ? [] : [`at most ${maxOpen} open`]),
    ...(maxEntriesPerDay === null ? [] : [`at most ${maxEntriesPerDay} entries a day`]),
    ...(dailyLoss === null ? [] : [`no entries after losing ${dollars(dailyLoss)} in a day`]),
    ...(withdrawal === null ? [] : [`${dollars(withdrawal.dollars)} taken out every ${withdrawal.everySessions} sessions, from what exceeds the start`]),
  ].join('; ');
};

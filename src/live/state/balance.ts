import { z } from 'zod';
import { parseWith, ConfigError, mustBe } from '../../kernel/index.ts';
import type { AccountState } from './account.ts';

/** Results the file lists at most; `total_trades` counts all. */
const LISTED = 50;

/**
 * The balance file in its original schema: dollars, results per contract, newest last. Derived from the journal, written for
 * people and older tools, never read for a decision.
 */
export const balanceText = (state: AccountState, updated: string): string => {
  const ours = state.concluded.map(({ pnlPerContract, contracts, at }) => ({
    pnl: pnlPerContract / 100, position_size: contracts, timestamp: new Date(at).toISOString(),
  }));
  const imported = state.imported.map(({ pnlPerContract, at }) => ({ pnl: pnlPerContract / 100, position_size: 1, timestamp: at }));
  const all = [...imported, ...ours];
  const value = { balance: state.equity / 100, last_updated: updated, trades: all.slice(-LISTED), total_trades: all.length };
  return `${JSON.stringify(value, null, 2)}\n`;
};

const balanceSchema = z.looseObject({
  balance: z.number(),
  last_updated: z.string().optional(),
  trades: z.array(z.looseObject({ pnl: z.number(), timestamp: z.string().optional(), position_size: z.number().int().min(1).optional() })),
  total_trades: z.int().min(0).optional(),
});

/** What an older balance file says: cents, and results per contract in cents. */
export interface ImportedBalance {
  readonly balance: number;
  readonly trades: readonly { readonly pnlPerContract: number; readonly at: string }[];
}

/**
 * Reads a balance file of the original.
 *
 * Its results are per contract; an entry without a size counts as one contract.
 * @throws ConfigError when it is not such a file
 */
export const readBalance = (text: string, where: string): ImportedBalance => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConfigError('balance-file', mustBe(where, 'a balance file in JSON', text.slice(0, 40), 'give the account_balance.json of the original'));
  }
  const file = parseWith(balanceSchema, value, where);
  return {
    balance: Math.round(file.balance * 100),
    trades: file.trades.map(({ pnl, timestamp }) => ({ pnlPerContract: Math.round(pnl * 100), at: timestamp ?? '' })),
  };
};

import { unreachable } from '../../kernel/index.ts';
import type { AccountConfig, Sized, SizingConfig } from './config.ts';
import { kellyLog, kellyShrunk } from './kelly-log.ts';
import type { Policy } from './kelly-seed.ts';
import { kellySeed } from './kelly-seed.ts';

/** What an account looks like when it asks for a size. All cents. */
export interface SizingAsk {
  readonly equity: number;
  /** Sum of maximum losses of open positions, at traded size. */
  readonly openRisk: number;
  /** Maximum loss of one contract of the candidate, costs included. */
  readonly maxLoss: number;
}

/** The one place contracts are chosen: backtest, Monte Carlo and the live runner all ask here. */
export interface Sizer {
  readonly size: (ask: SizingAsk) => Sized;
  /** Remembers a finished trade. @param pnl cents per contract after costs @param maxLoss cents per contract */
  readonly record: (pnl: number, maxLoss: number) => void;
  readonly belief: Policy['belief'];
}

const policyOf = (config: SizingConfig): Policy => {
  switch (config.policy) {
    case 'fixed': {
      const sized: Sized = { contracts: config.contracts, because: 'disabled' };
      return {
        ask: () => sized,
        record: () => undefined,
        belief: () => ({ winRate: NaN, averageWin: NaN, averageLoss: NaN, trades: 0, source: 'bootstrap' }),
      };
    }
    case 'kelly-seed':
      return kellySeed(config);
    case 'kelly-log':
      return kellyLog(config);
    case 'kelly-shrunk':
      return kellyShrunk(config);
    default:
      return unreachable(config);
  }
};

const capOf = (config: SizingConfig): number => (config.policy === 'fixed' ? config.contracts : config.cap);

/** Equity below which the account may not trade, cents: its share of the start. */
export const haltLevel = (account: AccountConfig): number => account.haltBelow * account.startingEquity * 100;

/** Whether the account may not trade: equity strictly below its share of the start (exactly half still trades). */
export const isHalted = (equity: number, account: AccountConfig): boolean => equity < haltLevel(account);

/**
 * A sizer with an empty memory.
 *
 * Order of rules: halt, policy, cap, buying power. Each answer names the rule that decided it.
 * @example sizerOf(preset.sizing, preset.account).size({ equity: 1_000_000, openRisk: 0, maxLoss: 40_000 })
 */
export const sizerOf = (config: SizingConfig, account: AccountConfig): Sizer => {
  const policy = policyOf(config);
  const cap = capOf(config);
  const limited = account.margin === 'definedRisk';
  return {
    size: ({ equity, openRisk, maxLoss }) => {
      if (isHalted(equity, account)) return { contracts: 0, because: 'halted' };
      const asked = policy.ask(equity, maxLoss);
      const capped: Sized = asked.contracts > cap ? { contracts: cap, because: 'capped' } : asked;
      if (!limited || maxLoss <= 0) return capped;
      const affordable = Math.max(0, Math.floor((equity - openRisk) / maxLoss));
      return capped.contracts > affordable ? { contracts: affordable, because: 'buyingPower' } : capped;
    },
    record: policy.record,
    belief: policy.belief,
  };
};

import { isHalted, sizerOf } from '../strategy/index.ts';
import type { SizingReason } from '../strategy/index.ts';
import type { Population } from './population.ts';
import { startingCents } from './rules.ts';
import type { AccountRules } from './rules.ts';

export type EntryReason = SizingReason | 'maxOpen' | 'maxEntriesPerDay' | 'dailyLoss';

/** One account on its way. Money in cents; drawdowns are measured at every close. */
export interface PathAccount {
  equity: number;
  /** Taken out so far. */
  withdrawn: number;
  /** Largest fall from a peak, and its largest share of the peak: not always the same fall. */
  maxDrawdown: number;
  maxDrawdownFraction: number;
  lowest: number;
  /** Session in which the account halted, or -1. */
  haltedAt: number;
  trades: number;
  wins: number;
  readonly open: (trade: number) => { readonly contracts: number; readonly because: EntryReason };
  readonly close: (trade: number, pnl: number) => void;
  readonly endSession: () => void;
}

/**
 * Opens an account with an empty memory. The sizing module decides every size; the account only keeps the books.
 *
 * A halt is final: open positions still close, nothing is opened again.
 */
export const openAccount = (rules: AccountRules, population: Population): PathAccount => {
  const { sizing, account, limits } = rules;
  const sizer = sizerOf(sizing, account);
  const start = startingCents(rules);
  const { maxOpen, maxEntriesPerDay, dailyLoss, withdrawal } = limits;
  const held = new Map<number, number>();
  let session = 0;
  let openRisk = 0;
  let entriesToday = 0;
  let resultToday = 0;
  let peak = start;

  const blockedBy = (): EntryReason | undefined => {
    if (self.haltedAt >= 0) return 'halted';
    if (maxOpen !== null && held.size >= maxOpen) return 'maxOpen';
    if (maxEntriesPerDay !== null && entriesToday >= maxEntriesPerDay) return 'maxEntriesPerDay';
    return dailyLoss !== null && resultToday <= -dailyLoss * 100 ? 'dailyLoss' : undefined;
  };

  const mark = (): void => {
    if (self.equity > peak) peak = self.equity;
    self.maxDrawdown = Math.max(self.maxDrawdown, peak - self.equity);
    self.maxDrawdownFraction = Math.max(self.maxDrawdownFraction, (peak - self.equity) / peak);
    self.lowest = Math.min(self.lowest, self.equity);
    if (self.haltedAt < 0 && isHalted(self.equity, account)) self.haltedAt = session;
  };

  const withdraw = (): void => {
    if (withdrawal === null || session % withdrawal.everySessions !== 0) return;
    const amount = Math.max(0, Math.min(Math.round(withdrawal.dollars * 100), self.equity - start));
    self.equity -= amount;
    self.withdrawn += amount;
    peak -= amount;
  };

  const self: PathAccount = {
    equity: start, withdrawn: 0, maxDrawdown: 0, maxDrawdownFraction: 0, lowest: start, haltedAt: -1, trades: 0, wins: 0,
    open: (trade) => {
      const because = blockedBy();
      if (because !== undefined) return { contracts: 0, because };
      entriesToday++;
      const maxLoss = population.maxLoss[trade];
      const sized = sizer.size({ equity: self.equity, openRisk, maxLoss });
      if (sized.contracts > 0) {
        held.set(trade, sized.contracts);
        openRisk += sized.contracts * maxLoss;
      }
      return sized;
    },
    close: (trade, pnl) => {
      const contracts = held.get(trade);
      if (contracts === undefined) return;
      held.delete(trade);
      openRisk -= contracts * population.maxLoss[trade];
      self.equity += contracts * pnl;
      resultToday += contracts * pnl;
      self.trades++;
      if (pnl > 0) self.wins++;
      sizer.record(pnl, population.maxLoss[trade]);
      mark();
    },
    endSession: () => {
      session++;
      withdraw();
      entriesToday = 0;
      resultToday = 0;
    },
  };
  return self;
};

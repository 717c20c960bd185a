import type { AccountResult } from './replay-account.ts';

/** What a configuration is judged by. Money in dollars; NaN where undefined. */
export interface Figures {
  /** At traded size, after costs. */
  readonly profit: number;
  readonly trades: number;
  readonly winRate: number;
  readonly profitFactor: number;
  /** Over every candidate, a contract, halts, limits and offsetting legs apart. */
  readonly meanPerContract: number;
  /** Largest fall from a peak of realised equity, percent of the peak. */
  readonly maxDrawdownPercent: number;
  /** Mean over deviation of session returns on the starting equity, times the root of 252; idle sessions count. */
  readonly sharpe: number;
  readonly halted: 0 | 1;
}

export const figureNames = ['profit', 'trades', 'winRate', 'profitFactor', 'meanPerContract', 'maxDrawdownPercent', 'sharpe', 'halted'] as const satisfies readonly (keyof Figures)[];

/** Figures of which more is better: what a search may make large. */
export const objectiveNames = ['profit', 'trades', 'winRate', 'profitFactor', 'meanPerContract', 'sharpe'] as const satisfies readonly (keyof Figures)[];

/** Mean of results; NaN of none. */
export const meanOf = (results: Float64Array): number => {
  let total = 0;
  for (let i = 0; i < results.length; i++) total += results[i];
  return total / results.length;
};

/** Figures of an account's walk. @param perContract mean of every candidate, cents; NaN when there is none. @see Sharpe, 1994, doi:10.3905/jpm.1994.409501 */
export const figuresOf = (account: AccountResult, perContract: number): Figures => {
  const { daily, startingEquity } = account;
  let equity = startingEquity;
  let peak = startingEquity;
  let fall = 0;
  let sum = 0;
  let squares = 0;
  for (const pnl of daily) {
    equity += pnl;
    peak = Math.max(peak, equity);
    fall = Math.max(fall, 1 - equity / peak);
    sum += pnl;
    squares += pnl * pnl;
  }
  const n = daily.length;
  const mean = sum / n;
  const deviation = Math.sqrt(Math.max(0, (squares - n * mean * mean) / (n - 1)));
  return {
    profit: sum / 100,
    trades: account.trades,
    winRate: account.trades === 0 ? NaN : account.wins / account.trades,
    profitFactor: account.grossLoss === 0 ? NaN : account.grossWin / account.grossLoss,
    meanPerContract: perContract / 100,
    maxDrawdownPercent: fall * 100,
    sharpe: deviation === 0 ? NaN : (mean / deviation) * Math.sqrt(252),
    halted: account.isHalted ? 1 : 0,
  };
};

import { quantiles } from '../../kernel/index.ts';
import type { ReportRun, ReportTrade } from '../run.ts';
import type { Drawdowns } from './drawdown.ts';
import { drawdownsOf } from './drawdown.ts';
import type { Moments } from './statistics.ts';
import { momentsOf } from './statistics.ts';

/** What every metric is computed from. Money in cents; trades are those that touched the account. */
export interface Facts {
  readonly start: number;
  readonly end: number;
  /** One a session, on the balance at its start; idle sessions count. */
  readonly returns: readonly number[];
  readonly returnMoments: Moments;
  readonly sessionPnl: readonly number[];
  /** Of the sessions, where known. */
  readonly dates: readonly string[];
  readonly drawdowns: Drawdowns;
  readonly trades: readonly ReportTrade[];
  /** Those and the shadow trades, followed per contract only. */
  readonly everyTrade: readonly ReportTrade[];
  /** Trades at traded size. */
  readonly pnl: readonly number[];
  readonly pnlMoments: Moments;
  readonly wins: readonly number[];
  readonly losses: readonly number[];
}

/** Facts of a series of session results and trade results. */
export const factsOf = (start: number, balances: readonly number[], everyTrade: readonly ReportTrade[], dates: readonly string[] = []): Facts => {
  const trades = everyTrade.filter(({ isShadow }) => !isShadow);
  const series = [start, ...balances];
  const sessionPnl = balances.map((balance, t) => balance - series[t]);
  const returns = sessionPnl.map((pnl, t) => pnl / series[t]);
  const pnl = trades.map((trade) => trade.pnl);
  return {
    start, end: series[series.length - 1],
    returns, sessionPnl, dates, trades, everyTrade, pnl,
    returnMoments: momentsOf(returns),
    drawdowns: drawdownsOf(series),
    pnlMoments: momentsOf(pnl),
    wins: pnl.filter((x) => x > 0),
    losses: pnl.filter((x) => x < 0),
  };
};

export const factsOfRun = ({ summary, sessions, trades }: ReportRun): Facts =>
  factsOf(summary.startingEquity, sessions.map(({ equity }) => equity), trades, sessions.map(({ date }) => date));

/** Mean of everything at or below the type 7 quantile, as a loss; with the quantile itself. */
export const tailOf = (returns: readonly number[], probability: number): { readonly var: number; readonly cvar: number } => {
  const [cut] = quantiles(returns, [probability]);
  const tail = returns.filter((r) => r <= cut);
  return { var: -cut, cvar: -tail.reduce((sum, r) => sum + r, 0) / tail.length };
};

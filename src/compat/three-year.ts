import { sizerOf } from '../strategy/index.ts';
import type { RiskConfig } from '../strategy/index.ts';
import type { CompatRecord, CompatTrade } from './generator.ts';

/** What the published backtest prints of a record. Dollars, shares. */
export interface RecordFigures {
  readonly trades: number;
  readonly tradedDays: number;
  readonly winRate: number;
  readonly averageWinner: number;
  readonly averageLoser: number;
  readonly profitFactor: number;
  readonly pnl: number;
  /** Largest fall of the running sum per contract, negative; starts at the first trade. */
  readonly drawdown: number;
  readonly dayMean: number;
  /** Mean day over the deviation of losing days around their own mean; not annualised. */
  readonly sortino: number;
  readonly losingDays: number;
  readonly worst: number;
  readonly stopped: number;
  readonly stoppedSum: number;
  readonly worthless: number;
  readonly nearMoney: number;
  readonly inMoney: number;
}

const sum = (values: readonly number[]): number => values.reduce((total, x) => total + x, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Standard deviation with n - 1. */
const deviation = (values: readonly number[]): number => {
  const centre = mean(values);
  return Math.sqrt(sum(values.map((x) => (x - centre) ** 2)) / (values.length - 1));
};

/** Largest fall of a running sum from its highest so far, from a given first level; zero or less. */
const largestFall = (steps: readonly number[], first: number): { readonly amount: number; readonly share: number } => {
  let [level, peak, amount, share] = [Number.isFinite(first) ? first : 0, first, 0, 0];
  for (const step of steps) {
    level += step;
    peak = Math.max(peak, level);
    amount = Math.min(amount, level - peak);
    share = Math.min(share, (level - peak) / peak);
  }
  return { amount, share };
};

/** The published figures of a record, per contract. @param column which P/L: after the overlay, or before it */
export const recordFigures = ({ days }: CompatRecord, column: 'pnl' | 'before' = 'pnl'): RecordFigures => {
  const trades = days.flatMap((day) => day.trades);
  const value = (trade: CompatTrade): number => trade[column] / 100;
  const results = trades.map(value);
  const wins = results.filter((x) => x > 0);
  const losses = results.filter((x) => x <= 0);
  const daily = days.filter((day) => day.trades.length > 0).map((day) => sum(day.trades.map(value)));
  const losing = daily.filter((x) => x < 0);
  const group = (name: CompatTrade['group']): CompatTrade[] => trades.filter((trade) => trade.group === name);
  return {
    trades: trades.length,
    tradedDays: daily.length,
    winRate: wins.length / trades.length,
    averageWinner: mean(wins),
    averageLoser: mean(losses),
    profitFactor: losses.length === 0 ? Infinity : sum(wins) / -sum(losses),
    pnl: sum(results),
    drawdown: largestFall(results, -Infinity).amount,
    dayMean: mean(daily),
    sortino: mean(daily) / deviation(losing),
    losingDays: losing.length,
    worst: Math.min(...results),
    stopped: group('stop').length,
    stoppedSum: sum(group('stop').map(value)),
    worthless: group('worthless').length,
    nearMoney: group('nearMoney').length,
    inMoney: group('inMoney').length,
  };
};

/** An account along a record, as published: sizes by results before the overlay, balance by results after it. */
export interface AccountFigures {
  readonly finalBalance: number;
  readonly totalReturn: number;
  /** Largest fall from a peak at traded size, dollars and as a share of the peak; negative. */
  readonly drawdown: number;
  readonly drawdownShare: number;
}

/** Walks the published account through a record. A halt ends the day; the next day asks again. */
export const accountFigures = ({ days }: CompatRecord, risk: RiskConfig): AccountFigures => {
  const sizer = sizerOf(risk.sizing, risk.account);
  const start = risk.account.startingEquity * 100;
  const steps: number[] = [];
  let seen = start;
  for (const { trades } of days) {
    for (const { before, pnl, maxLoss } of trades) {
      const { contracts } = sizer.size({ equity: seen, openRisk: 0, maxLoss });
      if (contracts === 0) break;
      seen += contracts * before;
      sizer.record(before, maxLoss);
      steps.push(contracts * pnl);
    }
  }
  const fall = largestFall(steps, start);
  const balance = start + sum(steps);
  return { finalBalance: balance / 100, totalReturn: balance / start - 1, drawdown: fall.amount / 100, drawdownShare: fall.share };
};

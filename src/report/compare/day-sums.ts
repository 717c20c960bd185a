import type { ReportRun } from '../run.ts';

/** What one session adds to the sums that figures are made of. Money in cents. */
export interface DaySums {
  readonly sessions: number;
  readonly pnl: number;
  readonly returns: number;
  readonly squares: number;
  /** Squares of returns below zero. */
  readonly downside: number;
  readonly trades: number;
  readonly wins: number;
  readonly gains: number;
  readonly losses: number;
  readonly premium: number;
  readonly followed: number;
  readonly perContract: number;
}

export const noSums: DaySums = {
  sessions: 0, pnl: 0, returns: 0, squares: 0, downside: 0, trades: 0, wins: 0, gains: 0, losses: 0, premium: 0, followed: 0, perContract: 0,
};
const names = Object.keys(noSums) as (keyof DaySums)[];

type Mutable = { -readonly [name in keyof DaySums]: number };

/** Sums over days drawn by position. */
export const sumDays = (days: readonly DaySums[], drawn: Iterable<number>): DaySums => {
  const sums: Mutable = { ...noSums };
  for (const day of drawn) for (const name of names) sums[name] += days[day][name];
  return sums;
};

/** Each session's sums by date. */
export const daySumsOf = ({ sessions, trades, summary }: ReportRun): Map<string, DaySums> => {
  const days = new Map<string, Mutable>();
  let before = summary.startingEquity;
  for (const { date, equity } of sessions) {
    const change = before > 0 ? (equity - before) / before : 0;
    days.set(date, { ...noSums, sessions: 1, pnl: equity - before, returns: change, squares: change * change, downside: Math.min(change, 0) ** 2 });
    before = equity;
  }
  for (const trade of trades) {
    const day = days.get(trade.date);
    if (day === undefined) continue;
    day.followed++;
    day.perContract += trade.pnlPerContract;
    if (trade.isShadow) continue;
    day.trades++;
    day.premium += trade.contracts * trade.credit;
    if (trade.pnl > 0) {
      day.wins++;
      day.gains += trade.pnl;
    } else day.losses -= trade.pnl;
  }
  return days;
};

import type { EquityRow, StudyResult } from './run-study.ts';

/** A named stretch of trouble. Dates of sessions, both included. */
export interface StressWindow {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Stretches a short-premium account is asked about. Only those a study covers wholly are reported. */
export const stressWindows: readonly StressWindow[] = [
  { name: 'Volmageddon, February 2018', from: '2018-02-02', to: '2018-02-09' },
  { name: 'December 2018 sell-off', from: '2018-12-03', to: '2018-12-26' },
  { name: 'Pandemic crash, 2020', from: '2020-02-20', to: '2020-03-23' },
  { name: 'Inflation lows, June 2022', from: '2022-06-08', to: '2022-06-17' },
  { name: 'Bank failures, March 2023', from: '2023-03-08', to: '2023-03-24' },
  { name: 'Carry unwind, August 2024', from: '2024-07-31', to: '2024-08-09' },
  { name: 'Hawkish cut, December 2024', from: '2024-12-18', to: '2024-12-20' },
  { name: 'Tariff shock, April 2025', from: '2025-04-02', to: '2025-04-11' },
];

/** What a study did in one window. Money in cents. */
export interface StressResult extends StressWindow {
  readonly sessions: number;
  readonly trades: number;
  /** At traded size. */
  readonly pnl: number;
  /** A contract, shadow trades included. */
  readonly pnlPerContract: number;
  readonly worstSession: number;
}

const within = (window: StressWindow, date: string): boolean => date >= window.from && date <= window.to;

const sessionResult = (rows: readonly EquityRow[], start: number, i: number): number => rows[i].equity - (i === 0 ? start : rows[i - 1].equity);

/** Results in each window that the study's sessions cover from end to end. @param start starting equity, cents */
export const stressResults = ({ equity, trades }: StudyResult, start: number): StressResult[] => {
  const first = equity.at(0)?.date ?? '';
  const last = equity.at(-1)?.date ?? '';
  return stressWindows
    .filter((window) => first !== '' && window.from >= first && window.to <= last)
    .map((window) => {
      const sessions = equity.map((row, i) => ({ date: row.date, pnl: sessionResult(equity, start, i) })).filter(({ date }) => within(window, date));
      const inside = trades.filter((trade) => within(window, trade.date));
      return {
        ...window,
        sessions: sessions.length,
        trades: inside.length,
        pnl: sessions.reduce((sum, session) => sum + session.pnl, 0),
        pnlPerContract: inside.reduce((sum, trade) => sum + trade.pnlPerContract, 0),
        worstSession: Math.min(0, ...sessions.map((session) => session.pnl)),
      };
    });
};

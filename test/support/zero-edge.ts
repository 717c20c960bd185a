import { expect } from 'vitest';
import { runStudy } from '../../src/backtest/index.ts';
import type { FairQuotes } from '../../src/market/index.ts';
import { fairMarket } from '../../src/market/index.ts';
import { exitPresets, studyWith } from './plans.ts';

/** Mean result a contract before costs, cents, with its standard error clustered by session. */
export interface Edge {
  readonly trades: number;
  readonly mean: number;
  readonly standardError: number;
}

const SEEDS = [11, 23, 37, 53];
const SESSIONS = 300;

/**
 * Trades a plan's exits on the fair market: every slot, both sides, no fees.
 *
 * @param quotes `exact`: bid and ask are the fair value; `ticked`: they have the widths of recorded ones
 * @param share of the half-width that every fill gives up: 0 fills at the middle, 1 at the quote
 */
export const measureEdge = (exits: string, quotes: FairQuotes = 'exact', share = 0): Edge => {
  const study = studyWith('seed-bt3y-rules', ({ strategy, execution, risk }) => ({
    strategy: {
      setup: { ...strategy.setup, vixMax: 1000 } as typeof strategy.setup,
      entry: { ...strategy.entry, gates: [], limitOfMid: 0, workMinutes: 0 },
      exits: exitPresets[exits],
    },
    risk: { ...risk, sizing: { policy: 'fixed', contracts: 1 }, account: { ...risk.account, startingEquity: 10_000_000 } },
    execution: {
      ...execution, delayMinutes: 5, widths: { kind: 'recorded' },
      fills: { entry: { share, atLeast: 0, slippage: 0 }, exit: { share, atLeast: 0, slippage: 0 }, stop: { share, atLeast: 0, slippage: 0 } },
      fees: { kind: 'none', because: 'the test measures the engine before costs' },
    },
  }));
  let trades = 0;
  let sum = 0;
  const days: { n: number; total: number }[] = [];
  for (const seed of SEEDS) {
    const market = fairMarket(seed, { sessions: SESSIONS, step: 5 });
    for (let i = 0; i < SESSIONS; i++) {
      const day = market.day(i, quotes);
      const result = runStudy([day], { plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution });
      const total = result.trades.reduce((s, t) => s + t.pnlPerContract, 0);
      trades += result.trades.length;
      sum += total;
      days.push({ n: result.trades.length, total });
    }
  }
  const mean = sum / trades;
  const squares = days.reduce((s, day) => s + (day.total - day.n * mean) ** 2, 0);
  return { trades, mean, standardError: Math.sqrt(squares) / trades };
};

/** The detector of engines that flatter: enough trades, and a mean within three standard errors of zero. */
export const expectNoEdge = (edge: Edge): void => {
  expect(edge.trades).toBeGreaterThanOrEqual(5000);
  expect(Math.abs(edge.mean)).toBeLessThanOrEqual(3 * edge.standardError);
};

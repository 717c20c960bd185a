import { presetStudy } from '../../src/backtest/index.ts';
import { openStream } from '../../src/kernel/index.ts';
import { sessionsBetween } from '../../src/market/index.ts';
import type { MonteCarloAnswer } from '../../src/montecarlo/index.ts';
import { rulesOf } from '../../src/montecarlo/index.ts';
import { answerMonteCarlo } from '../../src/pool/index.ts';
import type { ReportRun, ReportTrade } from '../../src/report/index.ts';
import { jobOf } from './jobs.ts';
import { populationOf } from './populations.ts';

/** A trade of the report with everything but the named values at rest. */
export const reportTrade = (over: Partial<ReportTrade>): ReportTrade => ({
  id: 0, slot: '', date: '2024-01-02', entryMinute: 600, exitMinute: 700, kind: 'putSpread', legs: '-1 4700 P | +1 4695 P', vix: 14, distance: 12, credit: 15_000, fees: 300,
  slippage: 500, contracts: 0, because: 'fixed', pnlPerContract: over.pnl ?? 0, pnl: 0, maxLoss: 35_000, reason: 'settled', mae: -2_000,
  mfe: 9_000, minutesHeld: 100, isShadow: false, ...over,
});

const reasons = ['profitTarget', 'stopLoss', 'settled'];

/** A made-up run over two years of sessions, each of fewer than `below` trades: trades, balances, counts. No Monte Carlo. */
export const sampleRun = (name = 'sample', below = 4): ReportRun => {
  const rng = openStream(8, 1);
  const study = { ...presetStudy('seed-bt3y-rules'), name };
  const start = Math.round(study.risk.account.startingEquity * 100);
  let equity = start;
  const trades: ReportTrade[] = [];
  const sessions = sessionsBetween('2023-03-01', '2025-02-28').map((date) => {
    const today = Array.from({ length: rng.below(below) }, () => {
      const reason = reasons[rng.below(10) < 6 ? 0 : rng.below(2) + 1];
      const pnl = reason === 'stopLoss' ? -9_000 - rng.below(14_000) : 2_000 + rng.below(10_000);
      const contracts = 1 + rng.below(3);
      equity += contracts * pnl;
      const entryMinute = 575 + 30 * rng.below(7);
      return reportTrade({ date, entryMinute, exitMinute: entryMinute + 60, reason, contracts, pnlPerContract: pnl, pnl: contracts * pnl });
    });
    trades.push(...today);
    return { date, equity, low: equity, trades: today.length };
  });
  const exits = reasons.map((id) => {
    const ended = trades.filter(({ reason }) => reason === id);
    return { id, fired: ended.length, pnl: ended.reduce((sum, t) => sum + t.pnlPerContract, 0) };
  });
  const hash = (letter: string): string => letter.repeat(64);
  return {
    manifest: {
      id: 'abcdef012345', grade: 'recorded-mids', study, studyHash: hash('a'), planHash: hash('b'),
      dataset: { name: 'panel', sha256: hash('c'), source: 'a panel of mids', sessions: sessions.length },
      code: { version: '0.1.0', sha256: hash('d'), commit: null, node: 'v20.20.2' },
    },
    summary: {
      sessions: sessions.length, sessionsTraded: sessions.filter((s) => s.trades > 0).length, sessionsSkipped: [], firstDate: sessions[0].date,
      lastDate: sessions[sessions.length - 1].date, signals: 7 * sessions.length, passes: { vix: 900, noSetup: 400, maxOpen: 120 },
      gates: [{ id: 'vix', evaluated: 3500, blocked: 900, decidedAlone: 640, notEvaluable: 0 }, { id: 'minCredit', evaluated: 2600, blocked: 210, decidedAlone: 55, notEvaluable: 12 }],
      exits, halted: null, trades: trades.length, shadowTrades: 0, tradesBeforeHalt: trades.length, tradesAfterHalt: 0, startingEquity: start,
      endingEquity: equity, pnl: equity - start, pnlPerContract: exits.reduce((sum, e) => sum + e.pnl, 0), fees: 0, heldRows: 0, unquotedRows: 0, settledUnquoted: 0, cautions: [],
    },
    trades, sessions, alarms: [], stress: [], monteCarlo: null, passes: [],
  };
};

/** The Monte Carlo answer of a run's own trades. */
export const answerOf = async (run: ReportRun, paths: number, sessions = 252): Promise<MonteCarloAnswer> => {
  const days = run.sessions.map(({ date }) => run.trades.filter((trade) => trade.date === date).map((trade) => trade.pnlPerContract));
  const job = jobOf(populationOf(days), { rules: rulesOf(run.manifest.study.risk, null), paths, sessions });
  const answer = await answerMonteCarlo({ job, questions: { ruinAt: 0.25, above: [], drawdownsBeyond: [0.1, 0.2, 0.3] }, untilPrecise: null });
  if (answer === undefined) throw new Error('stopped');
  return answer;
};

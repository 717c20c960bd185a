import type { ReportTrade } from '../../src/report/index.ts';

/** A trade of the report with everything but the named values at rest. */
export const reportTrade = (over: Partial<ReportTrade>): ReportTrade => ({
  date: '2024-01-02', entryMinute: 600, exitMinute: 700, kind: 'putSpread', legs: '-1 4700 P | +1 4695 P', vix: 14, credit: 15_000, fees: 300,
  slippage: 500, contracts: 0, because: 'fixed', pnlPerContract: over.pnl ?? 0, pnl: 0, maxLoss: 35_000, reason: 'settled', mae: -2_000,
  mfe: 9_000, minutesHeld: 100, isShadow: false, ...over,
});

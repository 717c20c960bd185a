/**
 * Knows how to ask the past: one session at a time, decisions first, fills after, every position concluded once.
 * Deliberately makes no decision of its own and reads no file; days are handed in.
 * Start at run-day.ts.
 */
export { openAccount } from './account.ts';
export type { StudyAccount } from './account.ts';
export { runDay } from './run-day.ts';
export { runStudy } from './run-study.ts';
export type { EquityRow, StudyResult, StudyRun } from './run-study.ts';
export { outcomesOf } from './outcomes.ts';
export type { DayOutcomes } from './outcomes.ts';
export { csvText, tradeColumns, tradesCsv } from './trade-log.ts';
export type { TradeColumn } from './trade-log.ts';
export { summarise } from './summary.ts';
export type { ExitCoverage, GateCoverage, StudySummary } from './summary.ts';
export type { PassRecord, Trade } from './trade.ts';
export type { Session } from './session.ts';
export { parseStudy, studySchema } from './study.ts';
export type { Study } from './study.ts';
export { presetSource, presets, presetStudy } from './presets/index.ts';
export { alarmsOf } from './alarms.ts';
export type { Alarm, AlarmId } from './alarms.ts';
export { lookAhead } from './look-ahead.ts';
export type { LookAheadFinding, LookAheadResult } from './look-ahead.ts';
export { ruleCoverage } from './coverage.ts';
export type { RuleRemoval } from './coverage.ts';
export { settleAt, tryClose } from './orders.ts';
export type { Exit, Leaving } from './orders.ts';
export { explainTrade } from './explain.ts';
export type { ExplainedRow } from './explain.ts';
export { stressResults, stressWindows } from './stress-windows.ts';
export type { StressResult, StressWindow } from './stress-windows.ts';

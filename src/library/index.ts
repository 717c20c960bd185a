/**
 * Knows the few calls a program or a notebook makes: data, a backtest, its futures, its report, a sweep.
 * Deliberately computes nothing itself and prints nothing: it hands the rooms to one another, and counts every trial.
 * Start at backtest.ts.
 */
export { backtest } from './backtest.ts';
export type { Backtest, BacktestOptions } from './backtest.ts';
export { openDataset, synthesize } from './data.ts';
export type { LibraryDataset, SynthesizeOptions } from './data.ts';
export { makeStudy } from './make-study.ts';
export { monteCarlo } from './monte-carlo.ts';
export type { MonteCarloOptions, Outlook } from './monte-carlo.ts';
export { report } from './report.ts';
export type { ReportOptions } from './report.ts';
export { sweep } from './sweep.ts';
export type { Sweep, SweepOptions, SweepQuestion, SweepTrial } from './sweep.ts';
export { chartBundle, tableBundle } from './notebook-bundles.ts';
export type { ChartBundle, TableBundle } from './notebook-bundles.ts';

/**
 * Knows the browser: pages of runs, sweeps and plans on this machine, and who may ask for them.
 * Deliberately computes nothing: numbers, charts and words come from research, montecarlo and report.
 * Start at app.ts, then guard.ts and pages/.
 */
export { openWorkbench } from './server.ts';
export type { Workbench, WorkbenchOptions } from './server.ts';
export { appOf } from './app.ts';
export type { AppOptions, BacktestRequest } from './app.ts';

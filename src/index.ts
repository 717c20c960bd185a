/**
 * The library face of Gamma Workbench: what programs and notebooks import.
 *
 * @example
 * import { backtest, monteCarlo, openDataset, presetStudy, report } from 'gamma-workbench';
 *
 * const run = backtest(await openDataset('datasets', 'demo'), presetStudy('seed-bt3y-quotes'));
 * const [page] = await report(run, 'reports/first', { monteCarlo: await monteCarlo(run) });
 */
export * from './library/index.ts';
export { explainTrade, lookAhead, outcomesOf, presets, presetStudy, ruleCoverage, summarise, tradeColumns } from './backtest/index.ts';
export type { Alarm, ExplainedRow, RuleRemoval, Study, StudyResult, StudySummary, Trade } from './backtest/index.ts';
export { isGammaError } from './kernel/index.ts';
export type { DataGrade } from './kernel/index.ts';
export { contractOffset, fairMarket, impliedVolatility, rowAt, strikeIndex, valueOption } from './market/index.ts';
export type { ChainDay, FairMarket, MarketName } from './market/index.ts';
export { parseOptionOmega, parsePopulation, prepareJob, printPopulation, rulesOf, tellPath } from './montecarlo/index.ts';
export type { AccountRules, Estimate, MonteCarloAnswer, OverlayConfig, Population, ResampleConfig } from './montecarlo/index.ts';
export { chartsOf, heatMap, measureAll } from './report/index.ts';
export type { Chart, ChartSpec, ReportRun } from './report/index.ts';
export {
  dailyOf, figureNames, largestExposure, lowerBoundOfMean, luckOf, momentsOf, noEvidence, placeboStudies, rulesDecided, shareAsGood, standardPolicy, studyAt, sweepLuckOf, verdictOf,
} from './research/index.ts';
export type { Axis, Evidence, Figures, Finding, Luck, Point, Policy, SweepLuck } from './research/index.ts';
export { chartSvg, datasetNames, frame, planHashOf, readLedger, readPolicy, readReportRun, readStudy, reportFormats } from './store/index.ts';
export type { FrameRow, LedgerEntry, ReportFormat, RunManifest } from './store/index.ts';
export { callVertical, ironCondor, markPath, packageQuote, putVertical, sizerOf } from './strategy/index.ts';
export type { Plan, Sized, Spread } from './strategy/index.ts';

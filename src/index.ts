/**
 * The library face of Gamma Workbench: what notebooks and programs import.
 *
 * @example
 * import { fairMarket, presetStudy, backtest } from 'gamma-workbench';
 */
import type { Study, StudyResult } from './backtest/index.ts';
import { runStudy } from './backtest/index.ts';
import type { ChainDay } from './market/index.ts';

/** Runs a study over sessions in order. @example backtest(days, presetStudy('seed-bt3y-quotes')).trades.length */
export const backtest = (days: Iterable<ChainDay>, study: Study): StudyResult =>
  runStudy(days, { plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution });

export { alarmsOf, outcomesOf, parseStudy, presets, presetStudy, summarise, tradeColumns } from './backtest/index.ts';
export type { Alarm, Study, StudyResult, StudySummary, Trade } from './backtest/index.ts';
export { fairMarket, rowAt, strikeIndex, contractOffset, valueOption, impliedVolatility } from './market/index.ts';
export type { ChainDay, FairMarket } from './market/index.ts';
export { callVertical, ironCondor, markPath, packageQuote, putVertical, sizerOf } from './strategy/index.ts';
export type { Plan, Sized, Spread } from './strategy/index.ts';
export { openDataset, readStudy } from './store/index.ts';
export { answerMonteCarlo as monteCarlo } from './pool/index.ts';
export type { MonteCarloAnswer, MonteCarloJob, Population } from './montecarlo/index.ts';
export { readReportRun, writeReport as report } from './store/index.ts';
export { chartsOf, factsOfRun, measureAll } from './report/index.ts';

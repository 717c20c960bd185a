/**
 * Knows how much of a good result is owed to having tried many: tests of Sharpe ratios, selection, splits and luck.
 * Deliberately knows nothing of plans or options; it is handed results per session and the number of trials.
 * Start at sharpe.ts, then selection.ts and cross-validation.ts.
 */
export { minimumTrackRecord, probabilisticSharpe } from './sharpe.ts';
export type { SharpeTest } from './sharpe.ts';
export { deflatedSharpe, expectedMaximumNormal, expectedMaximumSharpe, trialsOf } from './selection.ts';
export type { Trials } from './selection.ts';
export { minimumBacktestLength, trialsSupported } from './backtest-length.ts';
export { crossValidate } from './cross-validation.ts';
export type { CscvConfig, CscvMetric, CscvResult, CscvSplit } from './cross-validation.ts';
export { stationaryResamples } from './resamples.ts';
export type { BootstrapInput } from './resamples.ts';
export { realityCheck } from './reality-check.ts';
export type { RealityCheck } from './reality-check.ts';
export { superiorAbility } from './superior-ability.ts';
export type { AbilityTest, SuperiorAbility } from './superior-ability.ts';
export { falseDiscovery } from './false-discovery.ts';
export type { FalseDiscovery } from './false-discovery.ts';

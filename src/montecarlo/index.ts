/**
 * Knows what a record of finished trades may become: futures drawn from it, an account walked through each, percentiles.
 * Deliberately has never heard of an option, a file or a thread.
 * Start at population.ts, then account.ts and simulate.ts.
 */
export * from './population.ts';
export { parsePopulation, printPopulation } from './population-text.ts';
export * from './resampling/index.ts';
export { noOverlays } from './overlays/index.ts';
export type { ExtraStops, Gap, OverlayConfig, WorstCase } from './overlays/index.ts';
export { describeRules, noLimits, rulesOf, startingCents } from './rules.ts';
export type { AccountRules, PathLimits, Withdrawal } from './rules.ts';
export { openAccount } from './account.ts';
export type { EntryReason, PathAccount } from './account.ts';
export { engines, prepareJob } from './job.ts';
export type { Engine, MonteCarloJob, PreparedJob } from './job.ts';
export { ensembleBytes, ensembleOn, sessionColumn } from './ensemble.ts';
export type { Ensemble, EnsembleShape } from './ensemble.ts';
export { walkingTime } from './lean/index.ts';
export { simulate, simulateByOracle, tellPath } from './simulate.ts';
export type { PathStory, PathTrade } from './simulate.ts';
export * from './statistics/index.ts';
export { parseOptionOmega } from './option-omega.ts';
export type { ImportedLog } from './option-omega.ts';
export { dependencePanel, notablePaths, pathsFor, populationFacts, precisionOf, recordedPath } from './answer.ts';
export type { MonteCarloAnswer, MonteCarloSettings, NotablePath, Precision } from './answer.ts';
export { countsBytes, fanErrorOf, fanGridOf, fanOfCounts, streamedOn, streamPaths } from './streaming.ts';
export type { FanGrid, StreamedPaths } from './streaming.ts';

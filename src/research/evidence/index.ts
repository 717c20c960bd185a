/**
 * Knows how each part of a plan's evidence is measured from results handed in: exposure, reachability, placebo, luck.
 * Deliberately judges nothing: criteria do.
 * Start at luck.ts, then placebo.ts and lower-bound.ts.
 */
export { triedUntil } from './held-out.ts';
export { largestExposure } from './exposure.ts';
export { rulesDecided } from './reachability.ts';
export type { RuleUse } from './reachability.ts';
export { placeboStudies, shareAsGood } from './placebo.ts';
export { lowerBoundOfMean } from './lower-bound.ts';
export type { SessionSum } from './lower-bound.ts';
export { luckOf, sweepLuckOf } from './luck.ts';
export type { LedgerMoments, Luck, SweepLuck } from './luck.ts';

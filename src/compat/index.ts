/**
 * Knows the published method as it was run: its credits, lotteries and overlay, kept apart so that nothing else uses them.
 * Deliberately shares no decision with the workbench's own engine.
 * Start at credit.ts.
 */
export { publishedCredit } from './credit.ts';
export { fillProbability } from './fill-lottery.ts';
export { numpyRandom } from './mt19937.ts';
export { overlay, overlayCost, overlayFates } from './overlay.ts';
export type { Overlaid, OverlayFate } from './overlay.ts';
export { publishedGroups, publishedPopulation, resultsOf } from './outcome-groups.ts';
export * from './monte-carlo.ts';
export { populationOfDays } from './population.ts';
export type { Outcome, OutcomeDay } from './population.ts';
export * from './daily-bars.ts';
export { prepareDays } from './days.ts';
export type { CompatDay } from './days.ts';
export * from './candidates.ts';
export { outcomeOf, proxyDebit } from './outcome.ts';
export type { CompatReason, ExitMethod } from './outcome.ts';
export * from './generator.ts';
export * from './three-year.ts';

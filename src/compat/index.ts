/**
 * Knows the published method as it was run, its printed figures, and how far each can be reproduced.
 * Deliberately lends nothing to the workbench's own engine: only the command line may enter.
 * Start at reproduce.ts, then generator.ts, monte-carlo.ts and audit.ts.
 */
export { publishedCredit } from './credit.ts';
export { fillProbability } from './fill-lottery.ts';
export { numpyRandom } from './mt19937.ts';
export { overlay, overlayCost, overlayFates } from './overlay.ts';
export type { Overlaid, OverlayFate } from './overlay.ts';
export { publishedGroups, publishedPopulation, resultsOf } from './outcome-groups.ts';
export type { OutcomeGroup } from './outcome-groups.ts';
export { populationOfDays } from './population.ts';
export type { Outcome, OutcomeDay } from './population.ts';
export * from './monte-carlo.ts';
export * from './daily-bars.ts';
export { prepareDays } from './days.ts';
export type { CompatDay } from './days.ts';
export * from './candidates.ts';
export { outcomeOf, proxyDebit } from './outcome.ts';
export type { CompatReason, ExitMethod } from './outcome.ts';
export * from './generator.ts';
export * from './three-year.ts';
export type { Figure, FigurePart, FigureUnit } from './figure.ts';
export { publishedFigures } from './published/index.ts';
export * from './row.ts';
export * from './measured.ts';
export * from './audit.ts';
export { twinMeasurements } from './twin.ts';
export { figureText, ladderParagraph } from './words.ts';
export * from './reproduce.ts';

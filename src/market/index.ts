/**
 * Knows what the world looks like: chains, sessions, prices of options, dealer gamma, pins.
 * Deliberately has no opinion on what to trade and reads no file.
 * Start at chain-day.ts.
 */
export * from './chain-day.ts';
export { CALENDAR_FIRST, CALENDAR_LAST } from './calendar-tables.ts';
export * from './session.ts';
export * from './normal.ts';
export * from './pricing.ts';
export * from './implied-vol.ts';
export * from './gex.ts';
export * from './zero-gamma.ts';
export * from './bar-levels.ts';
export * from './parity.ts';
export * from './pin.ts';
export * from './ticks.ts';
export * from './daily-history.ts';
export * from './packed-days.ts';
export { fairMarket, marketOf } from './synthetic/fair-market.ts';
export type { FairMarket, FairMarketOptions, FairQuotes } from './synthetic/fair-market.ts';
export { fairRecipe } from './synthetic/fair-recipe.ts';
export { figureMeter } from './synthetic/figures.ts';
export type { Compared, Comparison, FigureFamily } from './synthetic/figures.ts';
export { marketRecipes } from './synthetic/market-recipes.ts';
export { marketNames, parseRecipe, recipeSchema } from './synthetic/recipe.ts';
export type { MarketFigures, MarketLaw, MarketName, MarketRecipe } from './synthetic/recipe.ts';
export { auditDay } from './quality/audit-day.ts';
export type { DayAudit, DayReference } from './quality/audit-day.ts';
export * from './quality/findings.ts';
export { BESIDE, hasOwnClock, LEAST_SESSIONS, seasonOf, shiftAgainst, shiftOfDecay } from './quality/time-shift.ts';
export type { ShiftTest, Stamped } from './quality/time-shift.ts';
export { deviationNear } from './quality/parity-check.ts';
export { reconstructDay } from './reconstruct/reconstruct-day.ts';
export type { SessionPath } from './reconstruct/reconstruct-day.ts';
export * from './reconstruct/surface.ts';
export { surfaceFit } from './reconstruct/surface-fit.ts';

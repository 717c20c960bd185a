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
export * from './pin.ts';
export * from './ticks.ts';
export * from './daily-history.ts';
export * from './packed-days.ts';
export * from './synthetic/fair-market.ts';

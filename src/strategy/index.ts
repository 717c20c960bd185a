/**
 * Knows every decision there is: what to open, how much, when to leave. Pure, and shared by backtest and live runner.
 * Deliberately does not know what a decision costs, nor where quotes come from.
 * Start at decide.ts.
 */
export * from './sizing/index.ts';

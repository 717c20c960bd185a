/**
 * Knows what a record of finished trades may become: futures drawn from it, an account walked through each, percentiles.
 * Deliberately has never heard of an option, a file or a thread.
 * Start at population.ts, then account.ts and simulate.ts.
 */
export * from './population.ts';
export { parsePopulation, printPopulation } from './population-text.ts';
export * from './resampling/index.ts';

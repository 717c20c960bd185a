/**
 * Knows how to run a plan on a broker, today: journal first, effect second, recovery by reading again.
 * Deliberately makes no decision of its own and knows nothing of the research wing; decisions come from `decide`.
 * Start at ports.ts, then runner.ts.
 */
export * from './ports.ts';

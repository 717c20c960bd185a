/**
 * Knows how to run a plan on a broker, today: journal first, effect second, recovery by reading again.
 * Deliberately makes no decision of its own and knows nothing of the research wing; decisions come from `decide`.
 * Start at ports.ts, then runner.ts.
 */
export * from './ports.ts';
export { tradierBroker } from './brokers/tradier/broker.ts';
export type { Tradier, TradierWorld } from './brokers/tradier/broker.ts';
export { tradierSettings } from './brokers/tradier/settings.ts';
export type { TradierSettings } from './brokers/tradier/settings.ts';
export { redactor } from './brokers/tradier/redact.ts';
export type { Redact } from './brokers/tradier/redact.ts';
export { occName } from './brokers/tradier/occ.ts';
export type { OccName } from './brokers/tradier/occ.ts';

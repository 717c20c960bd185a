/**
 * Knows how to run a plan on a broker, today: journal first, effect second, recovery by reading again.
 * Deliberately makes no decision of its own and knows nothing of the research wing; decisions come from `decide`.
 * Start at ports.ts, then runner/run.ts.
 */
export * from './ports.ts';
export * from './orders.ts';
export * from './caps.ts';
export * from './state/order-life.ts';
export * from './state/records.ts';
export * from './state/journal.ts';
export * from './state/account.ts';
export * from './state/fold.ts';
export * from './state/book.ts';
export * from './state/balance.ts';
export { adoptedHoldings, adoptedOrder } from './state/adoption.ts';
export type { Adopted, AdoptedAt, KnownFill } from './state/adoption.ts';
export * from './state/today.ts';
export * from './files/journal-disk.ts';
export * from './files/recorder.ts';
export * from './files/lock.ts';
export * from './files/clock.ts';
export * from './files/switches.ts';
export { emptyPaperBook, paperBroker } from './brokers/paper.ts';
export type { PaperBook, PaperOptions } from './brokers/paper.ts';
export { preparedDay, replayMarket, snapshotOf } from './brokers/replay.ts';
export { realSettings } from './runner/real.ts';
export type { RealSession } from './runner/real.ts';
export { runSession } from './runner/run.ts';
export type { SessionEnd } from './runner/run.ts';
export type { Run, RunnerPorts, RunnerSettings } from './runner/context.ts';
export { differences, expectedHoldings } from './runner/reconcile.ts';
export type { Difference } from './runner/reconcile.ts';
export { unsettledOf } from './state/book.ts';
export { tradierBroker } from './brokers/tradier/broker.ts';
export type { Tradier, TradierWorld } from './brokers/tradier/broker.ts';
export { tradierSettings } from './brokers/tradier/settings.ts';
export type { TradierSettings } from './brokers/tradier/settings.ts';
export { redactor } from './brokers/tradier/redact.ts';
export type { Redact } from './brokers/tradier/redact.ts';
export { occName } from './brokers/tradier/occ.ts';
export type { OccName } from './brokers/tradier/occ.ts';

/**
 * Knows what a decision costs: widths, fills, fees and cash settlement.
 * Deliberately does not know why anything was traded.
 * Start at config.ts, then fills/fill-model.ts.
 */
export * from './config.ts';
export * from './widths.ts';
export * from './settle.ts';
export * from './audit-trades.ts';
export * from './fills/fill-model.ts';
export * from './fees/schedule.ts';
export { gapDebit } from './gap.ts';
export type { GapConfig } from './gap.ts';
export { quoteTrust } from './trust.ts';
export type { QuoteTrust, TrustConfig } from './trust.ts';
export { complete } from './completion.ts';
export type { CompletionConfig } from './completion.ts';
export { meetEntry, meetExit, wholeCredit, wholeDebit } from './meet.ts';
export type { LeavingPackage, Met } from './meet.ts';
export { urgencyOf } from './urgency.ts';
export type { ExitPlan } from './urgency.ts';

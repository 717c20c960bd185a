/**
 * Knows every decision there is: what to open, how much, when to leave. Pure, and shared by backtest and live runner.
 * Deliberately does not know what a decision costs, nor where quotes come from.
 * Start at decide.ts.
 */
export * from './sizing/index.ts';
export * from './spread.ts';
export * from './marks.ts';
export * from './margin.ts';
export * from './book.ts';
export * from './times.ts';
export * from './rounding.ts';
export * from './pin.ts';
export { planSchema } from './plan.ts';
export type { LimitsConfig, Plan, RiskConfig, StrategyConfig } from './plan.ts';
export { decide, entryRows, maxLossOf, unservedSlots } from './decide.ts';
export type { Account, CloseIntent, Intent, Marks, OpenIntent, Pass } from './decide.ts';
export { armExits, readyExits, scanOfExit, scanOfState, waitOfExit } from './exits/first-exit.ts';
export type { ExitHit, FirstExit } from './exits/first-exit.ts';
export { describeExit, exitRules } from './exits/index.ts';
export type { ExitConfig, ExitsConfig } from './exits/index.ts';
export { exitLevels } from './exits/levels.ts';
export type { ExitLevels } from './exits/levels.ts';
export { NEVER } from './exits/view.ts';
export type { Threshold } from './exits/define-exit-rule.ts';
export type { Basis } from './exits/view.ts';
export type { ExitScan, ExitView } from './exits/view.ts';
export { targetAt } from './exits/rules/profit-target.ts';
export { trailLevel } from './exits/rules/trailing-stop.ts';
export { stopLossDebit } from './exits/rules/stop-loss.ts';
export { describeGate, gates } from './gates/index.ts';
export type { Candidate, GateConfig, GateResult } from './gates/index.ts';
export { describeSetup, setups } from './setups/index.ts';
export { gexPinSetup } from './setups/kinds/gex-pin.ts';
export type { GexPinConfig } from './setups/kinds/gex-pin.ts';
export { presetPlans } from './presets/index.ts';
export { publishedNdxSetup, publishedSetup } from './presets/published.ts';
export { partialStages } from './exits/rules/staged-target.ts';
export { withinOpenRisk } from './limits.ts';
export { judgeGates } from './gates/index.ts';
export { propose } from './setups/index.ts';
export type { SetupConfig } from './setups/index.ts';
export { certificateSchema, verifyPromoted } from './promoted.ts';
export type { Certificate, CertificateBody, PromotedPlan, Purpose, Verifier } from './promoted.ts';

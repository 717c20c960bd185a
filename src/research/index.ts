/**
 * Knows how to choose between plans without fooling oneself: candidates computed once, exits evaluated many times.
 * Deliberately runs no thread and reads no file; evaluation is handed to whoever can.
 * Start at candidates.ts, then packed.ts and sweep.ts.
 */
export { collectCandidates } from './candidates.ts';
export type { Candidate, CandidateSet } from './candidates.ts';
export { columnEvaluator } from './columns/combine.ts';
export type { Coded, ColumnEvaluator } from './columns/combine.ts';
export { evenAccount, sessionBounds } from './columns/even-account.ts';
export { evaluateExits } from './evaluate-exits.ts';
export { canPack, evaluatePacked, packCandidates } from './packed.ts';
export type { ExitTable, PackedCandidates } from './packed.ts';
export { replayAccount } from './replay-account.ts';
export type { AccountResult } from './replay-account.ts';
export { figureNames, figuresOf } from './figures.ts';
export type { Figures } from './figures.ts';
export { axisSchema, isExitAxis, readAxes, studyAt, studyReader } from './axes.ts';
export type { Axis, AxisChoice, AxisValue, Point } from './axes.ts';
export { searchOf, searchSchema } from './search/index.ts';
export type { Search, SearchConfig, Trial } from './search/index.ts';
export { sobolPoints } from './search/sobol.ts';
export { readConstraints } from './constraints.ts';
export type { Constraint } from './constraints.ts';
export { plateauScores } from './plateau.ts';
export type { Plateau } from './plateau.ts';
export { sweepEvaluator, sweepSchema } from './sweep.ts';
export type { Outcome, SweepConfig, SweepEvaluator } from './sweep.ts';
export { outcomeFromJson, outcomeToJson } from './outcome-json.ts';
export { sharesEntries, unitsOf } from './units.ts';
export { dailyOf, evaluateWhole } from './whole.ts';
export { momentsOf } from './moments.ts';
export type { Moments } from './moments.ts';
export * from './folds.ts';
export * from './overfitting/index.ts';
export { chosenOf, summariseWalk, trainingOf, walkForwardSchema } from './walk-forward.ts';
export type { Drift, Earned, WalkedFold, WalkedSession, WalkForwardFile, WalkForwardSummary } from './walk-forward.ts';
export * from './criteria/index.ts';
export * from './evidence/index.ts';
export { alarmAt, atMostWins, bandPlace, colourOf, looks, winLooks } from './drift.ts';
export type { Look } from './drift.ts';

/**
 * Knows how to choose between plans without fooling oneself: candidates computed once, exits evaluated many times.
 * Deliberately runs no thread and reads no file; evaluation is handed to whoever can.
 * Start at candidates.ts.
 */
export { collectCandidates } from './candidates.ts';
export type { Candidate } from './candidates.ts';
export { evaluateExits } from './evaluate-exits.ts';
export { canPack, evaluatePacked, packCandidates } from './packed.ts';
export type { ExitTable, PackedCandidates } from './packed.ts';

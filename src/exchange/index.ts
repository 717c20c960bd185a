/**
 * Knows a broker of our own making, an answerer in Tradier's words, and an auditor who believes only that broker and the journal.
 * Deliberately shares no code with what it tests: it imports neither live nor execution nor backtest nor strategy.
 * Start at venue.ts, then audit/audit.ts.
 */
export * from './tape.ts';
export * from './orders.ts';
export { worstLoss } from './risk.ts';
export { openVenue } from './venue.ts';
export type { CashMove, Trade, Venue, VenueManners } from './venue.ts';
export { answerTradier, symbolOf } from './tradier-face.ts';
export type { TradierFace, WebAnswer, WebRequest } from './tradier-face.ts';
export { lineFaultKinds, overLine } from './line.ts';
export type { LineFault, LineFaultKind, LineResult } from './line.ts';
export { audit } from './audit/audit.ts';
export { invariants } from './audit/evidence.ts';
export type { Breach, Evidence, Invariant } from './audit/evidence.ts';
export { differences, sumJournal } from './ledger.ts';
export type { JournalSums, Line } from './ledger.ts';
export type { Refusal } from './venue.ts';

import type { GateResult, SizingReason, Spread } from '../strategy/index.ts';
import type { SessionDate } from '../kernel/index.ts';

/** One finished position. Prices in price cents, money in cents; `contracts` zero marks a shadow trade. */
export interface Trade {
  readonly id: number;
  readonly date: SessionDate;
  readonly slot: string;
  readonly spread: Spread;
  readonly label: string;
  readonly pin: number;
  readonly contracts: number;
  readonly because: SizingReason;
  /** Traded per contract only, for the outcome log: after a halt, or when the size was zero. */
  readonly isShadow: boolean;
  readonly decidedRow: number;
  readonly entryRow: number;
  readonly entryMinute: number;
  readonly exitRow: number;
  readonly exitMinute: number;
  readonly entrySpot: number;
  readonly exitSpot: number;
  readonly vix: number;
  /** Points from the index to the nearest short strike, at entry and at the exit. */
  readonly distance: number;
  readonly exitDistance: number;
  /** Minutes from the exit to the close. */
  readonly minutesLeft: number;
  /** Premium received and paid, price cents a contract. At settlement the debit is what was owed. */
  readonly credit: number;
  readonly debit: number;
  readonly entryMid: number;
  readonly exitMid: number;
  /** Cents a contract. */
  readonly fees: number;
  readonly maxLoss: number;
  readonly pnlPerContract: number;
  /** Cents at traded size. */
  readonly pnl: number;
  /** Worst and best open result while held, cents a contract, on mid marks. */
  readonly mae: number;
  readonly mfe: number;
  /** Rows between fill and exit, and those of them without a two-sided quote on every leg: no price rule acts there. */
  readonly heldRows: number;
  readonly unquotedRows: number;
  /** The exit rule's name, or `settled`. */
  readonly reason: string;
  /** Cents of realised equity after the trade. */
  readonly equityAfter: number;
}

/** A look that led to no trade. */
export interface PassRecord {
  readonly date: SessionDate;
  readonly slot: string;
  readonly why: string;
}

/** What the gates said on one signal, and whether a trade came of it. */
export interface GateRecord {
  readonly results: readonly GateResult[];
}

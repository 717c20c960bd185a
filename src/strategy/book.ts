import type { SessionDate } from '../kernel/index.ts';
import type { Spread } from './spread.ts';

/** A position as it was opened. Prices in price cents, money in cents per contract. */
export interface Opened {
  readonly id: number;
  readonly date: SessionDate;
  readonly spread: Spread;
  /** Contracts; zero for a shadow position that only feeds the outcome log. */
  readonly contracts: number;
  /** Row of the fill. Exits are judged strictly after it. */
  readonly row: number;
  /** Whole minute of the fill, New York. */
  readonly minute: number;
  /** Premium received, price cents. */
  readonly credit: number;
  /** Index at the decision, points, and distance to the nearest short strike. */
  readonly spot: number;
  readonly distance: number;
  readonly vix: number;
  /** Maximum loss of one contract, cents, costs included. */
  readonly maxLoss: number;
  /** Most the package can be worth, price cents: nobody pays more to close it. */
  readonly most: number;
}

/** What an order or a position binds: contracts, and cents a contract can lose. */
export interface Commitment {
  readonly contracts: number;
  readonly maxLoss: number;
}

/** An entry order at work: what it binds, and the package it would hold. */
export interface WorkingEntry extends Commitment {
  readonly spread: Spread;
}

/** What decisions may know of the account's own day. */
export interface Book {
  readonly open: readonly Opened[];
  /** Positions whose closing order is working: nothing more is decided for them. */
  readonly closing: ReadonlySet<number>;
  /** Stages of a staged target already sent, by position. */
  readonly staged: ReadonlyMap<number, number>;
  /** Entry orders sent and not yet filled or cancelled. */
  readonly working: readonly WorkingEntry[];
  /** Entries filled or working this session; one sized at no contracts is no entry until the account halts. */
  readonly entries: number;
  /** Minute of the last entry this session; NaN when none. */
  readonly lastEntryMinute: number;
  /** Realised result of the session so far, cents at traded size. */
  readonly realised: number;
}

export const emptyBook: Book = {
  open: [], closing: new Set(), staged: new Map(), working: [], entries: 0, lastEntryMinute: NaN, realised: 0,
};

/** Cents that open positions and working entries can lose at most. */
export const openRisk = (book: Book): number => {
  let risk = 0;
  for (const { contracts, maxLoss } of [...book.open, ...book.working]) risk += contracts * maxLoss;
  return risk;
};

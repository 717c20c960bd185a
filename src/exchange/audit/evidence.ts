import type { JournalSums, Line } from '../ledger.ts';
import type { Venue } from '../venue.ts';

export const invariants = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10', 'I11', 'I12', 'I13', 'I14'] as const;
export type Invariant = (typeof invariants)[number];

/** An invariant found broken. */
export interface Breach {
  readonly invariant: Invariant;
  readonly words: string;
}

/** What the auditor is shown: the broker itself, the journal's bytes, and what went over the wire. No word of the runner's. */
export interface Evidence {
  readonly venue: Venue;
  /** The journal, file after file, as text. */
  readonly journal: string;
  /** First 16 hex digits of sha256 over two texts. */
  readonly digest: (previous: string, body: string) => string;
  /** Every request made: when (epoch ms) and what it counts against. */
  readonly requests: readonly { readonly at: number; readonly kind: 'data' | 'trading' }[];
  readonly limits: { readonly data: number; readonly trading: number };
  /** Everything written anywhere else: logs, snapshots, alerts. */
  readonly written: readonly string[];
  readonly secrets: readonly string[];
  /** When an operator's file appeared, epoch ms; Infinity when never. */
  readonly killAt: number;
  readonly closeOnlyAt: number;
  /** Times in which the process was down, the line cut, or a request without an answer: [from, to) epoch ms. */
  readonly away: readonly (readonly [number, number])[];
  /** Longest time, ms, an uncovered short may last while connected: one look at the broker to see it, half a minute to mend it. */
  readonly uncoveredMs: number;
  /** Whether a symbol had both sides quoted in the row delivered for a minute. */
  readonly wasQuoted: (symbol: string, minute: number) => boolean;
  /** Equity the account started its life with, by which it halts, and the equity its journal opens with. Cents. */
  readonly startingEquity: number;
  readonly openingEquity: number;
  /** `account_balance.json` as it stands; undefined when there is none. */
  readonly balance: string | undefined;
  /** The day is over: everything must have ended. */
  readonly isOver: boolean;
  /** The broker or a stranger moved cash or contracts: the session may end unreconciled, said aloud. */
  readonly isDisturbed: boolean;
  /** The journal's disk was full: closes may have gone out unwritten. */
  readonly wasFull: boolean;
}

/** One rule: the words of every breach of it. */
export type Check = (evidence: Evidence, lines: readonly Line[], sums: JournalSums) => readonly string[];

/** Orders the program itself placed. */
export const ours = ({ venue }: Evidence): Venue['orders'] => venue.orders.filter(({ asked }) => asked.by === 'program');

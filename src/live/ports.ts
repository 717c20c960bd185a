import type { SessionDate } from '../kernel/index.ts';
import type { Right, DayContext } from '../market/index.ts';

/**
 * An answer from outside that may not have come: *it is so*, or *cannot tell*.
 *
 * Unhealthy is never evidence. An empty list is healthy only when the whole answer parsed and its enclosing object was
 * there; a missing key, a web page or a time-out is unhealthy.
 */
export type Reading<T> =
  | { readonly kind: 'healthy'; readonly value: T }
  | {
      readonly kind: 'unhealthy';
      readonly why: string;
      /** The credentials were refused: no later read will do better. */
      readonly isAuth: boolean;
      /** Milliseconds the service asked to be left alone; 0 when it said nothing. */
      readonly waitMs: number;
    };

/** One option of an order. `symbol` is OCC without blanks, such as `SPXW240102P04700000`. */
export interface OrderLeg {
  readonly symbol: string;
  readonly right: Right;
  /** Points. */
  readonly strike: number;
  readonly side: 'sell_to_open' | 'buy_to_open' | 'buy_to_close' | 'sell_to_close';
  /** Contracts of this leg in one package; positive. */
  readonly ratio: number;
}

/** A package order for the day. Built in one place only, from a defined-risk spread or for the leg protocol. */
export interface Order {
  /** Ours, unique for ever, recomputable after a crash: letters, digits and hyphens, at most 64. */
  readonly tag: string;
  readonly effect: 'open' | 'close';
  readonly legs: readonly OrderLeg[];
  /** Packages; each leg trades `contracts` times its ratio. */
  readonly contracts: number;
  /**
   * Price cents a package: for `open` the least credit, for `close` the most debit. May lie off the venue's grid or between
   * whole cents; the adapter rounds it onto the grid in our favour (a credit up, a debit down).
   */
  readonly limit: number;
  /** How much the way out is worth: what a fill model charges. Venues ignore it. */
  readonly urgency: 'entry' | 'exit' | 'stop';
}

/**
 * What became of one attempt to place an order.
 *
 * `unknown` is a state, not an error: a time-out, reset, 5xx, 408, 429, web page, truncated body or success without an id
 * after the request was sent. It is resolved by looking for the tag, never by sending again.
 */
export type SubmitOutcome =
  /** The broker has it (received, not necessarily accepted). */
  | { readonly kind: 'acknowledged'; readonly brokerId: string }
  /** The broker said no in words that parse: the order does not exist. */
  | { readonly kind: 'rejected'; readonly reason: string }
  /** The order may exist. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** The adapter did not send it: budget, circuit, wrong account. The order does not exist. */
  | { readonly kind: 'denied'; readonly reason: string };

/** What became of one attempt to cancel. Only the broker's order list says whether the order ended. */
export type CancelOutcome =
  | { readonly kind: 'requested' }
  /** Already final: filled, expired, cancelled or rejected. */
  | { readonly kind: 'final' }
  | { readonly kind: 'unknown'; readonly why: string };

/** An order as the broker lists it. Quantities are cumulative. */
export interface OrderReport {
  readonly brokerId: string;
  /** Undefined when the order carries none: it is not ours. */
  readonly tag: string | undefined;
  /** `unrecognised` is neither working nor final: it is asked for again and stops entries. */
  readonly status: 'working' | 'filled' | 'cancelled' | 'expired' | 'rejected' | 'unrecognised';
  /** Whole packages filled so far. */
  readonly filled: number;
  /**
   * Contracts asked for and filled so far, by symbol, positive; out of balance when legs are reported at different times. `side` is in
   * the broker's words.
   */
  readonly legs: readonly { readonly symbol: string; readonly side: string; readonly quantity: number; readonly filled: number }[];
  /** Average price cents of a filled package: credit of an `open`, debit of a `close`. NaN when nothing filled. */
  readonly price: number;
  /** Fees of all that filled, cents; undefined when the broker has not said. */
  readonly fees: number | undefined;
  /** Epoch ms of the last fill; NaN when nothing filled or the broker has not said. */
  readonly filledAt: number;
  /** The broker's own words for its status or refusal. */
  readonly words: string;
}

/** Net contracts of one symbol: negative is short. */
export interface Holding {
  readonly symbol: string;
  readonly quantity: number;
}

/** The account as the broker states it. Cents. */
export interface AccountFacts {
  /** The broker's account number, whole; shown elsewhere by its last four only. */
  readonly account: string;
  /** Money that is not at risk: false for paper, replay and sandbox. */
  readonly isReal: boolean;
  /** Cash after every booked fill, fee and settlement. */
  readonly cash: number;
  /** Cash plus positions at the broker's marks. */
  readonly equity: number;
  /** Undefined when absent or not a number: cannot tell, so no entry. */
  readonly buyingPower: number | undefined;
  /** Whether the account may sell spreads: margin and option level. Undefined when the broker does not say. */
  readonly maySpread: boolean | undefined;
  /** Day trades left, where the pattern-day-trader rule binds; undefined when it does not or is not said. */
  readonly dayTradesLeft: number | undefined;
}

/**
 * One look at today's expiring SPXW chain. Arrays are [2, K]: puts then calls, strikes ascending.
 *
 * Price cents; NaN is no quote, 0 a real zero bid. A crossed or stale leg is NaN by the time it is here.
 */
export interface ChainSnapshot {
  readonly date: SessionDate;
  /** Epoch ms of the quotes, as the source stamps them: what the stale-quote guard judges. */
  readonly at: number;
  /** Minute after midnight, New York, at which the row was knowable. */
  readonly minute: number;
  /** Index level and VIX; NaN when not known, never a stand-in. */
  readonly spot: number;
  readonly vix: number;
  /** [K] points, ascending. */
  readonly strikes: Float64Array;
  readonly bid: Float64Array;
  readonly ask: Float64Array;
  /** Contracts, NaN where not known; undefined when the source has none. */
  readonly openInterest: Float64Array | undefined;
  /** The official settlement value, points, once published; undefined before. No decision sees it. */
  readonly settlement: number | undefined;
}

/**
 * A broker, whole: six methods. One account, one session date at a time.
 *
 * Every method has a total deadline of about 10 s of its own and never throws for what the service does; it throws
 * InvariantError for a misuse. Reads may be repeated; `submit` is called once a tag.
 */
export interface Broker {
  readonly name: string;
  /**
   * How exits are priced. `model`: the broker fills by a fill model at what the market shows, so one order with the widest
   * limit is sent. `market`: a real book; the runner climbs a ladder of limits, cancelling between steps.
   */
  readonly exits: 'model' | 'market';
  readonly chain: () => Promise<Reading<ChainSnapshot>>;
  /** Places a package order: at most one request, never retried. */
  readonly submit: (order: Order) => Promise<SubmitOutcome>;
  readonly cancel: (brokerId: string) => Promise<CancelOutcome>;
  /** Every order of the current New York day with its fills, ours and others, complete or unhealthy. */
  readonly fills: () => Promise<Reading<readonly OrderReport[]>>;
  /** Net contracts of every symbol with a quantity, complete or unhealthy. */
  readonly holdings: () => Promise<Reading<readonly Holding[]>>;
  readonly equity: () => Promise<Reading<AccountFacts>>;
}

/** Time. Durations use `elapsed`, which never jumps; `now` is only asked what time it is. */
export interface Clock {
  /** Epoch ms of the wall clock. */
  readonly now: () => number;
  /** Monotonic ms since an arbitrary start. */
  readonly elapsed: () => number;
  /** Resolves after a while, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Broker's own time, epoch ms, from its last answer; NaN when it has not said. */
  readonly brokerNow: () => number;
}

/**
 * Append-only files of one state folder, one a session, named by date. Synchronous: when `sync` returns, the bytes last.
 *
 * @throws Error with `code` ENOSPC from `append` (nothing of the line counts), anything else from `append` or `sync` ends the
 * process: it is never retried
 */
export interface JournalDisk {
  /** Sessions with a file, ascending. */
  readonly sessions: () => readonly string[];
  /** The bytes of a session's file; undefined when there is none. */
  readonly read: (session: string) => Uint8Array | undefined;
  /** Adds one whole record in one write. Makes the file, and syncs the folder, on its first. */
  readonly append: (session: string, bytes: Uint8Array) => void;
  readonly sync: (session: string) => void;
  /** Cuts a file to a length after keeping the removed tail beside it, and syncs. */
  readonly cutTail: (session: string, length: number) => void;
  /** Frees the reserve kept for a full disk. @returns whether there was one to free */
  readonly freeReserve: () => boolean;
}

/** Keeps the day's rows as they come: what a restart reads back, and tonight's archive. Failing to record never stops trading. */
export interface Recorder {
  /** Rows kept of a session, oldest first; a torn last one is left out. */
  readonly rows: (date: SessionDate) => readonly ChainSnapshot[];
  readonly row: (snapshot: ChainSnapshot) => void;
  /** The session is over: what was kept may be filed. */
  readonly done: (date: SessionDate, context: DayContext) => Promise<void>;
}

/** Why somebody must look. Five kinds only; everything else is a line of the log. */
export interface Alert {
  readonly kind: 'halted' | 'closeOnly' | 'unknownOrder' | 'unreconciled' | 'doctor';
  readonly text: string;
}

/** Tells somebody. Returns at once; delivery is tried in the background and its failure is counted, not thrown. */
export interface Alerts {
  readonly send: (alert: Alert) => void;
}

/** Files an operator touches. Unreadable counts as present. Read before every order. */
export interface Switches {
  readonly read: () => { readonly kill: boolean; readonly closeOnly: boolean; readonly flatten: boolean };
}

/** Places where a crash is interesting: before and after each durable write and each request that changes the world. */
export const crashPoints = [
  'journal.beforeAppend', 'journal.afterAppend', 'journal.afterSync',
  'submit.before', 'submit.after', 'cancel.before', 'cancel.after',
  'snapshot.before', 'snapshot.afterRename',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** Called at each crash point. Production passes a no-op; a test throws or kills the process. */
export type ReachedPoint = (point: CrashPoint) => void;

/** Writes derived files, such as the balance, whole or not at all. Never read for a decision. */
export interface Snapshots {
  readonly write: (name: 'account_balance.json' | 'health.json', text: string) => void;
  /** The bytes there now as text; undefined when missing or unreadable. */
  readonly read: (name: 'account_balance.json' | 'health.json') => string | undefined;
}

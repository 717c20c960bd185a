import type { FeesConfig } from '../../execution/index.ts';
import type { GateResult, RiskConfig, SizingReason, Spread } from '../../strategy/index.ts';
import type { Order } from '../ports.ts';
import type { OrderEnd } from './order-life.ts';

/** `observe` decides and writes down but sends nothing. Within a session the others move only to the right. */
export const modes = ['observe', 'trading', 'closeOnly', 'flattening', 'halted'] as const;
export type Mode = (typeof modes)[number];

/** An entry decided: the position it will become, and all that must be remembered of the moment. Prices in price cents. */
export interface DecidedOpen {
  readonly kind: 'open';
  readonly position: number;
  readonly slot: string;
  readonly spread: Spread;
  readonly label: string;
  /** Null stands for NaN: not known. */
  readonly pin: number | null;
  readonly contracts: number;
  readonly because: SizingReason | 'adopted';
  readonly atLeast: number;
  /** Cents a contract can lose, costs included. */
  readonly maxLoss: number;
  /** Minute after midnight, New York, after which the order is cancelled. */
  readonly until: number;
  readonly mid: number;
  readonly spot: number | null;
  readonly vix: number | null;
  readonly distance: number | null;
  readonly gates: readonly GateResult[];
}

export interface DecidedClose {
  readonly kind: 'close';
  readonly position: number;
  readonly reason: string;
  /** Minute at which the rule first wanted out. */
  readonly since: number;
  /** Whole contracts to close; all that is left when `isPart` is false. */
  readonly contracts: number;
  readonly isPart: boolean;
  readonly urgency: 'exit' | 'stop';
}

export interface DecidedPass {
  readonly kind: 'pass';
  readonly slot: string;
  readonly why: string;
  readonly gates: readonly GateResult[];
}

export type Decided = DecidedOpen | DecidedClose | DecidedPass;

/** Why cash moves without an order. */
export const cashReasons = ['deposit', 'withdrawal', 'fee', 'interest', 'other'] as const;
export type CashReason = (typeof cashReasons)[number];

/** What each kind of record says beside its envelope. Promises come before an effect, observations after. */
export type Body =
  | {
      readonly kind: 'sessionOpened';
      readonly planHash: string; readonly certificate: string | null;
      readonly code: string; readonly commit: string | null; readonly node: string;
      /** Cents of the ledger, and of the broker's cash, before the session. */
      readonly equity: number; readonly cash: number;
      readonly openPositions: readonly number[];
      /** Account rules and sizing: what anybody needs to read the journal without the plan at hand. */
      readonly risk: RiskConfig;
      /** Fee schedule of the study; journals of earlier programs have none. */
      readonly fees?: FeesConfig;
    }
  | { readonly kind: 'openingBalance'; readonly balance: number; readonly trades: readonly { readonly pnlPerContract: number; readonly at: string }[]; readonly source: string }
  | { readonly kind: 'resumed'; readonly at: number }
  | { readonly kind: 'decided'; readonly minute: number; readonly decided: readonly Decided[] }
  /** Promise. */
  | { readonly kind: 'submitting'; readonly position: number; readonly order: Order; readonly reason: string; readonly part: number | null }
  | { readonly kind: 'acknowledged'; readonly tag: string; readonly brokerId: string }
  | { readonly kind: 'unknown'; readonly tag: string; readonly why: string }
  | { readonly kind: 'rejected'; readonly tag: string; readonly reason: string }
  | { readonly kind: 'denied'; readonly tag: string; readonly reason: string }
  /** An entry decided and given up before it was sent. */
  | { readonly kind: 'dropped'; readonly position: number; readonly why: string }
  | { readonly kind: 'voided'; readonly tag: string; readonly reads: number }
  /** Promise. */
  | { readonly kind: 'cancelling'; readonly tag: string; readonly why: string }
  /**
   * Cumulative: packages, average price, and fees in cents of the whole. `minute` is that of the last fill; fees are estimated
   * from the study's schedule until the broker says.
   */
  | {
      readonly kind: 'fill'; readonly tag: string; readonly filled: number; readonly price: number; readonly fees: number;
      readonly areFeesEstimated: boolean; readonly minute: number;
    }
  | { readonly kind: 'ended'; readonly tag: string; readonly end: OrderEnd; readonly filled: number; readonly words: string }
  | { readonly kind: 'settled'; readonly position: number; readonly contracts: number; readonly settlement: number; readonly debit: number; readonly fees: number }
  /** The broker's word on a position we could not trade: closed by its desk, or by hand. */
  | { readonly kind: 'closedElsewhere'; readonly position: number; readonly contracts: number; readonly debit: number; readonly fees: number; readonly by: 'broker' | 'operator'; readonly why: string }
  /** `until` names what ends the doubt: the record that lets the session trade again. */
  | { readonly kind: 'mode'; readonly mode: Mode; readonly why: string; readonly until?: 'cashExplained' }
  /**
   * An order of the broker's that an operator takes into the book, with all that is known of it; `opens` is the position an entry
   * becomes, and null for a close. `brokerId` is null where only its contracts are known.
   */
  | {
      readonly kind: 'adopted'; readonly order: Order; readonly position: number; readonly opens: DecidedOpen | null; readonly brokerId: string | null;
      readonly filled: number; readonly price: number; readonly fees: number; readonly areFeesEstimated: boolean; readonly minute: number;
      readonly end: OrderEnd | null;
    }
  /** Net contracts of a symbol that the broker holds and that are not ours. */
  | { readonly kind: 'ignored'; readonly symbol: string; readonly quantity: number }
  | { readonly kind: 'ignoredOrder'; readonly brokerId: string }
  /** Money that came (positive) or went without an order of ours. Cents. */
  | { readonly kind: 'cashExplained'; readonly amount: number; readonly as: CashReason }
  | { readonly kind: 'operator'; readonly command: string; readonly who: string; readonly why: string }
  | { readonly kind: 'recovered'; readonly droppedBytes: number }
  | { readonly kind: 'snapshotReplaced'; readonly name: string; readonly found: string | null }
  | { readonly kind: 'noted'; readonly what: string; readonly detail: string }
  | { readonly kind: 'sessionClosed'; readonly equity: number; readonly cash: number | null; readonly trades: number; readonly orders: number; readonly rows: number; readonly reconciled: boolean };

/** One line of the journal. */
export type JournalRecord = Body & {
  readonly v: 1;
  readonly seq: number;
  /** Wall clock, epoch ms; may go backwards, `seq` may not. */
  readonly at: number;
  readonly session: string;
  readonly acct: string;
};

/** Version this program writes. Readers accept it and none newer. */
export const RECORD_VERSION = 1;

/** Command of the operator's record by which a damaged journal was cut. */
export const CUT = 'recover --cut';

import type { RiskConfig, Sized, Sizer, SizingAsk } from '../../strategy/index.ts';
import { sizerOf } from '../../strategy/index.ts';
import type { Order } from '../ports.ts';
import type { OrderLife } from './order-life.ts';
import type { DecidedClose, DecidedOpen, Mode } from './records.ts';

/** An order of ours as far as we know. */
export interface OurOrder {
  readonly order: Order;
  readonly position: number;
  readonly reason: string;
  /** Which part of a staged target it closes; null for an entry or a whole close. */
  readonly part: number | null;
  readonly session: string;
  /** Wall clock of the promise, epoch ms. */
  readonly promisedAt: number;
  life: OrderLife;
  /** Average price cents of what filled, fees in cents, and minute of the last fill; NaN before any. */
  price: number;
  fees: number;
  areFeesEstimated: boolean;
  minute: number;
}

/** Contracts that left a position without an order of ours. Price cents; fees in cents. */
export interface OtherExit {
  readonly contracts: number;
  readonly debit: number;
  readonly fees: number;
  readonly reason: string;
}

/** A position from the decision on. */
export interface LivePosition {
  readonly id: number;
  readonly session: string;
  readonly decided: DecidedOpen;
  /** Minute of the decision. */
  readonly minute: number;
  readonly orders: OurOrder[];
  readonly others: OtherExit[];
  /** Why the entry was given up before it was sent; undefined when it was not. */
  dropped: string | undefined;
  /** The full close in force, once decided: it stays until the position is gone. */
  closing: DecidedClose | undefined;
  /** Parts of a staged target decided so far. */
  readonly parts: DecidedClose[];
  /** Sequence number of the first fill, for the order in which positions came to be; Infinity before it. */
  filledSeq: number;
  /** Booked result, cents; undefined while anything is open. */
  pnl: number | undefined;
}

/** A position that ended, as the sizing remembers it. */
export interface Concluded {
  readonly position: LivePosition;
  readonly contracts: number;
  readonly pnl: number;
  readonly pnlPerContract: number;
  readonly equityAfter: number;
  readonly at: number;
}

/** The account as the journal tells it. Cents. Changed by `apply` only. */
export interface AccountState {
  session: string;
  equity: number;
  /** Broker's cash as it should be; NaN before a session opened. */
  cash: number;
  isHalted: boolean;
  mode: Mode;
  modeWhy: string;
  /** Whether explaining cash ends the mode. */
  isCashDoubt: boolean;
  /** Cents by which cash moved between sessions and nobody has said why. */
  unexplained: number;
  /** Net contracts by symbol, and orders, at the broker that are not ours by an operator's word. */
  readonly ignored: Map<string, number>;
  readonly ignoredOrders: Set<string>;
  /** Tags of adopted orders by the broker's number, which may not carry the tag. */
  readonly adopted: Map<string, string>;
  nextPosition: number;
  /** In order of decision. */
  readonly positions: Map<number, LivePosition>;
  readonly orders: Map<string, OurOrder>;
  readonly concluded: Concluded[];
  /** Results imported from an older balance file, oldest first. */
  imported: readonly { readonly pnlPerContract: number; readonly at: string }[];
  /** Of the session under way. */
  realised: number;
  /** Slots decided today, traded or passed, and the last minute with a decision; -1 before any. */
  slots: Set<string>;
  decidedTo: number;
  posts: number;
  isClosed: boolean;
  readonly size: (ask: SizingAsk) => Sized;
  readonly belief: Sizer['belief'];
  readonly risk: RiskConfig;
  readonly remember: Sizer['record'];
}

/** An account before its first record. */
export const emptyAccount = (risk: RiskConfig): AccountState => {
  const sizer = sizerOf(risk.sizing, risk.account);
  const state: AccountState = {
    session: '', equity: Math.round(risk.account.startingEquity * 100), cash: NaN, isHalted: false, mode: 'trading', modeWhy: '',
    isCashDoubt: false, unexplained: 0, ignored: new Map(), ignoredOrders: new Set(), adopted: new Map(), nextPosition: 1, positions: new Map(), orders: new Map(), concluded: [], imported: [], realised: 0, slots: new Set(), decidedTo: -1, posts: 0,
    isClosed: false, belief: sizer.belief, risk, remember: sizer.record,
    size: (ask) => (state.isHalted ? { contracts: 0, because: 'halted' } : sizer.size(ask)),
  };
  return state;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const entryOf = (position: LivePosition): OurOrder | undefined => position.orders.find(({ order }) => order.effect === 'open');
export const exitsOf = (position: LivePosition): OurOrder[] => position.orders.filter(({ order }) => order.effect === 'close');

/** Contracts opened, closed by our orders or otherwise, and still held. */
export const openedContracts = (position: LivePosition): number => entryOf(position)?.life.filled ?? 0;
export const closedContracts = (position: LivePosition): number =>
  sum(exitsOf(position).map(({ life }) => life.filled)) + sum(position.others.map(({ contracts }) => contracts));
export const heldContracts = (position: LivePosition): number => openedContracts(position) - closedContracts(position);

/** Money of packages at a price, whole cents. */
export const moneyAt = (contracts: number, price: number): number => (contracts === 0 ? 0 : Math.round(contracts * price * 100));

/** Cents a position came to, fees included, from what has filled and settled of it. */
export const resultOf = (position: LivePosition): number => {
  const entry = entryOf(position);
  if (entry === undefined) return 0;
  let pnl = moneyAt(entry.life.filled, entry.price) - (entry.life.filled === 0 ? 0 : entry.fees);
  for (const exit of exitsOf(position)) if (exit.life.filled > 0) pnl -= moneyAt(exit.life.filled, exit.price) + exit.fees;
  for (const other of position.others) pnl -= moneyAt(other.contracts, other.debit) + other.fees;
  return pnl;
};

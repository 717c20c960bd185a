import { InvariantError } from '../../kernel/index.ts';
import type { RiskConfig, Sized, Sizer, SizingAsk } from '../../strategy/index.ts';
import { isHalted, sizerOf } from '../../strategy/index.ts';
import type { Order } from '../ports.ts';
import type { OrderLife } from './order-life.ts';
import { isFinal, next, promised, stateOf } from './order-life.ts';
import type { Body, DecidedClose, DecidedOpen, JournalRecord, Mode } from './records.ts';
import { modes } from './records.ts';

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
    nextPosition: 1, positions: new Map(), orders: new Map(), concluded: [], imported: [], realised: 0, slots: new Set(), decidedTo: -1, posts: 0,
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

const resultOf = (position: LivePosition): number => {
  const entry = entryOf(position);
  if (entry === undefined) return 0;
  let pnl = moneyAt(entry.life.filled, entry.price) - (entry.life.filled === 0 ? 0 : entry.fees);
  for (const exit of exitsOf(position)) if (exit.life.filled > 0) pnl -= moneyAt(exit.life.filled, exit.price) + exit.fees;
  for (const other of position.others) pnl -= moneyAt(other.contracts, other.debit) + other.fees;
  return pnl;
};

/** Books a position once nothing of it is open and no order of it can still fill; a later correction moves the booking. */
const conclude = (state: AccountState, position: LivePosition, at: number): void => {
  const contracts = openedContracts(position);
  const isOver = contracts > 0 && heldContracts(position) === 0 && position.orders.every(({ life }) => isFinal(stateOf(life)));
  const pnl = isOver ? resultOf(position) : undefined;
  if (pnl === undefined || pnl === position.pnl) return;
  const change = pnl - (position.pnl ?? 0);
  const isNew = position.pnl === undefined;
  position.pnl = pnl;
  state.equity += change;
  if (position.session === state.session) state.realised += change;
  const pnlPerContract = Math.round(pnl / contracts);
  if (isNew) state.remember(pnlPerContract, position.decided.maxLoss);
  const booked: Concluded = { position, contracts, pnl, pnlPerContract, equityAfter: state.equity, at };
  const known = state.concluded.findIndex((trade) => trade.position === position);
  if (known < 0) state.concluded.push(booked);
  else state.concluded[known] = booked;
  if (isHalted(state.equity, state.risk.account)) state.isHalted = true;
};

const positionOf = (state: AccountState, id: number): LivePosition => {
  const position = state.positions.get(id);
  if (position === undefined) throw new InvariantError(`position ${id} is in no decision`);
  return position;
};

const orderOf = (state: AccountState, tag: string): OurOrder => {
  const order = state.orders.get(tag);
  if (order === undefined) throw new InvariantError(`order ${tag} was never promised`);
  return order;
};

const decide = (state: AccountState, body: Extract<Body, { kind: 'decided' }>): void => {
  state.decidedTo = body.minute;
  for (const decided of body.decided) {
    if (decided.kind === 'close') {
      const position = positionOf(state, decided.position);
      if (decided.isPart) position.parts.push(decided);
      else position.closing ??= decided;
      continue;
    }
    state.slots.add(decided.slot);
    if (decided.kind === 'pass') continue;
    state.positions.set(decided.position, {
      id: decided.position, session: state.session, decided, minute: body.minute, orders: [], others: [], dropped: undefined, closing: undefined, parts: [],
      filledSeq: Infinity, pnl: undefined,
    });
    state.nextPosition = Math.max(state.nextPosition, decided.position + 1);
  }
};

const promise = (state: AccountState, body: Extract<Body, { kind: 'submitting' }>, at: number): void => {
  if (state.orders.has(body.order.tag)) throw new InvariantError(`tag ${body.order.tag} promised twice`);
  const order: OurOrder = {
    order: body.order, position: body.position, reason: body.reason, part: body.part, session: state.session, promisedAt: at,
    life: promised(body.order.contracts), price: NaN, fees: 0, areFeesEstimated: false, minute: NaN,
  };
  state.orders.set(body.order.tag, order);
  positionOf(state, body.position).orders.push(order);
  state.posts++;
};

const cashOf = ({ order, life, price, fees }: OurOrder): number =>
  life.filled === 0 ? 0 : (order.effect === 'open' ? 1 : -1) * moneyAt(life.filled, price) - fees;

const fill = (state: AccountState, body: Extract<Body, { kind: 'fill' }>, record: JournalRecord): void => {
  const order = orderOf(state, body.tag);
  const before = cashOf(order);
  order.life = next(order.life, { kind: 'fill', filled: body.filled });
  order.price = body.price;
  order.fees = body.fees;
  order.areFeesEstimated = body.areFeesEstimated;
  order.minute = body.minute;
  state.cash += cashOf(order) - before;
  const position = positionOf(state, order.position);
  if (order.order.effect === 'open') position.filledSeq = Math.min(position.filledSeq, record.seq);
  if (heldContracts(position) < 0) throw new InvariantError(`position ${position.id} closed more than it opened`);
  conclude(state, position, record.at);
};

const otherExit = (state: AccountState, id: number, exit: OtherExit, at: number): void => {
  const position = positionOf(state, id);
  position.others.push(exit);
  if (heldContracts(position) < 0) throw new InvariantError(`position ${id} closed more than it opened`);
  state.cash -= moneyAt(exit.contracts, exit.debit) + exit.fees;
  conclude(state, position, at);
};

const openSession = (state: AccountState, body: Extract<Body, { kind: 'sessionOpened' }>, session: string): void => {
  state.session = session;
  state.cash = body.cash;
  state.realised = 0;
  state.slots = new Set();
  state.decidedTo = -1;
  state.posts = 0;
  state.isClosed = false;
  if (state.mode !== 'halted') [state.mode, state.modeWhy] = ['trading', ''];
};

const importBalance = (state: AccountState, body: Extract<Body, { kind: 'openingBalance' }>): void => {
  state.equity = body.balance;
  state.imported = body.trades;
  if (state.risk.sizing.policy === 'kelly-seed') for (const trade of body.trades) state.remember(trade.pnlPerContract, 0);
  if (isHalted(state.equity, state.risk.account)) state.isHalted = true;
};

const operate = (state: AccountState, command: string): void => {
  if (command !== 'clear-halt') return;
  state.isHalted = false;
  [state.mode, state.modeWhy] = ['trading', ''];
};

const orderEvents = ['acknowledged', 'unknown', 'rejected', 'denied', 'voided', 'cancelling', 'ended'] as const;
type OrderRecord = Extract<JournalRecord, { kind: (typeof orderEvents)[number] }>;
const isOfOrder = (record: JournalRecord): record is OrderRecord => (orderEvents as readonly string[]).includes(record.kind);

const learn = (state: AccountState, record: OrderRecord): void => {
  const order = orderOf(state, record.tag);
  if (record.kind === 'rejected' || record.kind === 'denied') order.life = next(order.life, { kind: 'refused', reason: record.reason });
  else order.life = next(order.life, record);
  conclude(state, positionOf(state, order.position), record.at);
};

const setMode = (state: AccountState, mode: Mode, why: string): void => {
  if (modes.indexOf(mode) >= modes.indexOf(state.mode)) [state.mode, state.modeWhy] = [mode, why];
};

/**
 * Takes one record into the account: the only thing that changes it.
 *
 * @throws InvariantError when the records contradict themselves
 */
export const apply = (state: AccountState, record: JournalRecord): void => {
  if (isOfOrder(record)) return learn(state, record);
  switch (record.kind) {
    case 'sessionOpened':
      return openSession(state, record, record.session);
    case 'openingBalance':
      return importBalance(state, record);
    case 'decided':
      return decide(state, record);
    case 'submitting':
      return promise(state, record, record.at);
    case 'fill':
      return fill(state, record, record);
    case 'settled':
      return otherExit(state, record.position, { contracts: record.contracts, debit: record.debit / 100, fees: record.fees, reason: 'settled' }, record.at);
    case 'closedElsewhere':
      return otherExit(state, record.position, { contracts: record.contracts, debit: record.debit, fees: record.fees, reason: record.by }, record.at);
    case 'dropped':
      positionOf(state, record.position).dropped = record.why;
      return undefined;
    case 'mode':
      return setMode(state, record.mode, record.why);
    case 'operator':
      return operate(state, record.command);
    case 'sessionClosed':
      state.isClosed = true;
      return undefined;
    default:
      return undefined;
  }
};

/** The account after a list of records. */
export const accountOf = (records: readonly JournalRecord[], risk: RiskConfig): AccountState => {
  const state = emptyAccount(risk);
  for (const record of records) apply(state, record);
  return state;
};

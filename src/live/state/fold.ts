import { InvariantError } from '../../kernel/index.ts';
import type { RiskConfig } from '../../strategy/index.ts';
import { isHalted } from '../../strategy/index.ts';
import type { AccountState, Concluded, LivePosition, OtherExit, OurOrder } from './account.ts';
import { emptyAccount, heldContracts, moneyAt, openedContracts, resultOf } from './account.ts';
import { isFinal, next, promised, stateOf } from './order-life.ts';
import type { Body, DecidedOpen, JournalRecord } from './records.ts';
import { modes } from './records.ts';

/** Takes an explained amount from what moved between sessions as far as it goes that way; the rest moves the cash there should be. */
const explainCash = (state: AccountState, amount: number): void => {
  const open = state.unexplained;
  const part = Math.sign(open) === Math.sign(amount) ? Math.sign(amount) * Math.min(Math.abs(open), Math.abs(amount)) : 0;
  state.unexplained = open - part;
  state.cash += amount - part;
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
    if (decided.kind === 'open') begin(state, decided, body.minute, state.session);
  }
};

const begin = (state: AccountState, decided: DecidedOpen, minute: number, session: string): void => {
  state.positions.set(decided.position, {
    id: decided.position, session, decided, minute, orders: [], others: [], dropped: undefined, closing: undefined, parts: [], filledSeq: Infinity, pnl: undefined,
  });
  state.nextPosition = Math.max(state.nextPosition, decided.position + 1);
};

type Promised = Pick<Extract<Body, { kind: 'submitting' }>, 'order' | 'position' | 'reason' | 'part'>;

const promise = (state: AccountState, body: Promised, { at, session }: JournalRecord): void => {
  if (state.orders.has(body.order.tag)) throw new InvariantError(`tag ${body.order.tag} promised twice`);
  const order: OurOrder = {
    order: body.order, position: body.position, reason: body.reason, part: body.part, session, promisedAt: at,
    life: promised(body.order.contracts), price: NaN, fees: 0, areFeesEstimated: false, minute: NaN,
  };
  state.orders.set(body.order.tag, order);
  positionOf(state, body.position).orders.push(order);
};

const cashOf = ({ order, life, price, fees }: OurOrder): number =>
  life.filled === 0 ? 0 : (order.effect === 'open' ? 1 : -1) * moneyAt(life.filled, price) - fees;

type Filled = Omit<Extract<Body, { kind: 'fill' }>, 'kind'>;

const fill = (state: AccountState, body: Filled, record: JournalRecord): void => {
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

/** Takes an order of the broker's into the book as if it had been promised, with what is known of it. */
const adopt = (state: AccountState, body: Extract<Body, { kind: 'adopted' }>, record: JournalRecord): void => {
  const { order, position, opens, brokerId, filled, price, fees, areFeesEstimated, minute, end } = body;
  const { tag } = order;
  if (opens !== null) begin(state, opens, minute, record.session);
  promise(state, { order, position, reason: 'adopted', part: null }, record);
  const ours = orderOf(state, tag);
  if (brokerId !== null) {
    state.adopted.set(brokerId, tag);
    ours.life = next(ours.life, { kind: 'acknowledged', brokerId });
  }
  if (filled > 0) fill(state, { tag, filled, price, fees, areFeesEstimated, minute }, record);
  if (end !== null) ours.life = next(ours.life, { kind: 'ended', end, filled });
  conclude(state, positionOf(state, position), record.at);
};

const otherExit = (state: AccountState, id: number, exit: OtherExit, at: number): void => {
  const position = positionOf(state, id);
  position.others.push(exit);
  if (heldContracts(position) < 0) throw new InvariantError(`position ${id} closed more than it opened`);
  const paid = moneyAt(exit.contracts, exit.debit) + exit.fees;
  if (position.session === state.session) state.cash -= paid;
  else explainCash(state, -paid);
  conclude(state, position, at);
};

const resume = (state: AccountState): void => {
  [state.mode, state.modeWhy, state.isCashDoubt] = ['trading', '', false];
};

const openSession = (state: AccountState, body: Extract<Body, { kind: 'sessionOpened' }>, session: string): void => {
  state.session = session;
  state.cash = body.cash;
  state.realised = 0;
  state.slots = new Set();
  state.decidedTo = -1;
  state.posts = 0;
  state.isClosed = false;
  if (state.mode !== 'halted') resume(state);
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
  resume(state);
};

/** Money that moved without an order of ours is the account's, and its equity's. */
const moveMoney = (state: AccountState, amount: number): void => {
  state.equity += amount;
  explainCash(state, amount);
  if (isHalted(state.equity, state.risk.account)) state.isHalted = true;
  if (state.mode === 'closeOnly' && state.isCashDoubt && state.unexplained === 0) resume(state);
};

const note = (state: AccountState, { what, detail }: Extract<Body, { kind: 'noted' }>): void => {
  if (what === 'cash') state.unexplained += Number(detail);
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

const setMode = (state: AccountState, { mode, why, until }: Extract<Body, { kind: 'mode' }>): void => {
  if (modes.indexOf(mode) >= modes.indexOf(state.mode)) [state.mode, state.modeWhy, state.isCashDoubt] = [mode, why, until === 'cashExplained'];
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
      promise(state, record, record);
      state.posts++;
      return undefined;
    case 'adopted':
      return adopt(state, record, record);
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
      return setMode(state, record);
    case 'ignored':
      state.ignored.set(record.symbol, record.quantity);
      return undefined;
    case 'ignoredOrder':
      state.ignoredOrders.add(record.brokerId);
      return undefined;
    case 'cashExplained':
      return moveMoney(state, record.amount);
    case 'noted':
      return note(state, record);
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

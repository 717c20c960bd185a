import { epochMs, newYorkTime } from '../../market/index.ts';
import type { DayContext } from '../../market/index.ts';
import type { SessionDate } from '../../kernel/index.ts';
import type { ExecutionConfig, LeavingPackage, Met } from '../../execution/index.ts';
import { meetEntry, meetExit, settlementDebit, settlementFees } from '../../execution/index.ts';
import { debitBounds } from '../../strategy/index.ts';
import { positionOfTag, spreadOf } from '../orders.ts';
import type { AccountFacts, Broker, ChainSnapshot, Holding, Order, OrderReport, Reading, SubmitOutcome } from '../ports.ts';
import { openToday } from '../state/today.ts';

/** An order as the paper broker keeps it. All or nothing: a package fills whole. */
interface PaperOrder {
  readonly id: string;
  readonly order: Order;
  /** First minute at which it may fill. */
  readonly from: number;
  status: 'working' | 'filled' | 'cancelled' | 'expired';
  price: number | null;
  /** Cents of the whole. */
  fees: number;
  minute: number | null;
}

/** All the paper broker must remember. JSON. */
export interface PaperBook {
  /** Cents. */
  cash: number;
  /** Last row that was met when the book was kept, minute after midnight; -1 before the first. */
  met: number;
  isSettled: boolean;
  readonly orders: PaperOrder[];
}

/** Where the paper broker sees the market, and where it keeps its book. */
export interface PaperOptions {
  readonly name: 'paper' | 'replay';
  readonly account: string;
  readonly date: SessionDate;
  readonly context: DayContext;
  readonly execution: ExecutionConfig;
  /** The latest row as of now; unhealthy when there is none yet. */
  readonly market: () => Promise<Reading<ChainSnapshot>>;
  readonly now: () => number;
  readonly book: PaperBook;
  /** Rows of today up to now, oldest first: after a restart. */
  readonly seen: readonly ChainSnapshot[];
  /** Makes the book last. Called before an answer leaves. */
  readonly save: (book: PaperBook) => void;
}

/** A new book for a day. @param cash cents */
export const emptyPaperBook = (cash: number): PaperBook => ({ cash, met: -1, isSettled: false, orders: [] });

const healthy = <T>(value: T): Reading<T> => ({ kind: 'healthy', value });
const money = (contracts: number, price: number): number => Math.round(contracts * price * 100);

const holdingsOf = (book: PaperBook): Holding[] => {
  const net = new Map<string, number>();
  if (!book.isSettled) {
    for (const { order, status } of book.orders) {
      if (status !== 'filled') continue;
      for (const { symbol, side, ratio } of order.legs) {
        const sign = side.startsWith('buy') ? 1 : -1;
        net.set(symbol, (net.get(symbol) ?? 0) + sign * ratio * order.contracts);
      }
    }
  }
  return [...net].filter(([, quantity]) => quantity !== 0).map(([symbol, quantity]) => ({ symbol, quantity }));
};

/** Contracts still held of each entry, with the entry. */
const openEntries = (book: PaperBook): { readonly entry: PaperOrder; readonly held: number }[] => {
  const filled = book.orders.filter(({ status }) => status === 'filled');
  return filled
    .filter(({ order }) => order.effect === 'open')
    .map((entry) => {
      const position = positionOfTag(entry.order.tag);
      const closed = filled.filter(({ order }) => order.effect === 'close' && positionOfTag(order.tag) === position);
      return { entry, held: entry.order.contracts - closed.reduce((total, { order }) => total + order.contracts, 0) };
    })
    .filter(({ held }) => held > 0);
};

const reportOf = (paper: PaperOrder, date: string): OrderReport => {
  const filled = paper.status === 'filled' ? paper.order.contracts : 0;
  return {
    brokerId: paper.id, tag: paper.order.tag, status: paper.status, filled,
    legs: paper.order.legs.map(({ symbol, side, ratio }) => ({ symbol, side, quantity: ratio * paper.order.contracts, filled: filled * ratio })),
    price: paper.price ?? NaN, fees: filled === 0 ? undefined : paper.fees,
    filledAt: paper.minute === null ? NaN : epochMs(date, paper.minute), words: paper.status,
  };
};

/**
 * A broker that fills by the study's own fill model on real or recorded quotes: the same prices a backtest pays.
 *
 * An order meets the market first on the row the study's delay allows, closes before entries. After the close what is left
 * settles in cash at the official value.
 */
export const paperBroker = (options: PaperOptions): Broker => {
  const { book, date, execution, context } = options;
  const today = openToday(date, context);
  for (const snapshot of options.seen) today.take(snapshot);
  const save = (): void => options.save(book);

  const leaving = (order: Order): LeavingPackage => {
    const position = positionOfTag(order.tag);
    const entry = book.orders.find((other) => other.order.effect === 'open' && positionOfTag(other.order.tag) === position && other.status === 'filled');
    const spread = spreadOf(order);
    return { spread, entryMinute: entry?.minute ?? NaN, most: debitBounds(spread).most * 100, urgency: order.urgency };
  };

  const metAt = (paper: PaperOrder, t: number): Met | undefined => {
    const { order } = paper;
    if (order.effect === 'open') return meetEntry(today.day(), t, spreadOf(order), order.limit, execution);
    const met = meetExit(today.day(), t, leaving(order), execution);
    return met !== undefined && met.price <= order.limit + 1e-9 ? met : undefined;
  };

  const meet = (paper: PaperOrder, t: number): boolean => {
    const day = today.day();
    if (paper.status !== 'working' || t < 0 || day.minutes[t] < paper.from || day.minutes[t] >= context.closeMinute) return false;
    const met = metAt(paper, t);
    if (met === undefined) return false;
    const { contracts, effect } = paper.order;
    paper.status = 'filled';
    paper.price = met.price;
    paper.fees = met.fees * contracts;
    paper.minute = day.minutes[t];
    book.cash += (effect === 'open' ? 1 : -1) * money(contracts, met.price) - paper.fees;
    return true;
  };

  /** Meeting a row again is harmless where nothing filled, so only a fill makes the book worth keeping. */
  const meetRow = (t: number): void => {
    let isChanged = false;
    for (const effect of ['close', 'open'] as const) {
      for (const paper of book.orders) if (paper.order.effect === effect) isChanged = meet(paper, t) || isChanged;
    }
    book.met = today.day().minutes[t];
    if (isChanged) save();
  };

  const latest = today.day().rows - 1;
  if (latest >= 0 && today.day().minutes[latest] > book.met) meetRow(latest);

  const settle = (settlement: number): void => {
    for (const { entry, held } of openEntries(book)) {
      const spread = spreadOf(entry.order);
      book.cash -= held * (settlementDebit(spread, settlement) + settlementFees(execution.fees, spread, settlement));
    }
    book.isSettled = true;
    save();
  };

  const nowMinute = (): number => {
    const now = newYorkTime(options.now());
    return now.date > date ? 1440 : now.minute;
  };

  const expire = (): void => {
    if (nowMinute() < context.closeMinute) return;
    const working = book.orders.filter(({ status }) => status === 'working');
    for (const paper of working) paper.status = 'expired';
    if (working.length > 0) save();
  };

  const chain = async (): Promise<Reading<ChainSnapshot>> => {
    const reading = await options.market();
    if (reading.kind === 'unhealthy') return reading;
    const snapshot = reading.value;
    if (snapshot.date === date && today.take(snapshot) && snapshot.minute > book.met) meetRow(today.day().rows - 1);
    expire();
    if (snapshot.settlement !== undefined && !book.isSettled && nowMinute() >= context.closeMinute) settle(snapshot.settlement);
    return reading;
  };

  const submit = (order: Order): Promise<SubmitOutcome> => {
    const refuse = (reason: string): Promise<SubmitOutcome> => Promise.resolve({ kind: 'rejected', reason });
    if (book.orders.some((paper) => paper.order.tag === order.tag)) return refuse('a tag used before');
    if (nowMinute() >= context.closeMinute) return refuse('the session is over');
    const last = today.day().rows - 1;
    const stamp = last < 0 ? nowMinute() : today.day().minutes[last];
    const paper: PaperOrder = {
      id: `${options.name}-${book.orders.length + 1}`, order, from: stamp + execution.delayMinutes, status: 'working', price: null, fees: 0, minute: null,
    };
    book.orders.push(paper);
    meet(paper, last);
    save();
    return Promise.resolve({ kind: 'acknowledged', brokerId: paper.id });
  };

  const equity = (): AccountFacts => {
    const risk = openEntries(book).reduce((total, { entry, held }) => total + held * debitBounds(spreadOf(entry.order)).most * 10_000, 0);
    return { account: options.account, isReal: false, cash: book.cash, equity: book.cash, buyingPower: book.cash - risk, maySpread: true, dayTradesLeft: undefined };
  };

  return {
    name: options.name,
    exits: 'model',
    chain,
    submit,
    cancel: (brokerId) => {
      const paper = book.orders.find(({ id }) => id === brokerId);
      if (paper === undefined || paper.status !== 'working') return Promise.resolve({ kind: 'final' });
      paper.status = 'cancelled';
      save();
      return Promise.resolve({ kind: 'requested' });
    },
    fills: () => {
      expire();
      return Promise.resolve(healthy(book.orders.map((paper) => reportOf(paper, date))));
    },
    holdings: () => Promise.resolve(healthy(holdingsOf(book))),
    equity: () => Promise.resolve(healthy(equity())),
  };
};

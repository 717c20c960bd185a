import { RefusedError, mustBe } from '../../kernel/index.ts';
import { newYorkTime } from '../../market/index.ts';
import type { Spread } from '../../strategy/index.ts';
import { isCovered, maxLossOf } from '../../strategy/index.ts';
import { occName } from '../brokers/tradier/occ.ts';
import { positionOfTag, spreadOf, tagOf } from '../orders.ts';
import type { Order, OrderLeg, OrderReport } from '../ports.ts';
import type { AccountState, LivePosition } from './account.ts';
import { entryOf, exitsOf, heldContracts } from './account.ts';
import type { OrderEnd } from './order-life.ts';
import type { Body, DecidedOpen } from './records.ts';

export type Adopted = Extract<Body, { kind: 'adopted' }>;

/** Where and when something is adopted. */
export interface AdoptedAt {
  /** Last four of the account. */
  readonly account4: string;
  readonly session: string;
  /** Minute after midnight, New York. */
  readonly minute: number;
}

const refuse = (what: string, found: string, remedy: string): never => {
  throw new RefusedError('not-adopted', mustBe('what is adopted', what, found, remedy), 6);
};

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

const sideOf = (side: string, symbol: string): OrderLeg['side'] => {
  const known = (['sell_to_open', 'buy_to_open', 'buy_to_close', 'sell_to_close'] as const).find((each) => each === side);
  return known ?? refuse('an option order', `${side} of ${symbol}`, 'say that it is not ours with gamma ignore');
};

/** Legs of a package with how many contracts of each it takes, and how many packages those are. */
const packaged = (legs: readonly { readonly symbol: string; readonly side: OrderLeg['side']; readonly quantity: number }[], session: string): Pick<Order, 'legs' | 'contracts'> => {
  const contracts = legs.map(({ quantity }) => quantity).reduce(gcd);
  return {
    contracts,
    legs: legs.map(({ symbol, side, quantity }) => {
      const name = occName(symbol);
      if (name?.root !== 'SPXW' || name.expiry !== session) return refuse(`SPXW of ${session}`, symbol, 'only what expires in the session can be managed to its end');
      return { symbol, right: name.right, strike: name.strike, side, ratio: quantity / contracts };
    }),
  };
};

const mustBeCovered = (spread: Spread): void => {
  if (!isCovered(spread)) refuse('a package with every short leg covered', spread.legs.map(({ strike, right, ratio }) => `${ratio} ${strike} ${right}`).join(', '), 'buy the short back at the broker first');
};

/** The position an adopted entry becomes. Its order, if it still works, has had its time. */
const openOf = (order: Order, position: number, price: number, minute: number): DecidedOpen => {
  const spread = spreadOf(order);
  mustBeCovered(spread);
  return {
    kind: 'open', position, slot: 'adopted', spread, label: 'adopted', pin: null, contracts: order.contracts, because: 'adopted', atLeast: 0,
    maxLoss: maxLossOf(spread, price, 0), until: minute, mid: price, spot: null, vix: null, distance: null, gates: [],
  };
};

/** What is known of an order at the broker, beside its list. */
export interface KnownFill {
  /** Price cents a package; used where the broker does not say. */
  readonly price: number | undefined;
  /** Cents of the whole; undefined when not known. */
  readonly fees: number | undefined;
}

const endOf = ({ status, brokerId, words }: OrderReport): OrderEnd | null => {
  if (status === 'unrecognised') return refuse('an order whose status is understood', `${brokerId}: ${words}`, 'wait until it has ended');
  return status === 'working' ? null : status;
};

const feesOf = (fees: number | undefined) => ({ fees: fees ?? 0, areFeesEstimated: fees === undefined });

const ownerOf = (state: AccountState, order: Order, session: string): LivePosition => {
  const tagged = state.positions.get(positionOfTag(order.tag));
  if (tagged !== undefined) return tagged;
  const fits = ({ decided }: LivePosition): boolean => order.legs.every((leg) => decided.spread.legs.some((held) => held.right === leg.right && held.strike === leg.strike));
  const owner = [...state.positions.values()].find((position) => position.session === session && heldContracts(position) > 0 && fits(position));
  return owner ?? refuse('a close of a position in the book', order.legs.map(({ symbol }) => symbol).join(', '), 'adopt its entry first, or say that it is not ours with gamma ignore');
};

/**
 * The record by which an order at the broker comes into the book: an entry with its position, or a close of a position that is there.
 *
 * @throws RefusedError (6) for what cannot be managed: another expiry, a naked short, a close of nothing
 */
export const adoptedOrder = (state: AccountState, report: OrderReport, known: KnownFill, at: AdoptedAt): Adopted => {
  const legs = report.legs.map(({ symbol, side, quantity }) => ({ symbol, quantity, side: sideOf(side, symbol) }));
  const opens = legs.filter(({ side }) => side.endsWith('_to_open')).length;
  if (opens > 0 && opens < legs.length) refuse('an entry or a close', `order ${report.brokerId} is both`, 'adopt the position it leaves instead');
  const effect = opens > 0 ? 'open' : 'close';
  const price = Number.isNaN(report.price) ? (known.price ?? 0) : report.price;
  const shape = { effect, ...packaged(legs, at.session), limit: price, urgency: effect === 'open' ? 'entry' : 'exit' } as const;
  const ours = report.tag !== undefined && !Number.isNaN(positionOfTag(report.tag)) ? report.tag : undefined;
  const named = (position: LivePosition | number, attempt: number): string =>
    ours ?? tagOf({ account: at.account4, date: at.session, position: typeof position === 'number' ? position : position.id, effect, attempt });
  const shared = {
    kind: 'adopted', brokerId: report.brokerId, filled: report.filled, price: report.filled > 0 ? price : 0, ...feesOf(report.fees ?? known.fees),
    minute: Number.isNaN(report.filledAt) ? at.minute : newYorkTime(report.filledAt).minute, end: endOf(report),
  } as const;
  if (effect === 'close') {
    const owner = ownerOf(state, { ...shape, tag: report.tag ?? '' }, at.session);
    return { ...shared, opens: null, position: owner.id, order: { ...shape, tag: named(owner, exitsOf(owner).length + 1) } };
  }
  const decided = ours === undefined ? undefined : state.positions.get(positionOfTag(ours));
  const isPromised = decided !== undefined && entryOf(decided) !== undefined;
  if (isPromised) return refuse('an order not in the book', String(ours), 'nothing is to be done');
  const position = ours === undefined ? state.nextPosition : positionOfTag(ours);
  const order: Order = { ...shape, tag: named(position, 1) };
  return { ...shared, position, order, opens: decided === undefined ? openOf(order, position, price, at.minute) : null };
};

/**
 * The record by which contracts at the broker come into the book as one position.
 *
 * @throws RefusedError (6) when they are no package of the session with every short covered, or nobody knows what was paid for it
 */
export const adoptedHoldings = (state: AccountState, orphans: readonly { readonly symbol: string; readonly quantity: number }[], known: KnownFill, at: AdoptedAt): Adopted => {
  const legs = orphans.map(({ symbol, quantity }) => ({ symbol, quantity: Math.abs(quantity), side: quantity < 0 ? ('sell_to_open' as const) : ('buy_to_open' as const) }));
  const price = known.price ?? refuse('of a known credit', 'no filled order of just these contracts', 'give it with --credit');
  const position = state.nextPosition;
  const tag = tagOf({ account: at.account4, date: at.session, position, effect: 'open', attempt: 1 });
  const order: Order = { tag, effect: 'open', ...packaged(legs, at.session), limit: price, urgency: 'entry' };
  return {
    kind: 'adopted', order, position, opens: openOf(order, position, price, at.minute), brokerId: null, filled: order.contracts, price, ...feesOf(known.fees),
    minute: at.minute, end: 'filled',
  };
};

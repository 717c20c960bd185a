import { InvariantError } from '../kernel/index.ts';
import type { Leg, Spread } from '../strategy/index.ts';
import { assertDefinedRisk } from '../strategy/index.ts';
import type { Order, OrderLeg } from './ports.ts';

/**
 * OCC symbol of an expiring SPXW contract, without blanks.
 *
 * @param date expiry, `YYYY-MM-DD`
 * @param strike points, to a tenth of a cent
 * @example occSymbol('2024-01-02', 'put', 4700) // SPXW240102P04700000
 */
export const occSymbol = (date: string, right: Leg['right'], strike: number): string =>
  `SPXW${date.slice(2, 4)}${date.slice(5, 7)}${date.slice(8)}${right === 'put' ? 'P' : 'C'}${String(Math.round(strike * 1000)).padStart(8, '0')}`;

/** Where a tag comes from: enough to compute it again after a crash. */
export interface TagParts {
  /** Last four of the account. */
  readonly account: string;
  /** Session, `YYYY-MM-DD`. */
  readonly date: string;
  readonly position: number;
  readonly effect: 'open' | 'close';
  /** From 1. */
  readonly attempt: number;
}

/** Every tag of this program begins so. */
export const TAG_PREFIX = 'g1-';

/** The tag of one attempt. @example tagOf({ account: 'ab12', date: '2026-11-24', position: 7, effect: 'close', attempt: 2 }) // g1-ab12-20261124-7-c-2 */
export const tagOf = ({ account, date, position, effect, attempt }: TagParts): string =>
  `${TAG_PREFIX}${account}-${date.replaceAll('-', '')}-${position}-${effect === 'open' ? 'o' : 'c'}-${attempt}`;

/** The position a tag of ours belongs to; NaN for any other text. */
export const positionOfTag = (tag: string): number => Number(/^g1-[A-Za-z0-9]+-\d{8}-(\d+)-[oc]-\d+$/.exec(tag)?.[1] ?? NaN);

const sideOf = (ratio: number, effect: Order['effect']): OrderLeg['side'] => {
  if (effect === 'open') return ratio < 0 ? 'sell_to_open' : 'buy_to_open';
  return ratio < 0 ? 'buy_to_close' : 'sell_to_close';
};

/** What the builder needs to know of an order beside its package. */
export interface OrderWish {
  readonly tag: string;
  readonly date: string;
  readonly effect: Order['effect'];
  readonly contracts: number;
  readonly limit: number;
  readonly urgency: Order['urgency'];
}

/**
 * The only maker of package orders. Takes a spread, never a symbol, so no order of ours is ever a naked leg.
 *
 * @throws InvariantError for a package with an uncovered short, or contracts or a limit that are no order
 */
export const packageOrder = (spread: Spread, wish: OrderWish): Order => {
  assertDefinedRisk(spread);
  if (!Number.isInteger(wish.contracts) || wish.contracts < 1) throw new InvariantError(`an order for ${wish.contracts} contracts`);
  if (!Number.isFinite(wish.limit) || (wish.effect === 'open' && wish.limit < 0)) throw new InvariantError(`an order with a limit of ${wish.limit}`);
  const legs = spread.legs.map((leg) => ({
    symbol: occSymbol(wish.date, leg.right, leg.strike), right: leg.right, strike: leg.strike,
    side: sideOf(leg.ratio, wish.effect), ratio: Math.abs(leg.ratio),
  }));
  return { tag: wish.tag, effect: wish.effect, legs, contracts: wish.contracts, limit: wish.limit, urgency: wish.urgency };
};

/** An uncovered short to buy back. Strike in points. */
export interface ShortLeg {
  readonly symbol: string;
  readonly right: Leg['right'];
  readonly strike: number;
}

/**
 * The only maker of single-leg orders: buys back a short that lost its cover, and can do nothing else.
 *
 * @throws InvariantError for contracts or a limit that are no order
 */
export const coverOrder = ({ symbol, right, strike }: ShortLeg, wish: Pick<OrderWish, 'tag' | 'contracts' | 'limit'>): Order => {
  if (!Number.isInteger(wish.contracts) || wish.contracts < 1) throw new InvariantError(`an order for ${wish.contracts} contracts`);
  if (!(wish.limit > 0 && Number.isFinite(wish.limit))) throw new InvariantError(`an order with a limit of ${wish.limit}`);
  return { ...wish, effect: 'close', legs: [{ symbol, right, strike, side: 'buy_to_close', ratio: 1 }], urgency: 'stop' };
};

/** The package an order trades, seen from its holder: shorts have negative ratios. */
export const spreadOf = (order: Order): Spread => ({
  kind: 'custom',
  legs: order.legs.map(({ right, strike, side, ratio }) => ({
    right, strike, ratio: side === 'sell_to_open' || side === 'buy_to_close' ? -ratio : ratio,
  })),
});

import { z } from 'zod';
import type { OrderReport } from '../../ports.ts';
import type { Body } from './wire.ts';
import { idSchema, instantOf, listOf, maybeNumber, maybeText, shaped } from './wire.ts';

const legSchema = z.object({
  id: idSchema,
  side: z.string(),
  quantity: z.number().positive(),
  status: z.string(),
  exec_quantity: z.number().min(0),
  avg_fill_price: z.number(),
  symbol: z.string(),
  option_symbol: maybeText,
});

const orderSchema = z.object({
  id: idSchema,
  tag: maybeText,
  type: z.string(),
  class: z.string(),
  symbol: z.string(),
  side: z.string(),
  status: z.string(),
  quantity: z.number().positive(),
  price: maybeNumber,
  exec_quantity: z.number().min(0),
  avg_fill_price: z.number(),
  transaction_date: maybeText,
  reason_description: maybeText,
  option_symbol: maybeText,
  leg: z.unknown().optional(),
});

/** One leg of an order. `price` is the average fill in points, positive; meaningless while `filled` is 0. */
export interface TradierLeg {
  readonly symbol: string;
  readonly side: string;
  readonly quantity: number;
  readonly filled: number;
  readonly price: number;
}

/** An order as Tradier lists it. A single-leg order has itself as its one leg. Prices are points. */
export interface TradierOrder {
  readonly id: string;
  readonly tag: string | undefined;
  /** `multileg`, `option`, `equity`, `combo`. */
  readonly class: string;
  readonly type: string;
  readonly symbol: string;
  readonly status: string;
  /** Of a package order: the SUM of its legs' contracts. */
  readonly quantity: number;
  /** Limit, points, positive; NaN for market orders. */
  readonly price: number;
  /** Average fill of one package, points: negative for a credit. */
  readonly averageFill: number;
  readonly reason: string | undefined;
  /** Epoch ms; NaN when absent. */
  readonly changedAt: number;
  readonly legs: readonly TradierLeg[];
}

const parseLeg = (value: unknown, where: string): TradierLeg => {
  const leg = shaped(legSchema, value, where);
  return { symbol: leg.option_symbol ?? leg.symbol, side: leg.side, quantity: leg.quantity, filled: leg.exec_quantity, price: leg.avg_fill_price };
};

const parseOrder = (value: unknown, index: number): TradierOrder => {
  const where = `orders.order.${index}`;
  const order = shaped(orderSchema, value, where);
  const legs = order.leg === undefined ? [] : listOf({ order: { leg: order.leg } }, 'order', 'leg');
  const itself: TradierLeg = {
    symbol: order.option_symbol ?? order.symbol, side: order.side, quantity: order.quantity, filled: order.exec_quantity, price: order.avg_fill_price,
  };
  return {
    id: order.id, tag: order.tag, class: order.class, type: order.type, symbol: order.symbol,
    status: order.status, quantity: order.quantity, price: order.price, averageFill: order.avg_fill_price,
    reason: order.reason_description,
    changedAt: order.transaction_date === undefined ? Number.NaN : instantOf(order.transaction_date, `${where}.transaction_date`),
    legs: legs.length === 0 ? [itself] : legs.map((leg, i) => parseLeg(leg, `${where}.leg.${i}`)),
  };
};

/**
 * Every order of an answer to `GET orders`.
 *
 * @throws BrokerError `tradier-shape` naming the field, or when the list's key is absent
 */
export const parseOrders = (body: Body): readonly TradierOrder[] => listOf(body, 'orders', 'order').map(parseOrder);

const gcd = (a: number, b: number): number => (b < 1e-9 ? a : gcd(b, a % b));

/** Packages ordered: the greatest number all legs' contracts share. */
export const packagesOf = ({ legs }: Pick<TradierOrder, 'legs'>): number => legs.map((leg) => leg.quantity).reduce(gcd);

/**
 * What one package cost by its legs' fills, points: bought minus sold, over the smallest leg. Negative is a credit; NaN when nothing filled.
 *
 * Equals the parent's own average on every filled real order seen.
 */
export const netOfLegs = ({ legs }: Pick<TradierOrder, 'legs'>): number => {
  const packages = Math.min(...legs.map((leg) => leg.filled));
  if (packages === 0) return Number.NaN;
  const net = legs.reduce((sum, leg) => sum + (leg.side.startsWith('buy') ? 1 : -1) * leg.price * leg.filled, 0);
  return Math.round((net / packages) * 1e6) / 1e6;
};

const working = new Set(['open', 'partially_filled', 'pending', 'calculated', 'accepted_for_bidding', 'held']);
const finals: Readonly<Record<string, OrderReport['status']>> = {
  filled: 'filled', expired: 'expired', canceled: 'cancelled', rejected: 'rejected', error: 'rejected',
};

/** Tradier's status in our words; one never seen is `unrecognised`, neither working nor final. */
export const statusOf = (status: string): OrderReport['status'] => (working.has(status) ? 'working' : (finals[status] ?? 'unrecognised'));

/** An order as the runner reads it: cumulative packages, price cents a package (credit of an opening, debit of a closing order). */
export const reportOf = (order: TradierOrder): OrderReport => {
  const packages = packagesOf(order);
  const filled = Math.min(...order.legs.map((leg) => Math.floor((leg.filled * packages) / leg.quantity + 1e-9)));
  const isBalanced = order.legs.every((leg) => Math.abs((leg.filled * packages) / leg.quantity - filled) < 1e-9);
  const perLeg = order.legs.reduce((sum, leg) => sum + (leg.side.startsWith('buy') ? 1 : -1) * leg.price * leg.filled, 0);
  const single = order.legs.length === 1 && order.legs[0].side.startsWith('sell') ? -1 : 1;
  const paid = isBalanced && filled > 0 ? perLeg / filled : order.averageFill * single;
  const isOpening = order.legs.every((leg) => leg.side.endsWith('_to_open'));
  const price = Math.round((isOpening ? -paid : paid) * 1e6) / 1e4;
  return {
    brokerId: order.id,
    tag: order.tag,
    status: statusOf(order.status),
    filled,
    legs: order.legs.map(({ symbol, side, quantity, filled: got }) => ({ symbol, side, quantity, filled: got })),
    price: filled > 0 ? price : Number.NaN,
    fees: undefined,
    filledAt: order.legs.some((leg) => leg.filled > 0) ? order.changedAt : Number.NaN,
    words: order.reason === undefined ? order.status : `${order.status}: ${order.reason}`,
  };
};

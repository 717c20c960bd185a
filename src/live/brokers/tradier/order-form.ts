import { InvariantError } from '../../../kernel/index.ts';
import type { Order } from '../../ports.ts';

/** SPX complex orders trade at a net price on a grid of 0.05. */
const NET_GRID = 5;
/** A single leg trades on 0.05 below 3.00 and on 0.10 from there. */
const singleGrid = (price: number): number => (price < 300 ? 5 : 10);

/**
 * Net credit of an order, whole price cents on the grid, rounded in our favour: a credit up, a debit down. Negative is a debit.
 *
 * @example netCreditOf({ effect: 'open', limit: 131.2, ... }) // 135
 */
export const netCreditOf = ({ effect, limit, legs }: Pick<Order, 'effect' | 'limit' | 'legs'>): number => {
  const credit = effect === 'open' ? limit : -limit;
  const grid = legs.length === 1 ? singleGrid(Math.abs(credit)) : NET_GRID;
  const rounded = Math.ceil(credit / grid - 1e-9) * grid;
  return rounded === 0 ? 0 : rounded;
};

const priceText = (price: number): string => (Math.abs(price) / 100).toFixed(2);

const assertSendable = (order: Order): void => {
  if (!/^[A-Za-z0-9-]{1,64}$/.test(order.tag)) throw new InvariantError(`order tag ${JSON.stringify(order.tag)}`);
  if (order.legs.length < 1 || order.legs.length > 4) throw new InvariantError(`an order of ${order.legs.length} legs: Tradier takes one to four`);
  if (!Number.isInteger(order.contracts) || order.contracts < 1) throw new InvariantError(`an order of ${order.contracts} packages`);
  if (order.legs.length === 1 && !order.legs[0].side.endsWith('_to_close')) throw new InvariantError('a single leg may only close');
};

/**
 * The form of an order as Tradier takes it.
 *
 * @throws InvariantError for an order nobody may send: more than four legs, a bad tag, a single leg that opens
 */
export const orderForm = (order: Order): URLSearchParams => {
  assertSendable(order);
  const credit = netCreditOf(order);
  const form = new URLSearchParams({ symbol: 'SPX', duration: 'day', tag: order.tag });
  if (order.legs.length === 1) {
    const [leg] = order.legs;
    form.set('class', 'option');
    form.set('type', 'limit');
    form.set('price', priceText(credit));
    form.set('option_symbol', leg.symbol);
    form.set('side', leg.side);
    form.set('quantity', String(leg.ratio * order.contracts));
    return form;
  }
  form.set('class', 'multileg');
  form.set('type', credit > 0 ? 'credit' : credit < 0 ? 'debit' : 'even');
  if (credit !== 0) form.set('price', priceText(credit));
  order.legs.forEach((leg, i) => {
    form.set(`option_symbol[${i}]`, leg.symbol);
    form.set(`side[${i}]`, leg.side);
    form.set(`quantity[${i}]`, String(leg.ratio * order.contracts));
  });
  return form;
};

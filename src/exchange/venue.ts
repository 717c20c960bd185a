import type { Rng } from '../kernel/index.ts';
import type { Asked, BookOrder } from './orders.ts';
import { isBuy, isOpening, isWorking, packagesFilled, packagesIn } from './orders.ts';
import { netAsk, netBid, priceLegs } from './pricing.ts';
import { intrinsicCents, worstLoss } from './risk.ts';
import type { Tape } from './tape.ts';
import { contractOf } from './tape.ts';

/** How the venue behaves. Chances are in [0, 1], times in ms. */
export interface VenueManners {
  /** Chance that a resting order between the sides fills at one of its looks, every `lookMs`. */
  readonly fillChance: number;
  readonly lookMs: number;
  /** Chance that a fill takes fewer packages than are left. */
  readonly partialChance: number;
  /** Longest time before an order shows in lists. */
  readonly visibleMs: number;
  /** Time a cancel takes. */
  readonly cancelMs: number;
  /** Chance that an order is turned away after it was received. */
  readonly rejectChance: number;
  /** Longest time the second leg of a package is reported after the first; fills themselves are whole. */
  readonly legLagMs: number;
  /** Cents a contract and leg. */
  readonly feePerContract: number;
}

/** Money that moved, cents, and why. */
export interface CashMove {
  readonly at: number;
  readonly amount: number;
  readonly why: 'fill' | 'fee' | 'settlement' | 'other';
  readonly order: number | undefined;
}

/** Contracts that changed hands, signed: bought is positive. */
export interface Trade {
  readonly at: number;
  readonly symbol: string;
  readonly quantity: number;
  readonly order: number | undefined;
}

/** An order that never came into the book. */
export interface Refusal {
  readonly at: number;
  readonly asked: Asked;
  readonly words: string;
}

/** An exchange and broker in one: one account, one session. Time is an argument everywhere; nothing here keeps a clock. */
export interface Venue {
  readonly tape: Tape;
  readonly manners: VenueManners;
  /** Everything that ever happened, for the auditor. */
  readonly orders: readonly BookOrder[];
  readonly trades: readonly Trade[];
  readonly moves: readonly CashMove[];
  readonly openingCash: number;
  /** Orders turned away at the door. */
  readonly refusals: readonly Refusal[];
  /** Lets everything due by `now` happen: looks of resting orders, cancels, the close. */
  readonly advance: (now: number) => void;
  /** Takes an order in. @returns its number, or the words of a refusal */
  readonly place: (asked: Asked, now: number) => { readonly id: number } | { readonly refused: string };
  readonly cancel: (id: number, now: number) => 'requested' | 'final' | 'absent';
  readonly cash: () => number;
  readonly buyingPower: (now: number) => number;
  /** Net contracts by symbol, true at this instant; zero is left out. */
  readonly holdings: () => ReadonlyMap<string, number>;
  /** Whether the expiring series was settled, and at what level, points. */
  readonly settlement: () => number | undefined;
  /** Cash that moves without an order: interest, a fee, a deposit. */
  readonly move: (amount: number, now: number) => void;
}

/** Opens a venue over a tape. Equal arguments and equal calls give equal answers. */
export const openVenue = (tape: Tape, manners: VenueManners, openingCash: number, rng: Rng): Venue => {
  const { date } = tape.day;
  const orders: BookOrder[] = [];
  const trades: Trade[] = [];
  const moves: CashMove[] = [];
  const refusals: Refusal[] = [];
  const held = new Map<string, number>();
  let cash = openingCash;
  let settledAt: number | undefined;

  const pay = (amount: number, at: number, why: CashMove['why'], order?: number): void => {
    cash += amount;
    moves.push({ at, amount, why, order });
  };

  const change = (symbol: string, quantity: number, at: number, order: number | undefined): void => {
    const after = (held.get(symbol) ?? 0) + quantity;
    if (after === 0) held.delete(symbol);
    else held.set(symbol, after);
    trades.push({ at, symbol, quantity, order });
  };

  const fill = (order: BookOrder, packages: number, credit: number, at: number): void => {
    const prices = priceLegs(order.asked.legs, order.packages, credit, tape, at);
    order.legs.forEach((leg, i) => {
      const contracts = (leg.quantity / order.packages) * packages;
      const cost = (isBuy(leg.side) ? 1 : -1) * prices[i] * 100 * contracts;
      leg.before = { filled: leg.filled, cost: leg.cost };
      leg.shownAt = at + (i === 0 ? 0 : Math.floor(rng.real() * manners.legLagMs));
      leg.filled += contracts;
      leg.cost += cost;
      change(leg.symbol, isBuy(leg.side) ? contracts : -contracts, at, order.id);
      pay(-cost, at, 'fill', order.id);
      const fee = contracts * manners.feePerContract;
      order.fees += fee;
      pay(-fee, at, 'fee', order.id);
    });
    order.fills.push({ at, packages, credit });
    order.status = packagesFilled(order) === order.packages ? 'filled' : 'partially_filled';
    order.changedAt = at;
    if (order.status === 'filled') order.nextTry = Number.POSITIVE_INFINITY;
  };

  const end = (order: BookOrder, status: BookOrder['status'], at: number, reason?: string): void => {
    order.status = status;
    order.changedAt = at;
    order.reason = reason;
    order.nextTry = Number.POSITIVE_INFINITY;
    order.cancelAt = Number.POSITIVE_INFINITY;
  };

  const meet = (order: BookOrder, at: number): void => {
    order.nextTry = at + manners.lookMs;
    if (order.status === 'pending') {
      if (rng.real() < manners.rejectChance) return end(order, 'rejected', at, 'Order failed PriceRange - AGGRESSIVE');
      order.status = 'open';
    }
    const natural = netBid(order.asked.legs, order.packages, tape, at);
    const far = netAsk(order.asked.legs, order.packages, tape, at);
    if (Number.isNaN(natural) || Number.isNaN(far)) return;
    const { credit } = order.asked;
    const isMarketable = credit <= natural;
    if (!isMarketable && (credit > (natural + far) / 2 || rng.real() >= manners.fillChance)) return;
    const left = order.packages - packagesFilled(order);
    const packages = left > 1 && rng.real() < manners.partialChance ? 1 + rng.below(left - 1) : left;
    fill(order, packages, isMarketable ? natural : credit, at);
  };

  const settle = (): void => {
    for (const order of orders) if (isWorking(order)) end(order, 'expired', tape.closeAt);
    const level = tape.day.settlement;
    if (level === undefined) return;
    for (const [symbol, quantity] of [...held]) {
      if (contractOf(symbol, date) === undefined) continue;
      pay(quantity * intrinsicCents(symbol, date, Math.round(level * 100) / 100), tape.closeAt, 'settlement');
      change(symbol, -quantity, tape.closeAt, undefined);
    }
    settledAt = level;
  };

  const advance = (now: number): void => {
    for (;;) {
      let due: BookOrder | undefined;
      let at = Math.min(now, tape.closeAt - 1);
      for (const order of orders) {
        const when = Math.min(order.nextTry, order.cancelAt);
        if (when <= at && (due === undefined || when < at)) [due, at] = [order, when];
      }
      if (due === undefined) break;
      if (due.cancelAt <= due.nextTry) end(due, 'canceled', at);
      else meet(due, at);
    }
    if (now >= tape.closeAt && settledAt === undefined) settle();
  };

  const risk = (): number => {
    let sum = 0;
    const legs = [...held].map(([symbol, quantity]) => ({ symbol, quantity })).filter(({ symbol }) => contractOf(symbol, date) !== undefined);
    if (legs.length > 0) sum += Math.min(worstLoss(legs, date), 1e9);
    for (const order of orders) {
      if (isWorking(order) && isOpening(order.asked)) sum += worstLoss(order.legs.map((leg) => ({ symbol: leg.symbol, quantity: (isBuy(leg.side) ? 1 : -1) * (leg.quantity - leg.filled) })), date);
    }
    return sum;
  };

  const refusalOf = (asked: Asked, now: number): string | undefined => {
    if (now < tape.openAt || now >= tape.closeAt) return 'Market is closed for this order.';
    if (asked.by === 'desk') return undefined;
    for (const leg of asked.legs) {
      if (leg.side.endsWith('_to_open')) continue;
      const working = orders.filter((order) => isWorking(order)).flatMap(({ legs }) => legs).filter((other) => other.symbol === leg.symbol && other.side === leg.side);
      const bound = working.reduce((sum, other) => sum + other.quantity - other.filled, 0);
      const free = (isBuy(leg.side) ? -1 : 1) * (held.get(leg.symbol) ?? 0) - bound;
      if (leg.quantity > free) return `Quantity of ${leg.symbol} to close exceeds the position.`;
    }
    if (!isOpening(asked)) return undefined;
    const loss = worstLoss(asked.legs.map((leg) => ({ symbol: leg.symbol, quantity: (isBuy(leg.side) ? 1 : -1) * leg.quantity })), date);
    return loss - asked.credit * 100 * packagesIn(asked.legs) > cash - risk() ? 'InitialMargin' : undefined;
  };

  return {
    tape, manners, orders, trades, moves, refusals, openingCash, advance,
    place: (asked, now) => {
      advance(now);
      const refused = refusalOf(asked, now);
      if (refused !== undefined) {
        refusals.push({ at: now, asked, words: refused });
        return { refused };
      }
      const order: BookOrder = {
        id: 1001 + orders.length, asked, packages: packagesIn(asked.legs), placedAt: now,
        visibleAt: now + Math.floor(rng.real() * manners.visibleMs),
        legs: asked.legs.map((leg) => ({ ...leg, filled: 0, cost: 0, before: { filled: 0, cost: 0 }, shownAt: 0 })),
        status: 'pending', reason: undefined, fills: [], fees: 0, changedAt: now,
        nextTry: now + 200 + Math.floor(rng.real() * 800), cancelAt: Number.POSITIVE_INFINITY,
      };
      orders.push(order);
      return { id: order.id };
    },
    cancel: (id, now) => {
      advance(now);
      const order = orders.find((known) => known.id === id);
      if (order === undefined) return 'absent';
      if (!isWorking(order)) return 'final';
      order.cancelAt = Math.min(order.cancelAt, now + manners.cancelMs);
      return 'requested';
    },
    cash: () => cash,
    buyingPower: (now) => {
      advance(now);
      return cash - risk();
    },
    holdings: () => held,
    settlement: () => settledAt,
    move: (amount, now) => pay(amount, now, 'other'),
  };
};

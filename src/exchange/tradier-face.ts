import { clockText } from '../kernel/index.ts';
import { newYorkTime } from '../market/index.ts';
import type { Asked, AskedLeg, BookLeg, BookOrder } from './orders.ts';
import { isBuy, shownLeg, shownPackages } from './orders.ts';
import type { Venue } from './venue.ts';

/** A request as it reaches the broker. `path` is below `/v1`, with its query. */
export interface WebRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: URLSearchParams;
}

export interface WebAnswer {
  readonly status: number;
  readonly body: string;
}

/** Who the broker knows, and the oddities it answers with. */
export interface TradierFace {
  readonly venue: Venue;
  readonly token: string;
  readonly account: string;
  /** Whether a list of one is written as its bare entry, as Tradier does. */
  readonly singletons: boolean;
  /** How an empty list is written. */
  readonly nothing: 'null' | null;
}

const json = (value: unknown, status = 200): WebAnswer => ({ status, body: JSON.stringify(value) });

const listed = (face: TradierFace, outer: string, inner: string, entries: readonly unknown[]): WebAnswer => {
  if (entries.length === 0) return json({ [outer]: face.nothing });
  return json({ [outer]: { [inner]: entries.length === 1 && face.singletons ? entries[0] : entries } });
};

const iso = (at: number): string => new Date(at).toISOString();

const legJson = (leg: BookLeg, order: BookOrder, i: number, now: number): object => {
  const { filled, cost } = shownLeg(leg, now);
  return {
    id: order.id * 10 + i, type: order.asked.credit >= 0 ? 'credit' : 'debit', symbol: 'SPX', side: leg.side, quantity: leg.quantity, status: order.status,
    duration: 'day', avg_fill_price: filled === 0 ? 0 : Math.abs(cost) / filled / 10_000, exec_quantity: filled, class: 'option', option_symbol: leg.symbol,
    create_date: iso(order.placedAt), transaction_date: iso(order.changedAt),
  };
};

const orderJson = (order: BookOrder, now: number): object => {
  const { packages: filled, credit } = shownPackages(order, now);
  const { asked } = order;
  const quantity = order.legs.reduce((sum, leg) => sum + leg.quantity, 0);
  const shared = {
    id: order.id, ...(asked.tag === undefined ? {} : { tag: asked.tag }), symbol: 'SPX', status: order.status, duration: 'day',
    create_date: iso(order.placedAt), transaction_date: iso(order.changedAt), ...(order.reason === undefined ? {} : { reason_description: order.reason }),
  };
  if (order.legs.length === 1) {
    const [leg] = order.legs;
    return {
      ...shared, class: 'option', type: 'limit', side: leg.side, quantity, price: Math.abs(asked.credit) / 100, option_symbol: leg.symbol,
      exec_quantity: leg.filled, avg_fill_price: leg.filled === 0 ? 0 : Math.abs(leg.cost) / leg.filled / 10_000, last_fill_price: 0, remaining_quantity: 0,
    };
  }
  return {
    ...shared, class: 'multileg', type: asked.credit >= 0 ? 'credit' : 'debit', side: 'buy', quantity, price: Math.abs(asked.credit) / 100,
    avg_fill_price: filled === 0 ? 0 : -credit / 100, exec_quantity: order.legs.reduce((sum, leg) => sum + leg.filled, 0),
    last_fill_price: 0, last_fill_quantity: filled, remaining_quantity: 0, num_legs: order.legs.length, strategy: 'unknown',
    leg: order.legs.map((leg, i) => legJson(leg, order, i, now)),
  };
};

const askedOf = (form: URLSearchParams): Asked | string => {
  const legs: AskedLeg[] = [];
  const sides = ['buy_to_open', 'sell_to_open', 'buy_to_close', 'sell_to_close'] as const;
  const leg = (suffix: string): AskedLeg | undefined => {
    const symbol = form.get(`option_symbol${suffix}`);
    const side = sides.find((known) => known === form.get(`side${suffix}`));
    const quantity = Number(form.get(`quantity${suffix}`));
    return symbol === null || side === undefined || !(quantity > 0) ? undefined : { symbol, side, quantity };
  };
  if (form.get('class') === 'option') {
    const only = leg('');
    if (only === undefined) return 'Invalid parameter, option_symbol: is required';
    legs.push(only);
  } else {
    for (let i = 0; i < 4; i++) {
      const next = leg(`[${i}]`);
      if (next === undefined) break;
      legs.push(next);
    }
    if (legs.length < 2) return 'Invalid parameter, option_symbol[1]: is required';
  }
  const price = Math.round(Number(form.get('price') ?? 0) * 100);
  const isDebit = form.get('type') === 'debit' || (form.get('class') === 'option' && isBuy(legs[0].side));
  return { tag: form.get('tag') ?? undefined, legs, credit: isDebit ? -price : price, by: 'program' };
};

const place = (face: TradierFace, request: WebRequest, now: number): WebAnswer => {
  const asked = askedOf(request.form);
  if (typeof asked === 'string') return { status: 400, body: asked };
  if (request.form.get('preview') === 'true') {
    const fees = asked.legs.reduce((sum, leg) => sum + leg.quantity * face.venue.manners.feePerContract, 0) / 100;
    return json({ order: {
      status: 'ok', commission: fees, cost: 0, fees: 0, symbol: 'SPX', quantity: asked.legs.reduce((sum, leg) => sum + leg.quantity, 0), side: 'buy', type: 'credit',
      duration: 'day', result: true, order_cost: 0, margin_change: 0, request_date: '2024-01-02T10:00:00.000', extended_hours: false, class: 'multileg', strategy: 'spread', day_trades: 0,
    } });
  }
  const placed = face.venue.place(asked, now);
  if ('refused' in placed) return json({ errors: { error: placed.refused } }, placed.refused === 'InitialMargin' ? 200 : 400);
  return json({ order: { id: placed.id, status: 'ok', partner_id: 'c4998eb7' } });
};

const optionJson = (venue: Venue, symbol: string, right: 'put' | 'call', strike: number, now: number): object => {
  const { bid, ask } = venue.tape.quote(symbol, now);
  const stamp = venue.tape.rowAt(now) < 0 ? 0 : now;
  const price = (value: number): number | null => (Number.isNaN(value) ? null : value / 100);
  return {
    symbol, type: 'option', last: null, bid: price(bid), ask: price(ask), strike, option_type: right, root_symbol: 'SPXW', underlying: 'SPX',
    expiration_date: venue.tape.day.date, bid_date: stamp, ask_date: stamp, open_interest: 0, greeks: null,
  };
};

/** OCC name of a strike of the venue's day. */
export const symbolOf = (date: string, right: 'put' | 'call', strike: number): string =>
  `SPXW${date.slice(2).replaceAll('-', '')}${right === 'put' ? 'P' : 'C'}${String(Math.round(strike * 1000)).padStart(8, '0')}`;

const chain = (face: TradierFace, now: number): WebAnswer => {
  const { venue } = face;
  const { day } = venue.tape;
  const options = (['put', 'call'] as const).flatMap((right) => Array.from(day.strikes, (strike) => optionJson(venue, symbolOf(day.date, right, strike), right, strike, now)));
  return listed(face, 'options', 'option', options);
};

const quotes = (face: TradierFace, now: number): WebAnswer => {
  const { tape } = face.venue;
  const t = tape.rowAt(now);
  const at = Math.min(now, tape.closeAt + 5_000);
  const level = (value: number): number | null => (t < 0 || Number.isNaN(value) ? null : value);
  const close = now >= tape.closeAt + 5_000 ? (tape.day.settlement ?? null) : null;
  return listed(face, 'quotes', 'quote', [
    { symbol: 'SPX', last: level(tape.day.spot[t]), close, bid: null, ask: null, trade_date: at },
    { symbol: 'VIX', last: level(tape.day.vix[t]), close: null, bid: null, ask: null, trade_date: at },
  ]);
};

/** The one day this venue trades. */
const calendar = ({ venue }: TradierFace): WebAnswer => {
  const { date, context } = venue.tape.day;
  return json({ calendar: { month: Number(date.slice(5, 7)), year: Number(date.slice(0, 4)), days: { day: [{ date, status: 'open', open: { start: '09:30', end: clockText(context.closeMinute) } }] } } });
};

const account = (face: TradierFace, path: string, request: WebRequest, now: number): WebAnswer => {
  const { venue } = face;
  venue.advance(now);
  if (path === 'orders' && request.method === 'POST') return place(face, request, now);
  if (path.startsWith('orders/') && request.method === 'DELETE') {
    const result = venue.cancel(Number(path.slice('orders/'.length)), now);
    if (result === 'requested') return json({ order: { id: Number(path.slice('orders/'.length)), status: 'ok' } });
    return json({ errors: { error: result === 'final' ? 'order already in finalized state' : 'order not found' } }, 400);
  }
  if (path === 'orders') return listed(face, 'orders', 'order', venue.orders.filter((order) => order.visibleAt <= now).map((order) => orderJson(order, now)));
  if (path === 'positions') {
    return listed(face, 'positions', 'position', [...venue.holdings()].map(([symbol, quantity], i) => ({ id: i + 1, symbol, quantity, cost_basis: 0, date_acquired: iso(now) })));
  }
  if (path === 'balances') {
    return json({ balances: {
      account_number: face.account, account_type: 'margin', total_cash: venue.cash() / 100, total_equity: venue.cash() / 100, margin: { option_buying_power: venue.buyingPower(now) / 100 },
    } });
  }
  return json({ fault: { faultstring: `no such path ${path}` } }, 404);
};

/** Answers one request in Tradier's words. Faults of the line are somebody else's business. */
export const answerTradier = (face: TradierFace, request: WebRequest, now: number): WebAnswer => {
  if (request.authorization !== `Bearer ${face.token}`) return json({ fault: { faultstring: 'Invalid Access Token', detail: { errorcode: 'keymanagement.service.invalid_access_token' } } }, 401);
  const path = request.path.split('?')[0];
  if (path === 'user/profile') return listed(face, 'profile', 'account', [{ account_number: face.account, type: 'margin', status: 'active', option_level: 6, day_trader: false }]);
  if (path === 'markets/quotes') return quotes(face, now);
  if (path === 'markets/options/chains') return chain(face, now);
  if (path === 'markets/clock') {
    const { date, minute } = newYorkTime(now);
    return json({ clock: { date, state: minute >= 570 && now < face.venue.tape.closeAt ? 'open' : 'closed', timestamp: Math.floor(now / 1000), description: '', next_change: '16:00', next_state: 'postmarket' } });
  }
  if (path === 'markets/calendar') return calendar(face);
  if (path === 'markets/history') return json({ history: null });
  const own = `accounts/${face.account}/`;
  if (path.startsWith(own)) return account(face, path.slice(own.length), request, now);
  return json({ fault: { faultstring: `no such path ${path}` } }, 404);
};

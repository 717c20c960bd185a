import type { Leg } from '../../strategy/index.ts';
import { occName } from '../brokers/tradier/occ.ts';
import { coverOrder, tagOf } from '../orders.ts';
import type { Holding } from '../ports.ts';
import type { LivePosition, OurOrder } from '../state/account.ts';
import { entryOf, exitsOf, heldContracts } from '../state/account.ts';
import { heldToday } from '../state/book.ts';
import { isFinal, stateOf } from '../state/order-life.ts';
import type { Run } from './context.ts';
import { minuteNow, minutesToClose, tell, toMode, write } from './context.ts';
import { backOffIfRefused, exitLimit, isStepDue } from './exits.ts';
import { noPost, requestCancel, send } from './send.ts';
import { estimatedFees } from './sync.ts';

/** A short option at the broker that no long of its right covers. */
export interface Uncovered {
  readonly symbol: string;
  readonly right: 'put' | 'call';
  /** Points. */
  readonly strike: number;
  readonly contracts: number;
}

/**
 * Shorts of one expiry without a long of the same right to cover them.
 *
 * @param date expiry, `YYYY-MM-DD`
 * @example uncoveredShorts([{ symbol: 'SPXW240102P04700000', quantity: -2 }], '2024-01-02') // two contracts of it
 */
export const uncoveredShorts = (holdings: readonly Holding[], date: string): Uncovered[] => {
  const found: Uncovered[] = [];
  for (const right of ['put', 'call'] as const) {
    const legs = holdings.flatMap(({ symbol, quantity }) => {
      const name = occName(symbol);
      return name !== undefined && name.root === 'SPXW' && name.expiry === date && name.right === right ? [{ symbol, quantity, strike: name.strike }] : [];
    });
    let excess = -legs.reduce((sum, { quantity }) => sum + quantity, 0);
    for (const { symbol, quantity, strike } of legs) {
      const contracts = Math.min(excess, -quantity);
      if (contracts <= 0) continue;
      found.push({ symbol, right, strike, contracts });
      excess -= contracts;
    }
  }
  return found;
};

/**
 * Reads holdings again: over five seconds at first, for a leg reported late is no broken spread, once while it is being mended.
 *
 * @returns what is uncovered still
 */
const lookAgain = async (run: Run): Promise<Uncovered[]> => {
  for (const ms of run.mending.size === 0 ? [1000, 2000, 2000] : [0]) {
    await run.ports.clock.sleep(ms, new AbortController().signal);
    const reading = await run.ports.broker.holdings();
    if (reading.kind === 'unhealthy') continue;
    run.holdings = reading.value;
    if (uncoveredShorts(run.holdings, run.settings.date).length === 0) return [];
  }
  return uncoveredShorts(run.holdings ?? [], run.settings.date);
};

/** The leg of a position that a short is. */
const soldLeg = ({ decided }: LivePosition, { right, strike }: Uncovered): Leg | undefined =>
  decided.spread.legs.find((leg) => leg.ratio < 0 && leg.right === right && leg.strike === strike);

/** The position a short leg belongs to: it must hold that leg. */
const holderOf = (run: Run, short: Uncovered): LivePosition | undefined => heldToday(run.state).find((position) => soldLeg(position, short) !== undefined);

/** The position whose entry promised a short leg and is missing from the broker's list of orders: its contracts may be there all the same. */
const promiserOf = (run: Run, short: Uncovered): LivePosition | undefined =>
  [...run.state.positions.values()].find((position) => {
    const entry = entryOf(position);
    return position.session === run.state.session && entry !== undefined && entry.life.filled === 0 && run.unlisted.has(entry.order.tag) && soldLeg(position, short) !== undefined;
  });

/**
 * The position a short leg belongs to. Where the broker holds what an entry promised and does not list the entry, its contracts are its
 * word: they are booked at the limit, fees estimated, and corrected once the order shows.
 */
const ownerOf = (run: Run, short: Uncovered): LivePosition | undefined => {
  const holder = holderOf(run, short);
  const position = holder ?? promiserOf(run, short);
  const entry = position === undefined ? undefined : entryOf(position);
  const leg = position === undefined ? undefined : soldLeg(position, short);
  if (holder !== undefined || entry === undefined || leg === undefined) return holder;
  const { tag, contracts, limit } = entry.order;
  const filled = Math.min(contracts, Math.ceil(short.contracts / -leg.ratio));
  write(run, { kind: 'noted', what: 'heldUnlisted', detail: `${tag}: the broker holds ${short.contracts} short ${short.symbol}` });
  write(run, { kind: 'fill', tag, filled, price: limit, fees: estimatedFees(run, entry, filled), areFeesEstimated: true, minute: minuteNow(run) });
  return position;
};

const isWorking = (order: OurOrder): boolean => !isFinal(stateOf(order.life));

/** What the leg is offered at in the last row; the widest the package can be worth where it is not quoted. Price cents. */
const offerOf = (run: Run, { right, strike }: Uncovered, most: number): number => {
  const day = run.today.day();
  const k = day.strikes.indexOf(strike);
  const ask = k < 0 || day.rows === 0 ? NaN : day.ask[((right === 'put' ? 0 : 1) * day.strikes.length + k) * day.stride + day.rows - 1];
  return Number.isNaN(ask) ? most : ask;
};

/**
 * Limit of the n-th attempt to buy a short back, price cents: a nickel above the offer seen, then a point above it and four times as far
 * with every further step, without an upper bound: the quotes may stand still while the market moves, and the bound on an uncovered
 * short is time.
 *
 * @example coverLimit(500, 1) // 505
 * @example coverLimit(500, 3) // 900
 */
export const coverLimit = (offer: number, attempt: number): number => (attempt <= 1 ? exitLimit(offer, 1, Infinity) : offer + 100 * 4 ** Math.min(5, attempt - 2));

const coverOne = async (run: Run, short: Uncovered, position: LivePosition): Promise<boolean> => {
  const working = position.orders.filter(isWorking);
  for (const order of working) {
    const isCover = order.order.effect === 'close' && order.order.legs.length === 1;
    if (!isCover || isStepDue(run, order)) await requestCancel(run, order, 'a short leg is not covered');
  }
  if (working.length > 0) return true;
  const isEarly = run.ports.clock.elapsed() < (run.exitAfter.get(position.id) ?? 0);
  if (isEarly || noPost(run, 'close') !== undefined || minutesToClose(run) <= 1) return false;
  const attempt = exitsOf(position).length + 1;
  const steps = exitsOf(position).filter(({ order }) => order.legs.length === 1).length + 1;
  const { account4, date } = run.settings;
  const tag = tagOf({ account: account4, date, position: position.id, effect: 'close', attempt });
  const limit = coverLimit(offerOf(run, short, 2500), steps);
  const contracts = Math.min(short.contracts, heldContracts(position));
  await send(run, position, coverOrder(short, { tag, contracts, limit }), { reason: 'uncovered', part: null });
  backOffIfRefused(run, position);
  return true;
};

/**
 * Buys back shorts that lost their cover: the desk or a human broke a spread. Nothing else is ever sent without `decide`.
 *
 * Looks again for five seconds first; then closes entries for the session, cancels what works on the position, and buys exactly what
 * is uncovered, dearer every five seconds. Surplus longs are left to expire: a long is never sold here.
 * @returns whether anything was asked of the broker
 */
export const mendLegs = async (run: Run): Promise<boolean> => {
  let shorts = uncoveredShorts(run.holdings ?? [], run.settings.date);
  const isOurs = (short: Uncovered): boolean => holderOf(run, short) !== undefined || promiserOf(run, short) !== undefined;
  if (shorts.some(isOurs)) shorts = await lookAgain(run);
  const known = new Set(run.mending);
  run.mending.clear();
  let isAsked = false;
  for (const short of shorts) {
    const position = ownerOf(run, short);
    if (position === undefined || entryOf(position) === undefined) continue;
    if (!known.has(position.id)) {
      const blocked = noPost(run, 'close');
      tell(run, { kind: 'closeOnly', text: `${short.contracts} short ${short.symbol} are not covered; ${blocked === undefined ? 'buying them back' : `${blocked} stops their buying back`}` });
    }
    toMode(run, 'closeOnly', `${short.symbol} is short and not covered`);
    run.mending.add(position.id);
    isAsked = (await coverOne(run, short, position)) || isAsked;
  }
  return isAsked;
};

import type { Asked, BookOrder } from '../exchange/index.ts';
import { isOpening, shownLeg, shownPackages } from '../exchange/index.ts';
import type { AccountFacts, Broker, Order, OrderReport, Reading, SubmitOutcome } from '../live/index.ts';
import { chainPort } from './chain-port.ts';
import { placeKnown } from './placing.ts';
import type { World } from './world.ts';
import { die, hang, hit, pass, pick, placingFaults, readFaults } from './world.ts';

const statuses: Readonly<Record<BookOrder['status'], OrderReport['status']>> = {
  pending: 'working', open: 'working', partially_filled: 'working', filled: 'filled', canceled: 'cancelled', expired: 'expired', rejected: 'rejected',
};

/** An order of the book as the port reports it. */
const reportOf = (order: BookOrder, now: number, statesFees: boolean): OrderReport => {
  const { packages, credit } = shownPackages(order, now);
  return {
    brokerId: String(order.id), tag: order.asked.tag, status: packages < order.packages && order.status === 'filled' ? 'working' : statuses[order.status],
    filled: packages, legs: order.legs.map((leg) => ({ symbol: leg.symbol, side: leg.side, quantity: leg.quantity, filled: shownLeg(leg, now).filled })),
    price: isOpening(order.asked) ? credit : -credit,
    fees: statesFees ? order.legs.reduce((sum, leg) => sum + shownLeg(leg, now).filled, 0) * (order.fees / Math.max(1, order.legs.reduce((sum, leg) => sum + leg.filled, 0))) : undefined,
    filledAt: order.fills.at(-1)?.at ?? Number.NaN, words: order.reason ?? order.status,
  };
};

/** Net credit on the grid of 0.05, in our favour. */
const askedOf = (order: Order): Asked => {
  const credit = order.effect === 'open' ? Math.ceil(order.limit / 5 - 1e-9) * 5 : -Math.floor(order.limit / 5 + 1e-9) * 5;
  return { tag: order.tag, credit, by: 'program', legs: order.legs.map(({ symbol, side, ratio }) => ({ symbol, side, quantity: ratio * order.contracts })) };
};

const unknown = (why: string): SubmitOutcome => ({ kind: 'unknown', why });

const failedPlacing = (world: World, asked: Asked, row: number): SubmitOutcome => {
  const { rng } = world;
  hit(world, row);
  const reaches = row === 1 || row === 7 || (row !== 2 && rng.real() < 0.5);
  if (row === 8 && !reaches) return { kind: 'rejected', reason: 'Backoffice rejected override of the order.' };
  const placed = reaches ? placeKnown(world, asked) : undefined;
  if (row === 7 && placed !== undefined) placed.visibleAt = world.time + 60_000 + rng.below(240_000);
  if (row === 1 || row === 2 || row === 7) hang(world, 10_000);
  else pass(world, 50);
  return unknown(`row ${row} of the roster`);
};

const submit = (world: World, order: Order): SubmitOutcome => {
  const { rng, weather } = world;
  const asked = askedOf(order);
  world.requests.push({ at: world.time, kind: 'trading' });
  pass(world, 20);
  if (world.time < world.until.cut) {
    hang(world, 10_000);
    return unknown('no answer within 10000 ms');
  }
  if (order.effect === 'close' && world.time < world.until.rejectExits) {
    hit(world, 38);
    return { kind: 'rejected', reason: 'Order failed PriceRange' };
  }
  if (order.effect === 'open' && rng.real() < 2.5 * weather.callFault) {
    hit(world, 42);
    return { kind: 'rejected', reason: 'InitialMargin' };
  }
  if (rng.real() < 4 * weather.callFault) return failedPlacing(world, asked, pick(rng, placingFaults)[0]);
  const before = world.venue.refusals.length;
  const placed = placeKnown(world, asked);
  if (world.crashInCall) {
    world.crashInCall = false;
    hit(world, 49);
    die(world);
  }
  pass(world, 40);
  return placed === undefined ? { kind: 'rejected', reason: world.venue.refusals[before]?.words ?? 'refused' } : { kind: 'acknowledged', brokerId: String(placed.id) };
};

/** A read that may fail. */
const read = <T>(world: World, value: () => T): Promise<Reading<T>> => {
  const { rng, weather } = world;
  const unhealthy = (why: string, waitMs = 0, isAuth = false): Promise<Reading<T>> => Promise.resolve({ kind: 'unhealthy', why, isAuth, waitMs });
  world.requests.push({ at: world.time, kind: 'data' });
  pass(world, 40);
  if (world.time < world.until.cut) {
    hang(world, 10_000);
    return unhealthy('no answer within 10000 ms');
  }
  if (rng.real() < weather.callFault) {
    if (rng.real() < 0.004) {
      hit(world, 12);
      return unhealthy('Invalid Access Token', 0, true);
    }
    const [row] = pick(rng, readFaults);
    hit(world, row);
    if (row !== 14) return unhealthy(`row ${row} of the roster`, row === 13 ? 20_000 : 0);
    const from = world.time;
    pass(world, 9_000);
    if (rng.real() < 0.5) {
      world.hung.push([from, world.time]);
      return unhealthy('no answer within 10000 ms');
    }
  }
  return Promise.resolve({ kind: 'healthy', value: value() });
};

const factsOf = (world: World): AccountFacts => {
  const isSilent = world.time < world.until.noBuyingPower;
  if (isSilent) hit(world, 30);
  const cash = world.venue.cash();
  return { account: 'SIM0001', isReal: false, cash, equity: cash, buyingPower: isSilent ? undefined : world.venue.buyingPower(world.time), maySpread: true, dayTradesLeft: undefined };
};

/** The broker port straight over the venue, with a line that fails. */
export const portBroker = (world: World): Broker => ({
  name: 'simulated',
  exits: 'market',
  chain: chainPort(world),
  submit: (order) => Promise.resolve().then(() => submit(world, order)),
  cancel: (brokerId) => {
    world.requests.push({ at: world.time, kind: 'trading' });
    pass(world, 40);
    const isLost = world.time < world.until.cut || world.rng.real() < world.weather.callFault;
    if (isLost && world.rng.real() < 0.5) return Promise.resolve({ kind: 'unknown', why: 'no answer' });
    const result = world.venue.cancel(Number(brokerId), world.time);
    if (result === 'final') hit(world, 35);
    if (isLost || result === 'absent') return Promise.resolve({ kind: 'unknown', why: 'no answer' });
    return Promise.resolve({ kind: result });
  },
  fills: () => read(world, () => world.venue.orders.filter((order) => order.visibleAt <= world.time).map((order) => reportOf(order, world.time, world.weather.statesFees))),
  holdings: () => read(world, () => [...world.venue.holdings()].map(([symbol, quantity]) => ({ symbol, quantity }))),
  equity: () => read(world, () => factsOf(world)),
});

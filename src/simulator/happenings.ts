import type { Rng } from '../kernel/index.ts';
import { symbolOf } from '../exchange/index.ts';
import type { Happening, World } from './world.ts';
import { pass, workingOrders } from './world.ts';

const MINUTE = 60_000;

/** Somebody else opens a spread far from ours on the same account. */
const stranger = (world: World): void => {
  const { date } = world.made.tape.day;
  const legs = [{ symbol: symbolOf(date, 'call', 5040), side: 'sell_to_open', quantity: 1 }, { symbol: symbolOf(date, 'call', 5045), side: 'buy_to_open', quantity: 1 }] as const;
  const placed = world.venue.place({ tag: undefined, legs, credit: -500, by: 'stranger' }, world.time);
  if ('id' in placed) world.isDisturbed = true;
};

/** The desk buys a short back, or a human sells a long: the spread is broken. */
const brokenSpread = (world: World): boolean => {
  if (world.isDisturbed || workingOrders(world).length > 0) return false;
  const isNaked = world.rng.real() < 0.5;
  const found = [...world.venue.holdings()].find(([, quantity]) => (isNaked ? quantity > 0 : quantity < 0));
  if (found === undefined) return false;
  const [symbol, quantity] = found;
  const { bid, ask } = world.venue.tape.quote(symbol, world.time);
  if (!(bid > 0) || !(ask > 0)) return false;
  world.isDisturbed = true;
  const leg = { symbol, side: quantity > 0 ? 'sell_to_close' : 'buy_to_close', quantity: Math.abs(quantity) } as const;
  world.venue.place({ tag: undefined, legs: [leg], credit: quantity > 0 ? 5 : -Math.max(500, ask), by: 'desk' }, world.time);
  return true;
};

/** The broker turns every close away for a while: nothing the program does can help. */
const refuseExits = (world: World, until: number): void => {
  world.until.rejectExits = until;
  world.away.push([world.time, until]);
};

type Maker = readonly [row: number, chance: number, strike: (world: World, rng: Rng) => boolean | void];

/** What may happen once a day, with its chance on a day of full violence. */
const makers: readonly Maker[] = [
  [15, 0.25, (world, rng) => void (world.until.frozen = world.time + MINUTE * (3 + rng.below(6)))],
  [32, 0.15, (world) => void (world.until.halted = world.time + 15 * MINUTE)],
  [24, 0.2, (world, rng) => void (world.until.noVix = world.time + MINUTE * (5 + rng.below(60)))],
  [30, 0.25, (world, rng) => void (world.until.noBuyingPower = world.time + MINUTE * (5 + rng.below(120)))],
  [38, 0.25, (world, rng) => refuseExits(world, world.time + MINUTE * (5 + rng.below(90)))],
  [43, 0.2, (world) => void world.files.delete('account_balance.json')],
  [44, 0.2, (world, rng) => void world.files.set('account_balance.json', ['', '{"balance": 12', '[]', '{"balance":"x"}'][rng.below(4)])],
  [45, 0.2, (world) => void world.files.set('account_balance.json', '{"balance":99999,"last_updated":"","trades":[],"total_trades":777}')],
  [53, 0.3, (world) => world.stop()],
  [60, 0.2, (world, rng) => void (world.skew = [-3_600_000, 3_600_000, -5_000, 5_000][rng.below(4)])],
  [65, 0.15, (world, rng) => operatorFile(world, rng)],
  [71, 0.1, stranger],
  [37, 0.3, brokenSpread],
  [71, 0.05, (world, rng) => moveCash(world, rng)],
  [72, 0.3, (world, rng) => pass(world, 20_000 + rng.below(280_000))],
];

const operatorFile = (world: World, rng: Rng): void => {
  const isKill = rng.real() < 0.4;
  if (isKill) {
    world.switches.kill = true;
    world.killAt = world.time;
  } else {
    world.switches.closeOnly = true;
  }
  world.closeOnlyAt = Math.min(world.closeOnlyAt, world.time);
};

const moveCash = (world: World, rng: Rng): void => {
  world.isDisturbed = true;
  world.venue.move(100 * (1 + rng.below(50)) * (rng.real() < 0.5 ? -1 : 1), world.time);
};

/** Draws a day's happenings, in order. */
export const drawHappenings = (rng: Rng, violence: number, openAt: number, closeAt: number): Happening[] => {
  const found: Happening[] = [];
  const span = closeAt - openAt;
  for (const [row, chance, strike] of makers) {
    if (rng.real() >= chance * violence) continue;
    found.push({ at: openAt + Math.floor(rng.real() * span * 0.95), row, strike: (world) => strike(world, world.rng) });
  }
  if (rng.real() < 0.15 * violence) found.push({ at: closeAt - 20 * MINUTE, row: 73, strike: (world) => void (world.until.cut = closeAt + 10 * MINUTE) });
  return found.sort((a, b) => a.at - b.at);
};

import type { Broker, ChainSnapshot } from '../live/index.ts';
import type { World } from './world.ts';
import { hit, pass } from './world.ts';

const RETRY = { isAuth: false, waitMs: 0 } as const;

/** A row with one leg or many crossed or missing, as a port shows it: no quote. */
const withHole = (world: World, row: ChainSnapshot): ChainSnapshot => {
  const { rng } = world;
  const bid = row.bid.slice();
  const ask = row.ask.slice();
  const from = rng.below(bid.length);
  const to = Math.min(bid.length, from + 1 + (rng.real() < 0.5 ? 0 : rng.below(bid.length)));
  const isMissing = rng.real() < 0.5;
  hit(world, isMissing ? 17 : 16);
  bid.fill(Number.NaN, from, to);
  ask.fill(Number.NaN, from, to);
  return { ...row, bid, ask };
};

/** The row the feed shows now, with whatever is wrong with it. */
const shownRow = (world: World, t: number): ChainSnapshot => {
  const { made, rng, weather, until, time } = world;
  if (time < until.frozen) {
    world.frozen ??= { ...made.rows[t], at: time };
    hit(world, 15);
    return world.frozen;
  }
  world.frozen = undefined;
  let row: ChainSnapshot = { ...made.rows[t], at: time - 300 };
  if (rng.real() < weather.rowFault) row = withHole(world, row);
  if (time < until.noVix) {
    hit(world, 24);
    row = { ...row, vix: Number.NaN };
  }
  if (t > 1 && rng.real() < weather.rowFault / 2) {
    hit(world, 20);
    row = { ...made.rows[t - 1 - rng.below(2)], at: time - 300 };
  }
  return row;
};

/** Minutes after the close until the official settlement is out. */
const SETTLED_AFTER_MS = 4 * 60_000;

/** The chain of the broker port, straight from the tape. */
export const chainPort = (world: World): Broker['chain'] => () => {
  const { made, until } = world;
  world.requests.push({ at: world.time, kind: 'data' });
  pass(world, 60);
  if (world.time < until.cut) {
    pass(world, 10_000);
    return Promise.resolve({ kind: 'unhealthy', why: 'no answer within 10000 ms', ...RETRY });
  }
  if (world.time < until.halted) return Promise.resolve({ kind: 'unhealthy', why: 'no quotes', ...RETRY });
  const t = made.tape.rowAt(world.time);
  if (t < 0) return Promise.resolve({ kind: 'unhealthy', why: 'no quotes yet', ...RETRY });
  const row = shownRow(world, t);
  world.delivered.set(row.minute, [...(world.delivered.get(row.minute) ?? []), row]);
  const isSettled = world.time >= made.tape.closeAt + SETTLED_AFTER_MS;
  return Promise.resolve({ kind: 'healthy', value: isSettled ? { ...row, settlement: made.tape.day.settlement } : row });
};

import type { Breach, BookOrder, LineFaultKind, Venue } from '../exchange/index.ts';
import { isWorking } from '../exchange/index.ts';
import type { Rng } from '../kernel/index.ts';
import type { ChainSnapshot } from '../live/index.ts';
import type { FakeDisk } from './disk.ts';
import type { FaultCounts } from './roster.ts';
import type { MadeDay } from './tapes.ts';

/** Something that happens at an instant whatever the runner does. */
export interface Happening {
  /** True time, epoch ms. */
  readonly at: number;
  readonly row: number;
  /** @returns false when its moment is not right yet: it is tried again a little later */
  readonly strike: (world: World) => boolean | void;
}

/** How one day goes wrong, drawn from its seed. */
export interface Weather {
  /** Chance that a call fails. */
  readonly callFault: number;
  /** Chance that a row comes with a hole in it. */
  readonly rowFault: number;
  /** Chance of another crash after one. */
  readonly crashAgain: number;
  /** Fees are stated with the fills, or must be computed. */
  readonly statesFees: boolean;
  /** Orders go through the real Tradier adapter and its words. */
  readonly isWorded: boolean;
}

/** Everything outside the runner on one simulated day. */
export interface World {
  readonly made: MadeDay;
  readonly venue: Venue;
  readonly disk: FakeDisk;
  readonly weather: Weather;
  readonly rng: Rng;
  readonly counts: FaultCounts;
  /** True time, epoch ms; the wall clock shows `time + skew`. */
  time: number;
  skew: number;
  readonly startedAt: number;
  happenings: Happening[];
  readonly switches: { kill: boolean; closeOnly: boolean; flatten: boolean };
  killAt: number;
  closeOnlyAt: number;
  /** Windows in which something fails, until true time. */
  readonly until: { frozen: number; halted: number; cut: number; rejectExits: number; noBuyingPower: number; noVix: number };
  frozen: ChainSnapshot | undefined;
  /** Crash points left before the process dies; Infinity for never. */
  crashIn: number;
  crashInCall: boolean;
  /** Ends the process politely; set by the life under way. */
  stop: () => void;
  readonly requests: { at: number; kind: 'data' | 'trading' }[];
  readonly away: [number, number][];
  /** Times in which a request waited for an answer that never came. */
  readonly hung: [number, number][];
  readonly delivered: Map<number, ChainSnapshot[]>;
  readonly rows: ChainSnapshot[];
  readonly files: Map<string, string>;
  readonly written: string[];
  isDisturbed: boolean;
  /** Whether a process runs. */
  isUp: boolean;
  /** Breaches found at quiet moments of the day. */
  readonly found: Breach[];
}

/** The process died: whatever it knew is gone. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

export const hit = (world: World, row: number): void => {
  world.counts[row]++;
};

/** Lets time pass, with everything that happens in it. */
export const pass = (world: World, ms: number): void => {
  const to = world.time + ms;
  for (;;) {
    const next = world.happenings[0];
    if (next === undefined || next.at > to) break;
    world.happenings.shift();
    world.time = Math.max(world.time, next.at);
    world.venue.advance(world.time);
    if (next.strike(world) === false) defer(world, next);
    else if (next.row > 0) hit(world, next.row);
  }
  world.time = to;
  world.venue.advance(to);
};

/** Lets time pass in which a request waits for an answer that never comes: the process can do nothing else. */
export const hang = (world: World, ms: number): void => {
  world.hung.push([world.time, world.time + ms]);
  pass(world, ms);
};

const defer = (world: World, happening: Happening): void => {
  const at = world.time + 45_000;
  if (at > world.made.tape.closeAt - 120_000) return;
  plan(world, { ...happening, at });
};

/** Adds a happening at its place in time. */
export const plan = (world: World, happening: Happening): void => {
  const at = world.happenings.findIndex((other) => other.at > happening.at);
  world.happenings.splice(at < 0 ? world.happenings.length : at, 0, happening);
};

/** Whether an order of ours still rests at the broker. */
export const workingOrders = ({ venue }: World): BookOrder[] => venue.orders.filter((order) => isWorking(order) && order.asked.by === 'program');

/** Called wherever a crash is interesting. @throws Crash when its turn has come */
export const reached = (world: World): void => {
  const isHere = world.crashIn-- <= 0 || (isTwoSided(world) && world.rng.real() < 0.03 * world.weather.crashAgain);
  if (isHere) die(world);
};

/** Whether one position is being closed while another is held. */
const isTwoSided = (world: World): boolean =>
  world.venue.holdings().size >= 3 && workingOrders(world).some(({ asked }) => asked.legs.every(({ side }) => side.endsWith('_to_close')));

/** Kills the process here. */
export const die = (world: World): never => {
  hit(world, 46);
  if (isTwoSided(world)) hit(world, 47);
  world.crashIn = world.rng.real() < world.weather.crashAgain ? world.rng.below(120) : Number.POSITIVE_INFINITY;
  throw new Crash('killed');
};

/** Faults of a placing, by row of the roster, with the words the line puts them in. */
export const placingFaults: readonly (readonly [number, readonly LineFaultKind[]])[] = [
  [1, ['timeout']], [2, ['timeout']], [3, ['reset']], [4, ['error500', 'error502', 'error503', 'error504']], [5, ['page200']], [6, ['quota429', 'quotaFault']],
  [7, ['timeout']], [8, ['noId', 'torn', 'empty', 'errors200']],
];

/** Faults of a read. */
export const readFaults: readonly (readonly [number, readonly LineFaultKind[]])[] = [
  [10, ['keyAbsent', 'nullText']], [11, ['page200', 'error500', 'torn']], [13, ['quota429', 'quotaFault']], [14, ['slow', 'timeout']],
];

export const pick = <T>(rng: Rng, values: readonly T[]): T => values[rng.below(values.length)];

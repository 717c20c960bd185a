import { createHash } from 'node:crypto';
import type { Breach, Evidence } from '../exchange/index.ts';
import { audit, isWorking, openVenue } from '../exchange/index.ts';
import type { Rng } from '../kernel/index.ts';
import { isGammaError, openStream } from '../kernel/index.ts';
import type { RunnerPorts, RunnerSettings } from '../live/index.ts';
import { hardCaps, openJournal, runSession } from '../live/index.ts';
import { portBroker } from './broker-port.ts';
import { fakeDisk } from './disk.ts';
import { drawHappenings } from './happenings.ts';
import { GREEDY, SIMULATED_FEE, simulatedExecution, simulatedPlan } from './plans.ts';
import { replayBreaches } from './replay-decisions.ts';
import type { FaultCounts } from './roster.ts';
import { madeDay, TAPES } from './tapes.ts';
import { simulatedToken, wordedBroker } from './worded-broker.ts';
import type { Weather, World } from './world.ts';
import { Crash, hit, pass, plan, reached } from './world.ts';

/** A change to what surrounds the runner that makes it wrong: to prove that the auditor sees. */
export interface Defect {
  readonly name: string;
  readonly plant: (ports: RunnerPorts, world: World, settings: RunnerSettings) => { readonly ports: RunnerPorts; readonly settings: RunnerSettings };
}

/** What one simulated day came to. */
export interface DayReport {
  readonly seed: number;
  readonly breaches: readonly Breach[];
  readonly lives: number;
  /** Orders at the broker, and fills written down. */
  readonly orders: number;
  readonly fills: number;
  /** The journal as it lasts, for whoever looks into a breach. */
  readonly journal: string;
}

/** Lives of the process after which a day is given up as one that never ends. */
const MAX_LIVES = 80;

const digest = (previous: string, body: string): string => createHash('sha256').update(previous).update(body).digest('hex').slice(0, 16);

const drawWeather = (rng: Rng, violence: number): Weather => ({
  callFault: violence * 0.04 * rng.real(),
  rowFault: violence * 0.15 * rng.real(),
  crashAgain: violence * 0.7,
  statesFees: rng.real() < 0.8,
  isWorded: rng.real() < 0.03,
});

const openWorld = (seed: number, counts: FaultCounts): World => {
  const rng = openStream(seed, 0x51);
  const made = madeDay(rng.below(TAPES));
  const violence = [0, 0.4, 1, 1][rng.below(4)];
  const { openAt, closeAt } = made.tape;
  const time = openAt - rng.below(180_000) + (rng.real() < 0.1 ? 3_600_000 : 0);
  const manners = {
    fillChance: 0.15 + 0.6 * rng.real(), lookMs: 2_000, partialChance: violence * 0.5 * rng.real(), visibleMs: violence * 3_000 * rng.real(), cancelMs: 100 + rng.below(3_000),
    rejectChance: violence * 0.05 * rng.real(), legLagMs: violence * rng.below(6_000), feePerContract: SIMULATED_FEE,
  };
  const openingCash = drawEquity(rng);
  return {
    made, disk: fakeDisk(), weather: drawWeather(rng, violence), rng, counts, time, skew: 0, startedAt: time,
    venue: openVenue(made.tape, manners, openingCash, openStream(seed, 0x52)),
    happenings: drawHappenings(rng, violence, openAt, closeAt),
    switches: { kill: false, closeOnly: false, flatten: false }, killAt: Number.POSITIVE_INFINITY, closeOnlyAt: Number.POSITIVE_INFINITY,
    until: { frozen: 0, halted: 0, cut: 0, rejectExits: 0, noBuyingPower: 0, noVix: 0 }, frozen: undefined,
    crashIn: rng.real() < violence * 0.7 ? rng.below(300) : Number.POSITIVE_INFINITY, crashInCall: rng.real() < violence * 0.15,
    stop: () => undefined, requests: [], away: [], hung: [], delivered: new Map(), rows: [], files: new Map(), written: [], isDisturbed: false, isUp: false, found: [],
  };
};

/** Cents the day opens with: the start, or near the halt at half of it. */
const drawEquity = (rng: Rng): number => {
  const draw = rng.below(12);
  return [1_000_000, 999_999, 1_000_001, 300_000][draw] ?? 2_000_000 + rng.below(100_000);
};

const settingsOf = (world: World): RunnerSettings => {
  const { made, rng, weather } = world;
  const { day, closeAt, openAt } = made.tape;
  const number = rng.below(60);
  const isExpiring = weather.crashAgain > 0 && rng.real() < 0.08;
  if (isExpiring) hit(world, 57);
  const isTight = rng.real() < 0.3;
  if (number % 4 === GREEDY) hit(world, 68);
  return {
    date: day.date, context: day.context, plan: simulatedPlan(number), execution: simulatedExecution, planHash: 'p'.repeat(64), certificate: null,
    expires: isExpiring ? openAt + Math.floor(rng.real() * (closeAt - openAt)) : Number.POSITIVE_INFINITY,
    code: { sha256: 'c'.repeat(64), commit: null, node: 'simulated' }, acct: 'sim:0001', account4: '0001', account: weather.isWorded ? 'VA0SIM0001' : 'SIM0001', isReal: false,
    isObserving: false, caps: hardCaps, dailyLoss: isTight ? 8_000 : 50_000, staleMs: 120_000, pollMs: rng.real() < 0.15 ? 60_000 : 300_000, settleWithin: 90, tellMs: 60_000, isFlattening: false,
  };
};

/** Writes the equity an account comes with into a journal file of an earlier day. */
const bringEquity = (world: World, settings: RunnerSettings): void => {
  const balance = world.venue.openingCash;
  if (2 * balance < 2_000_000) hit(world, 62);
  if (Math.abs(balance - 1_000_000) <= 1) hit(world, 63);
  const stamp = { now: () => world.startedAt - 86_400_000, session: '2020-01-02', acct: settings.acct };
  openJournal(world.disk, stamp, () => undefined).append({ kind: 'openingBalance', balance, trades: [], source: 'simulated' });
};

const portsOf = (world: World): RunnerPorts => {
  const { switches, files, rows } = world;
  const elapsed = (): number => world.time - world.startedAt;
  return {
    broker: world.weather.isWorded ? wordedBroker(world) : portBroker(world),
    clock: {
      now: () => world.time + world.skew,
      elapsed,
      sleep: (ms, signal) => {
        if (!signal.aborted) pass(world, ms);
        return Promise.resolve();
      },
      brokerNow: () => world.time,
    },
    disk: world.disk,
    recorder: { rows: () => rows, row: (snapshot) => void rows.push(snapshot), done: () => Promise.resolve() },
    snapshots: { write: (name, text) => void files.set(name, text), read: (name) => files.get(name) },
    switches: { read: () => ({ ...switches }) },
    alerts: { send: (alert) => void world.written.push(alert.text) },
    reached: () => reached(world),
    log: (event, values) => {
      if (world.weather.isWorded) world.written.push(event, JSON.stringify(values));
    },
  };
};

const isDiskError = (error: unknown): boolean => ['EIO', 'ENOSPC'].includes(String((error as NodeJS.ErrnoException).code));

/** Runs the process until it dies, stops or is done. @returns whether the session is closed, or why it cannot go on */
const live = async (settings: RunnerSettings, ports: RunnerPorts, world: World): Promise<'again' | 'closed' | string> => {
  const stop = new AbortController();
  world.stop = () => stop.abort();
  world.isUp = true;
  try {
    const end = await runSession(settings, ports, stop.signal);
    return end.kind === 'closed' ? 'closed' : 'again';
  } catch (error) {
    if (!(error instanceof Crash) && !isDiskError(error)) {
      if (isGammaError(error) && error.code === 'no-broker') return 'again';
      return error instanceof Error ? (isGammaError(error) ? error.message : (error.stack ?? error.message)) : String(error);
    }
    if (isDiskError(error)) hit(world, (error as NodeJS.ErrnoException).code === 'EIO' ? 74 : 54);
    if (world.disk.crash(world.rng)) hit(world, 50);
    if (world.rows.length > 0 && world.rng.real() < 0.3) world.rows.pop();
    return 'again';
  }
};

const evidenceOf = (world: World, pollMs: number, isOver: boolean): Evidence => ({
  uncoveredMs: pollMs + 40_000,
  venue: world.venue, journal: world.disk.text(), digest, requests: world.requests, limits: { data: 120, trading: 60 },
  written: [...world.written, ...world.files.values()], secrets: [simulatedToken, Buffer.from(simulatedToken).toString('base64')],
  killAt: world.killAt, closeOnlyAt: world.closeOnlyAt, away: [...world.away, ...world.hung],
  wasQuoted: (symbol, minute) => (world.delivered.get(minute) ?? []).some((row) => isQuoted(row, symbol)),
  startingEquity: 2_000_000, openingEquity: world.venue.openingCash, balance: world.files.get('account_balance.json'), isOver,
  isDisturbed: world.isDisturbed, wasFull: world.disk.wasFreed(),
});

const isQuoted = (row: { readonly strikes: Float64Array; readonly bid: Float64Array; readonly ask: Float64Array }, symbol: string): boolean => {
  const at = row.strikes.indexOf(Number(symbol.slice(-8)) / 1000) + (symbol.at(-9) === 'P' ? 0 : row.strikes.length);
  return row.bid[at] <= row.ask[at];
};

const countQuiet = (world: World): void => {
  for (const row of world.made.faults) hit(world, row);
  hit(world, 22);
  hit(world, 76);
  for (const order of world.venue.orders) {
    const filled = order.fills.reduce((sum, { packages }) => sum + packages, 0);
    const isEntry = order.legs.every(({ side }) => side.endsWith('_to_open'));
    if (order.fills.length > 0 && (filled < order.packages || order.fills.length > 1)) hit(world, isEntry ? 33 : 34);
    if (isEntry && filled === 0 && order.status === 'canceled') hit(world, 31);
    if (isEntry && filled > 0 && world.venue.orders.some((other) => other !== order && other.fills.length > 0 && other.legs.some(({ symbol, side }) => side.endsWith('_to_open') && order.legs.some((leg) => leg.symbol === symbol)))) hit(world, 48);
    if (order.legs.some((leg) => leg.shownAt > (order.fills.at(-1)?.at ?? Number.POSITIVE_INFINITY))) hit(world, 36);
  }
};

/** Beside one poll, long enough after anything moved for the runner to have read it and written it down. */
const SETTLED_MS = 70_000;

const isQuiet = ({ venue, time, away, until, isDisturbed, isUp }: World, pollMs: number): boolean => {
  const since = time - pollMs - SETTLED_MS;
  if (!isUp) return false;
  const isStill = venue.orders.every((order) => !isWorking(order) && order.changedAt < since && order.visibleAt < since);
  return isStill && !isDisturbed && time > until.cut && away.every(([, to]) => to < since);
};

/** Has the auditor in at the first quiet moment after a share of the session. */
const inspectAt = (world: World, pollMs: number, share: number): void => {
  const { openAt, closeAt } = world.made.tape;
  plan(world, {
    at: openAt + share * (closeAt - openAt), row: 0,
    strike: () => {
      if (!isQuiet(world, pollMs)) return false;
      world.found.push(...audit(evidenceOf(world, pollMs, false)));
      return true;
    },
  });
};

/** Flips a bit inside the journal: the process must refuse to start, and start again once it is as it was. */
const flipped = async (world: World, settings: RunnerSettings): Promise<Breach[]> => {
  const undo = world.disk.flipBit(world.rng);
  if (undo === undefined) return [];
  hit(world, 51);
  const crashIn = world.crashIn;
  world.crashIn = Number.POSITIVE_INFINITY;
  const end = await live(settings, portsOf(world), world);
  undo();
  world.crashIn = crashIn;
  return /journal/.test(end) ? [] : [{ invariant: 'I10', words: `a flipped bit in the journal went unseen: ${end}` }];
};

/** Lives one day of the runner from its seed. Equal seeds give equal days. */
export const simulateDay = async (seed: number, counts: FaultCounts, defect?: Defect): Promise<DayReport> => {
  const world = openWorld(seed, counts);
  const drawn = settingsOf(world);
  for (const share of [0.3, 0.6]) inspectAt(world, drawn.pollMs, share);
  bringEquity(world, drawn);
  if (world.weather.crashAgain > 0 && world.rng.real() < 0.1) world.disk.fullIn = 3 + world.rng.below(40);
  if (world.weather.crashAgain > 0 && world.rng.real() < 0.15) world.disk.failSyncIn = 3 + world.rng.below(40);
  let lives = 0;
  let flipIn = world.weather.crashAgain > 0 && world.rng.real() < 0.12 ? 1 + world.rng.below(2) : Number.POSITIVE_INFINITY;
  let end: string = 'again';
  while (end === 'again' && lives < MAX_LIVES) {
    lives++;
    const plain = portsOf(world);
    const { ports, settings } = defect === undefined ? { ports: plain, settings: drawn } : defect.plant(plain, world, drawn);
    end = await live(settings, ports, world);
    if (end !== 'again') break;
    world.isUp = false;
    const from = world.time;
    pass(world, 2_000 + (world.rng.real() < 0.2 ? world.rng.below(300_000) : 0));
    world.away.push([from, world.time]);
    if (--flipIn <= 0) world.found.push(...(await flipped(world, drawn)));
  }
  countQuiet(world);
  const breaches: Breach[] = [...world.found, ...audit(evidenceOf(world, drawn.pollMs, end === 'closed'))];
  if (end !== 'closed') breaches.push({ invariant: 'I6', words: end === 'again' ? `the day did not end in ${lives} lives` : `the process ended: ${end}` });
  const journal = world.disk.text();
  if (journal.includes('"why":"the day has lost')) hit(world, 67);
  if (world.disk.wasFreed()) hit(world, 54);
  breaches.push(...replayBreaches(journal, drawn, { recorded: world.rows, delivered: world.delivered }));
  return { seed, breaches, lives, orders: world.venue.orders.length, fills: (journal.match(/"kind":"fill"/g) ?? []).length, journal };
};

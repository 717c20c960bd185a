import { instanceOf, openStream, streamState } from '../../kernel/index.ts';
import type { Ensemble } from '../ensemble.ts';
import type { PreparedJob } from '../job.ts';
import { busiestSession } from '../population.ts';
import { startingCents } from '../rules.ts';
import { BLOCK, blockRows, flushBlock } from './blocks.ts';
import { walkSequences } from './sequences.ts';
import { moduleBase64 } from './sequences.wasm.ts';
import type { LeanSizing } from './sizing.ts';
import { leanTables } from './tables.ts';

/** Paths the module walks side by side. */
const LANES = 4;

/** What wasm/sequences.ts exports. */
interface Lanes {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly setRecord: (trades: number, sessions: number) => void;
  readonly prepare: (tradesPerPath: number, sessions: number, lanesAtOnce: number, window: number) => void;
  readonly setSizing: (start: number, cap: number, minWins: number, minLosses: number, floor: number) => void;
  readonly setStake: (minTrades: number, multiplier: number, risk: number, stakeBefore: number, before: number) => void;
  readonly setLimits: (haltBelow: number, largestLoss: number, best: number, isFixed: number) => void;
  readonly pnlAddress: () => number;
  readonly maxLossAddress: () => number;
  readonly balanceAddress: () => number;
  readonly laneAddress: () => number;
  readonly firstAddress: () => number;
  readonly dayAddress: () => number;
  readonly walk: (lane: number, lanesAtOnce: number) => void;
  readonly walkDays: (lane: number, lanesAtOnce: number) => void;
}

/** Words of the lanes: each quantity is four 32-bit words, in this order, then four doubles of drawdown fractions. */
const LOWEST = 12;
const DEEPEST = 16;
const HALTED_AT = 20;
const TAKEN = 24;
const WINS = 28;
const HANDED_BACK = 32;
const FRACTION_BYTES = 144;

/** The instance's memory as one job sees it. */
interface Views {
  readonly words: Int32Array;
  readonly fractions: Float64Array;
  /** [H] balances of a block at the end of each session. */
  readonly rows: readonly Int32Array[];
  /** [H] sessions drawn for each lane; empty where single trades are drawn. */
  readonly days: readonly Int32Array[];
}

/** Lays the job out in the instance. */
const layOut = (lanes: Lanes, { job, resampler: { population, unit }, draws }: PreparedJob, sizing: LeanSizing): Views => {
  const { pnl, maxLoss } = leanTables(population, sizing);
  const isByDays = unit === 'session';
  const most = (values: Int32Array): number => values.reduce((found, value) => Math.max(found, value), 0);
  lanes.setRecord(pnl.length, isByDays ? population.dates.length : 0);
  lanes.prepare(isByDays ? job.sessions * busiestSession(population) : draws, job.sessions, BLOCK, sizing.window);
  lanes.setSizing(startingCents(job.rules), sizing.cap, sizing.minWins, sizing.minLosses, sizing.floor);
  lanes.setStake(sizing.minTrades, sizing.multiplier, sizing.risk, sizing.stakeBefore, sizing.before);
  lanes.setLimits(Math.ceil(sizing.haltBelow), most(maxLoss), most(pnl), sizing.isFixed ? 1 : 0);
  const memory = lanes.memory.buffer;
  new Int32Array(memory, lanes.pnlAddress(), pnl.length).set(pnl);
  new Int32Array(memory, lanes.maxLossAddress(), pnl.length).set(maxLoss);
  if (isByDays) new Int32Array(memory, lanes.firstAddress(), population.start.length).set(population.start);
  const daysOf = (lane: number): Int32Array => new Int32Array(memory, lanes.dayAddress() + lane * job.sessions * 4, job.sessions);
  return {
    days: isByDays ? Array.from({ length: LANES }, (_, lane) => daysOf(lane)) : [],
    words: new Int32Array(memory, lanes.laneAddress(), 36),
    fractions: new Float64Array(memory, lanes.laneAddress() + FRACTION_BYTES, LANES),
    rows: blockRows(memory, lanes.balanceAddress(), job.sessions),
  };
};

/** The job laid out in this thread's instance. */
let holder: { readonly prepared: PreparedJob; readonly views: Views } | undefined;

/**
 * Trades that follow one another, four paths side by side in WebAssembly SIMD: the bytes of walkSequences, sooner.
 *
 * A path that cannot pay for a trade is walked again by walkSequences. Undefined where SIMD is missing.
 */
export const walkLanes = (prepared: PreparedJob, sizing: LeanSizing) => {
  const lanes = instanceOf<Lanes>(moduleBase64);
  if (lanes === undefined) return undefined;
  const { job: { seed }, resampler } = prepared;
  const alone = walkSequences(prepared, sizing);

  const drawFour = (first: number, { words, days }: Views): void => {
    days.forEach((drawn, k) => resampler.draw(openStream(seed, first + k), drawn));
    if (days.length > 0) return;
    for (let k = 0; k < LANES; k++) {
      const state = streamState(seed, first + k, 0);
      for (let word = 0; word < 3; word++) words[word * LANES + k] = state[word];
    }
  };
  const walk = resampler.unit === 'session' ? lanes.walkDays : lanes.walk;

  const walkFour = (ensemble: Ensemble, first: number, lane: number, views: Views): number[] => {
    const { words, fractions } = views;
    drawFour(ensemble.firstPath + first, views);
    walk(lane, BLOCK);
    const back: number[] = [];
    for (let k = 0; k < LANES; k++) {
      const path = first + k;
      ensemble.lowest[path] = words[LOWEST + k];
      ensemble.maxDrawdown[path] = words[DEEPEST + k];
      ensemble.maxDrawdownFraction[path] = fractions[k];
      ensemble.haltedAt[path] = words[HALTED_AT + k];
      ensemble.trades[path] = words[TAKEN + k];
      ensemble.wins[path] = words[WINS + k];
      if (words[HANDED_BACK + k] !== 0) back.push(path);
    }
    return back;
  };

  return (ensemble: Ensemble, from: number, to: number): void => {
    if (holder?.prepared !== prepared) holder = { prepared, views: layOut(lanes, prepared, sizing) };
    const { views } = holder;
    const whole = to - ((to - from) % LANES);
    for (let first = from; first < whole; first += BLOCK) {
      const count = Math.min(BLOCK, whole - first);
      const back: number[] = [];
      for (let lane = 0; lane < count; lane += LANES) back.push(...walkFour(ensemble, first + lane, lane, views));
      flushBlock(ensemble, views.rows, first, count);
      for (const path of back) alone(ensemble, path, path + 1);
    }
    alone(ensemble, whole, to);
  };
};

import { instanceOf, streamState } from '../../kernel/index.ts';
import type { Ensemble } from '../ensemble.ts';
import type { PreparedJob } from '../job.ts';
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
  readonly prepare: (trades: number, tradesPerPath: number, sessions: number, lanesAtOnce: number, window: number) => void;
  readonly setSizing: (start: number, cap: number, minWins: number, minLosses: number, floor: number) => void;
  readonly setStake: (minTrades: number, multiplier: number, risk: number, stakeBefore: number, before: number) => void;
  readonly setLimits: (haltBelow: number, largestLoss: number, best: number, isFixed: number) => void;
  readonly pnlAddress: () => number;
  readonly maxLossAddress: () => number;
  readonly balanceAddress: () => number;
  readonly laneAddress: () => number;
  readonly walk: (lane: number, lanesAtOnce: number) => void;
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
}

/** Lays the job out in the instance. */
const layOut = (lanes: Lanes, { job, resampler, draws }: PreparedJob, sizing: LeanSizing): Views => {
  const { pnl, maxLoss } = leanTables(resampler.population, sizing);
  const most = (values: Int32Array): number => values.reduce((found, value) => Math.max(found, value), 0);
  lanes.prepare(pnl.length, draws, job.sessions, BLOCK, sizing.window);
  lanes.setSizing(startingCents(job.rules), sizing.cap, sizing.minWins, sizing.minLosses, sizing.floor);
  lanes.setStake(sizing.minTrades, sizing.multiplier, sizing.risk, sizing.stakeBefore, sizing.before);
  lanes.setLimits(Math.ceil(sizing.haltBelow), most(maxLoss), most(pnl), sizing.isFixed ? 1 : 0);
  const memory = lanes.memory.buffer;
  new Int32Array(memory, lanes.pnlAddress(), pnl.length).set(pnl);
  new Int32Array(memory, lanes.maxLossAddress(), pnl.length).set(maxLoss);
  return {
    words: new Int32Array(memory, lanes.laneAddress(), 36),
    fractions: new Float64Array(memory, lanes.laneAddress() + FRACTION_BYTES, LANES),
    rows: blockRows(memory, lanes.balanceAddress(), job.sessions),
  };
};

/** The job laid out in this thread's instance. */
let holder: { readonly prepared: PreparedJob; readonly views: Views } | undefined;

/**
 * Trades drawn one by one, four paths side by side in WebAssembly SIMD: the bytes of walkSequences, sooner.
 *
 * A path that cannot pay for a trade is walked again by walkSequences. Undefined where SIMD is missing.
 */
export const walkLanes = (prepared: PreparedJob, sizing: LeanSizing) => {
  const lanes = instanceOf<Lanes>(moduleBase64);
  if (lanes === undefined) return undefined;
  const { seed } = prepared.job;
  const alone = walkSequences(prepared, sizing);

  const walkFour = (ensemble: Ensemble, first: number, lane: number, { words, fractions }: Views): number[] => {
    for (let k = 0; k < LANES; k++) {
      const state = streamState(seed, ensemble.firstPath + first + k, 0);
      for (let word = 0; word < 3; word++) words[word * LANES + k] = state[word];
    }
    lanes.walk(lane, BLOCK);
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

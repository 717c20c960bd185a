import { streamState } from '../../kernel/index.ts';
import type { Ensemble } from '../ensemble.ts';
import type { PreparedJob } from '../job.ts';
import { startingCents } from '../rules.ts';
import { instantiate } from '../web-assembly.ts';
import { walkSequences } from './sequences.ts';
import { moduleBase64 } from './sequences.wasm.ts';
import type { LeanSizing } from './sizing.ts';
import { leanTables } from './tables.ts';

/** Paths the module walks side by side, and paths written at once. */
const LANES = 4;
const BLOCK = 256;

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

/**
 * Trades drawn one by one, four paths side by side in WebAssembly SIMD: the bytes of walkSequences, sooner.
 *
 * A path that cannot pay for a trade is walked again by walkSequences. Undefined where SIMD is missing.
 */
export const walkLanes = (prepared: PreparedJob, sizing: LeanSizing) => {
  const lanes = instantiate<Lanes>(moduleBase64);
  if (lanes === undefined) return undefined;
  const { job, resampler, draws } = prepared;
  const { pnl, maxLoss } = leanTables(resampler.population, sizing);
  const alone = walkSequences(prepared, sizing);
  lanes.prepare(pnl.length, draws, job.sessions, BLOCK, sizing.window);
  lanes.setSizing(startingCents(job.rules), sizing.cap, sizing.minWins, sizing.minLosses, sizing.floor);
  lanes.setStake(sizing.minTrades, sizing.multiplier, sizing.risk, sizing.stakeBefore, sizing.before);
  const largestLoss = maxLoss.reduce((most, loss) => Math.max(most, loss), 0);
  const best = pnl.reduce((most, result) => Math.max(most, result), 0);
  lanes.setLimits(Math.ceil(sizing.haltBelow), largestLoss, best, sizing.isFixed ? 1 : 0);
  const memory = lanes.memory.buffer;
  new Int32Array(memory, lanes.pnlAddress(), pnl.length).set(pnl);
  new Int32Array(memory, lanes.maxLossAddress(), pnl.length).set(maxLoss);
  const words = new Int32Array(memory, lanes.laneAddress(), 36);
  const fractions = new Float64Array(memory, lanes.laneAddress() + FRACTION_BYTES, LANES);
  const block = new Int32Array(memory, lanes.balanceAddress(), job.sessions * BLOCK);

  const walkFour = (ensemble: Ensemble, first: number, lane: number, back: number[]): void => {
    for (let k = 0; k < LANES; k++) {
      const state = streamState(job.seed, ensemble.firstPath + first + k, 0);
      for (let word = 0; word < 3; word++) words[word * LANES + k] = state[word];
    }
    lanes.walk(lane, BLOCK);
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
  };

  const rows = Array.from({ length: job.sessions }, (_, session) => block.subarray(session * BLOCK, (session + 1) * BLOCK));
  const flush = ({ balance, paths }: Ensemble, first: number, count: number): void =>
    rows.forEach((row, session) => balance.set(count === BLOCK ? row : row.subarray(0, count), session * paths + first));

  return (ensemble: Ensemble, from: number, to: number): void => {
    const whole = to - ((to - from) % LANES);
    for (let first = from; first < whole; first += BLOCK) {
      const count = Math.min(BLOCK, whole - first);
      const back: number[] = [];
      for (let lane = 0; lane < count; lane += LANES) walkFour(ensemble, first + lane, lane, back);
      flush(ensemble, first, count);
      for (const path of back) alone(ensemble, path, path + 1);
    }
    alone(ensemble, whole, to);
  };
};

import { instanceOf, openStream, streamState } from '../../kernel/index.ts';
import type { Ensemble } from '../ensemble.ts';
import type { PreparedJob } from '../job.ts';
import { startingCents } from '../rules.ts';
import { BLOCK, blockRows, flushBlock } from './blocks.ts';
import { moduleBase64 } from './events.wasm.ts';
import type { LeanSizing } from './sizing.ts';
import { leanTables } from './tables.ts';

/** What wasm/events.ts exports. */
interface EventWalker {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly prepare: (trades: number, days: number, sessions: number, pathsAtOnce: number, window: number) => void;
  readonly setSizing: (cap: number, minTrades: number, minWins: number, minLosses: number, floor: number) => void;
  readonly setStake: (multiplier: number, risk: number, certain: number, isSeparate: number) => void;
  readonly setFirst: (stakeBefore: number, before: number, isFixed: number) => void;
  readonly setAccount: (start: number, haltBelow: number) => void;
  readonly setLimits: (maxOpen: number, maxEntries: number, dailyLoss: number) => void;
  readonly pnlAddress: () => number;
  readonly maxLossAddress: () => number;
  readonly eventAddress: () => number;
  readonly firstAddress: () => number;
  readonly drawnAddress: () => number;
  readonly balanceAddress: () => number;
  readonly endAddress: () => number;
  readonly walkSessions: (lane: number, pathsAtOnce: number) => void;
  readonly walkTrades: (lane: number, pathsAtOnce: number, draws: number) => void;
}

/** Words of a path's end, behind a double: the largest drawdown as a share. */
const DEEPEST = 2;
const LOWEST = 3;
const HALTED_AT = 4;
const TAKEN = 5;
const WINS = 6;
const END_WORDS = 8;
/** Words of a stream's state, laid in the same place. */
const STATE_WORDS = 3;

const MOST = 2 ** 31 - 1;

/** The instance's memory as one job sees it. */
interface Views {
  readonly drawn: Int32Array;
  readonly fraction: Float64Array;
  readonly words: Int32Array;
  readonly rows: readonly Int32Array[];
}

/** Lays the job out in the instance. */
const layOut = (walker: EventWalker, { job, resampler }: PreparedJob, sizing: LeanSizing): Views => {
  const { pnl, maxLoss } = leanTables(resampler.population, sizing);
  const { start, events } = resampler.population;
  const { maxOpen, maxEntriesPerDay, dailyLoss } = job.rules.limits;
  walker.prepare(pnl.length, start.length - 1, job.sessions, BLOCK, sizing.window);
  walker.setSizing(sizing.cap, sizing.minTrades, sizing.minWins, sizing.minLosses, sizing.floor);
  walker.setStake(sizing.multiplier, sizing.risk, sizing.certain, sizing.isSeparate ? 1 : 0);
  walker.setFirst(sizing.stakeBefore, sizing.before, sizing.isFixed ? 1 : 0);
  walker.setAccount(startingCents(job.rules), Math.ceil(sizing.haltBelow));
  walker.setLimits(maxOpen ?? MOST, maxEntriesPerDay ?? MOST, dailyLoss === null ? -MOST : Math.max(-MOST, Math.floor(-dailyLoss * 100)));
  const memory = walker.memory.buffer;
  const lay = (address: number, values: ArrayLike<number>): void => new Int32Array(memory, address, values.length).set(values);
  lay(walker.pnlAddress(), pnl);
  lay(walker.maxLossAddress(), maxLoss);
  lay(walker.eventAddress(), events);
  lay(walker.firstAddress(), start);
  return {
    drawn: new Int32Array(memory, walker.drawnAddress(), job.sessions),
    fraction: new Float64Array(memory, walker.endAddress(), 1),
    words: new Int32Array(memory, walker.endAddress(), END_WORDS),
    rows: blockRows(memory, walker.balanceAddress(), job.sessions),
  };
};

/** The job laid out in this thread's instance. */
let holder: { readonly prepared: PreparedJob; readonly views: Views } | undefined;

/**
 * Positions that overlap and days with limits, in WebAssembly: the bytes of walkEvents, sooner, and single trades under limits.
 *
 * Undefined where the engine cannot run the module.
 */
export const walkEventsInWasm = (prepared: PreparedJob, sizing: LeanSizing) => {
  const walker = instanceOf<EventWalker>(moduleBase64);
  if (walker === undefined) return undefined;
  const { job: { seed }, resampler, draws } = prepared;

  const walk = (path: number, lane: number, { drawn, words }: Views): void => {
    if (resampler.unit === 'trade') {
      words.set(streamState(seed, path, 0).slice(0, STATE_WORDS));
      walker.walkTrades(lane, BLOCK, draws);
    } else {
      resampler.draw(openStream(seed, path), drawn);
      walker.walkSessions(lane, BLOCK);
    }
  };

  const note = (ensemble: Ensemble, path: number, { fraction, words }: Views): void => {
    ensemble.maxDrawdownFraction[path] = fraction[0];
    ensemble.maxDrawdown[path] = words[DEEPEST];
    ensemble.lowest[path] = words[LOWEST];
    ensemble.haltedAt[path] = words[HALTED_AT];
    ensemble.trades[path] = words[TAKEN];
    ensemble.wins[path] = words[WINS];
  };

  return (ensemble: Ensemble, from: number, to: number): void => {
    if (holder?.prepared !== prepared) holder = { prepared, views: layOut(walker, prepared, sizing) };
    const { views } = holder;
    for (let first = from; first < to; first += BLOCK) {
      const count = Math.min(BLOCK, to - first);
      for (let lane = 0; lane < count; lane++) {
        walk(ensemble.firstPath + first + lane, lane, views);
        note(ensemble, first + lane, views);
      }
      flushBlock(ensemble, views.rows, first, count);
    }
  };
};

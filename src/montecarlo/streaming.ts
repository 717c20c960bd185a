import type { Ensemble } from './ensemble.ts';
import { ensembleOn } from './ensemble.ts';
import type { PreparedJob } from './job.ts';
import { startingCents } from './rules.ts';
import { simulate } from './simulate.ts';
import type { AlongPaths } from './statistics/index.ts';
import { fillAlongPaths } from './statistics/along-paths.ts';

/** Bins of a session's balances. */
const BINS = 16_384;
/** Paths walked first to learn where balances lie. */
const PILOT = 4_096;
/** Paths walked at a time. */
const CHUNK = 64;

/** Equal bins of each session's balances; the first and last also take what lies beyond. */
export interface FanGrid {
  readonly low: Float64Array;
  readonly step: Float64Array;
}

/** What is kept of paths too many to keep whole: last balances and columns, counts of balances by session. */
export interface StreamedPaths {
  /** One session: the last balance of each path. */
  readonly ends: Ensemble;
  readonly along: AlongPaths;
}

/** Bytes of one worker's counts. */
export const countsBytes = (sessions: number): number => 4 * sessions * BINS;

/** Bins wide enough for all but freak paths, from the first paths of the job. */
export const fanGridOf = (prepared: PreparedJob): FanGrid => {
  const { sessions, paths } = prepared.job;
  const pilot = ensembleOn({ paths: Math.min(PILOT, paths), sessions, wide: prepared.wide });
  simulate(prepared, pilot, 0, pilot.paths);
  const low = new Float64Array(sessions);
  const step = new Float64Array(sessions);
  for (let session = 0; session < sessions; session++) {
    const column = pilot.balance.subarray(session * pilot.paths, (session + 1) * pilot.paths);
    let least = Infinity;
    let most = -Infinity;
    for (let path = 0; path < column.length; path++) {
      least = Math.min(least, column[path]);
      most = Math.max(most, column[path]);
    }
    const margin = Math.max(1, (most - least) * 0.25);
    low[session] = least - margin;
    step[session] = Math.max(1, (most - least + 2 * margin) / BINS);
  }
  return { low, step };
};

/** Memory for a streamed job: its columns, on memory threads share. */
export const streamedOn = (prepared: PreparedJob, memory?: SharedArrayBuffer, alongMemory?: SharedArrayBuffer): StreamedPaths => {
  const { paths } = prepared.job;
  const ends = ensembleOn({ paths, sessions: 1, wide: prepared.wide }, memory);
  const shared = alongMemory ?? new SharedArrayBuffer(12 * paths);
  return { ends, along: { sortino: new Float64Array(shared, 0, paths), underWater: new Int32Array(shared, 8 * paths, paths) } };
};

const count = (balance: Int32Array | Float64Array, paths: number, { low, step }: FanGrid, counts: Int32Array): void => {
  for (let session = 0; session < low.length; session++) {
    const from = low[session];
    const scale = 1 / step[session];
    const row = session * BINS;
    for (let cell = session * paths; cell < (session + 1) * paths; cell++) {
      const bin = ((balance[cell] - from) * scale) | 0;
      counts[row + (bin < 0 ? 0 : bin >= BINS ? BINS - 1 : bin)]++;
    }
  }
};

/**
 * Walks paths [from, to) keeping only their columns and counts. Any split gives the same columns and the same sum of
 * counts.
 *
 * @param counts [H, bins], this thread's own
 */
export const streamPaths = (prepared: PreparedJob, streamed: StreamedPaths, grid: FanGrid, counts: Int32Array) => {
  const { sessions } = prepared.job;
  const start = startingCents(prepared.job.rules);
  const memory = ensembleOn({ paths: CHUNK, sessions, wide: prepared.wide }).memory;
  return (from: number, to: number): void => {
    for (let first = from; first < to; first += CHUNK) {
      const paths = Math.min(CHUNK, to - first);
      const chunk = ensembleOn({ paths, sessions, wide: prepared.wide }, memory, first);
      simulate(prepared, chunk, 0, paths);
      const { ends, along } = streamed;
      fillAlongPaths(chunk, start, { underWater: along.underWater.subarray(first, first + paths), sortino: along.sortino.subarray(first, first + paths) });
      ends.balance.set(chunk.balance.subarray((sessions - 1) * paths), first);
      for (const column of ['withdrawn', 'maxDrawdown', 'maxDrawdownFraction', 'lowest', 'haltedAt', 'trades', 'wins'] as const) {
        ends[column].set(chunk[column], first);
      }
      count(chunk.balance, paths, grid, counts);
    }
  };
};

/** Percentiles of the fan from counts: type 7 between the middles of the bins that hold the two order statistics. */
export const fanOfCounts = (counts: Int32Array, { low, step }: FanGrid, percents: readonly number[]): Float64Array => {
  const fan = new Float64Array(low.length * percents.length);
  for (let session = 0; session < low.length; session++) {
    const row = counts.subarray(session * BINS, (session + 1) * BINS);
    const total = row.reduce((sum, n) => sum + n, 0);
    let bin = 0;
    let before = 0;
    const valueOf = (rank: number): number => {
      while (before + row[bin] <= rank) before += row[bin++];
      return low[session] + step[session] * (bin + 0.5);
    };
    percents.forEach((percent, q) => {
      const place = ((total - 1) * percent) / 100;
      const lower = valueOf(Math.floor(place));
      const upper = valueOf(Math.ceil(place));
      fan[session * percents.length + q] = lower + (place - Math.floor(place)) * (upper - lower);
    });
  }
  return fan;
};

/** Largest error of the fan, as a share of that session's median: no more than one bin. */
export const fanErrorOf = ({ step }: FanGrid, fan: Float64Array, percents: readonly number[]): number =>
  step.reduce((most, width, session) => Math.max(most, width / Math.abs(fan[session * percents.length + percents.indexOf(50)])), 0);

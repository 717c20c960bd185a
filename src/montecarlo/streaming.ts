import type { Ensemble } from './ensemble.ts';
import { ensembleOn, sessionColumn } from './ensemble.ts';
import type { PreparedJob } from './job.ts';
import { startingCents } from './rules.ts';
import { simulate } from './simulate.ts';
import { fillAlongPaths } from './statistics/along-paths.ts';
import type { AlongPaths } from './statistics/index.ts';
import { orderStatistics } from './statistics/index.ts';

/** Bins of a session's balances: as few as keep a bin within this share of the median, so that a row of counts stays in cache. */
const FEWEST_BINS = 1 << 11;
const MOST_BINS = 1 << 16;
const FINEST = 0.0005;
/** Paths walked first to learn where balances lie. */
const PILOT = 4_096;
/** Paths walked at a time: enough to count many into a row while it is in cache. */
const CHUNK = 4_096;

/** Equal bins of each session's balances; the first and last also take what lies beyond. */
export interface FanGrid {
  readonly bins: number;
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
export const countsBytes = ({ bins, low }: FanGrid): number => 4 * low.length * bins;

/** Bins wide enough for all but freak paths, from the first paths of the job. */
export const fanGridOf = (prepared: PreparedJob): FanGrid => {
  const { sessions, paths } = prepared.job;
  const pilot = ensembleOn({ paths: Math.min(PILOT, paths), sessions, wide: prepared.wide });
  simulate(prepared, pilot, 0, pilot.paths);
  const low = new Float64Array(sessions);
  const range = new Float64Array(sessions);
  let finest = Infinity;
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
    range[session] = most - least + 2 * margin;
    const [median] = orderStatistics(column, [column.length >> 1]);
    finest = Math.min(finest, Math.abs(median) / range[session]);
  }
  let bins = FEWEST_BINS;
  while (bins < MOST_BINS && 1 / bins > FINEST * finest) bins *= 2;
  return { bins, low, step: range.map((whole) => Math.max(1, whole / bins)) };
};

/** Memory for a streamed job: its columns, on memory threads share. */
export const streamedOn = (prepared: PreparedJob, memory?: SharedArrayBuffer, alongMemory?: SharedArrayBuffer): StreamedPaths => {
  const { paths } = prepared.job;
  const ends = ensembleOn({ paths, sessions: 1, wide: prepared.wide }, memory);
  const shared = alongMemory ?? new SharedArrayBuffer(12 * paths);
  return { ends, along: { sortino: new Float64Array(shared, 0, paths), underWater: new Int32Array(shared, 8 * paths, paths) } };
};

/** Counts one session's balances. */
const countRow = (column: Int32Array | Float64Array, low: number, scale: number, row: Int32Array): void => {
  const last = row.length - 1;
  for (let path = 0; path < column.length; path++) {
    const bin = ((column[path] - low) * scale) | 0;
    row[bin < 0 ? 0 : bin > last ? last : bin]++;
  }
};

const count = (chunk: Ensemble, { bins, low, step }: FanGrid, counts: Int32Array): void => {
  for (let session = 0; session < low.length; session++) {
    countRow(sessionColumn(chunk, session), low[session], 1 / step[session], counts.subarray(session * bins, (session + 1) * bins));
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
      count(chunk, grid, counts);
    }
  };
};

/** Percentiles of the fan from counts: type 7 between the middles of the bins that hold the two order statistics. */
export const fanOfCounts = (counts: Int32Array, { bins, low, step }: FanGrid, percents: readonly number[]): Float64Array => {
  const fan = new Float64Array(low.length * percents.length);
  for (let session = 0; session < low.length; session++) {
    const row = counts.subarray(session * bins, (session + 1) * bins);
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

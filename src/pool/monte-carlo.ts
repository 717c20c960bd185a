import { createHash } from 'node:crypto';
import type { Ensemble, EnsembleShape, EnsembleSummary, MonteCarloJob, PreparedJob, SummaryQuestions } from '../montecarlo/index.ts';
import {
  countsBytes, ensembleBytes, ensembleOn, fanErrorOf, fanGridOf, fanOfCounts, fanPercents, fillFan, prepareJob, simulate, startingCents,
  streamedOn, streamPaths, summarise, summariseEnds,
} from '../montecarlo/index.ts';
import type { Control, Work } from './control.ts';
import { controlOn } from './control.ts';
import type { Checkpoint, RunOptions } from './share.ts';
import { share, shareHere } from './share.ts';

/** What a job came to, whichever way its paths were kept. */
export interface MonteCarloRun {
  /** [H, Q] percentiles of balance, cents. */
  readonly fan: Float64Array;
  /** Largest error of the fan as a share of the median: 0 when exact. */
  readonly fanError: number;
  /** Last balance of each path. */
  readonly last: Int32Array | Float64Array;
  /** Every balance of every path; undefined when they were streamed. */
  readonly ensemble: Ensemble | undefined;
  /** Over every byte the paths wrote. */
  readonly sha256: () => string;
  readonly summary: (questions: SummaryQuestions) => EnsembleSummary;
  /** False when it was stopped: only the checkpoint is then true. */
  readonly isComplete: boolean;
  readonly checkpoint: () => Checkpoint;
}

/** Bytes of balances above which paths are streamed. */
const MOST_KEPT = 320 * 2 ** 20;

/** A checkpoint of memory that threads wrote, and its way back. */
const checkpointOf = (control: Control, memory: readonly ArrayBufferLike[]): Checkpoint => ({
  doneChunks: control.doneChunks(),
  parts: memory.map((part) => new Uint8Array(part)),
});

const goOn = (control: Control, memory: readonly ArrayBufferLike[], { resume }: RunOptions): void => {
  if (resume === undefined) return;
  memory.forEach((part, i) => new Uint8Array(part).set(resume.parts[i]));
  control.resume(resume.doneChunks);
};

const hashOf = (...parts: readonly Uint8Array[]): string => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

/** Keeps every balance, so that the fan is exact. */
const keepAll = async (prepared: PreparedJob, shape: EnsembleShape, options: RunOptions): Promise<MonteCarloRun> => {
  const { job } = prepared;
  const bytes = ensembleBytes(shape);
  const { memory = new SharedArrayBuffer(bytes) } = options.memory !== undefined && options.memory.byteLength >= bytes ? options : {};
  const ensemble = ensembleOn(shape, memory);
  ensemble.withdrawn.fill(0);
  const work: Work = { total: job.paths, chunk: options.chunk ?? 256 };
  const control = controlOn(work);
  goOn(control, [memory], options);
  const values = new SharedArrayBuffer(8 * job.sessions * fanPercents.length);
  const fan = new Float64Array(values);
  const sessions: Work = { total: job.sessions, chunk: 16 };
  const fanControl = controlOn(sessions);
  await share(control, options, {
    there: (pool) => pool.run('paths', { job, shape, memory, work, control: control.memory, fan: { values, work: sessions, control: fanControl.memory } }),
    here: (from, to) => simulate(prepared, ensemble, from, to),
  });
  if (options.pool === undefined && !control.isStopped()) {
    await shareHere(fanControl, { signal: options.signal }, (from, to) => fillFan(ensemble, fan, from, to));
  }
  return {
    fan, fanError: 0,
    ensemble,
    last: ensemble.balance.subarray((job.sessions - 1) * job.paths),
    sha256: () => hashOf(new Uint8Array(memory, 0, bytes)),
    summary: (questions) => summarise(ensemble, startingCents(job.rules), questions),
    isComplete: !control.isStopped() && !fanControl.isStopped(),
    checkpoint: () => ({ doneChunks: control.doneChunks(), parts: [new Uint8Array(memory, 0, bytes)] }),
  };
};

/** Keeps columns and counts only: the fan is known to a bin. */
const stream = async (prepared: PreparedJob, options: RunOptions): Promise<MonteCarloRun> => {
  const { job } = prepared;
  const grid = fanGridOf(prepared);
  const streamed = streamedOn(prepared);
  const ends = streamed.ends.memory;
  const along = streamed.along.sortino.buffer as SharedArrayBuffer;
  const work: Work = { total: job.paths, chunk: options.chunk ?? 4_096 };
  const control = controlOn(work);
  const counts = Array.from({ length: options.pool?.workers ?? 1 }, () => new SharedArrayBuffer(countsBytes(grid)));
  goOn(control, [ends, along, counts[0]], options);
  await share(control, options, {
    there: (pool, worker) => pool.run('stream', { job, ends, along, grid, counts: counts[worker], work, control: control.memory }),
    here: streamPaths(prepared, streamed, grid, new Int32Array(counts[0])),
  });
  const total = new Int32Array(counts[0]);
  for (const part of counts.slice(1)) new Int32Array(part).forEach((n, i) => (total[i] += n));
  const fan = control.isStopped() ? new Float64Array(0) : fanOfCounts(total, grid, fanPercents);
  return {
    fan, fanError: fanErrorOf(grid, fan, fanPercents),
    ensemble: undefined,
    last: streamed.ends.balance,
    sha256: () => hashOf(new Uint8Array(ends), new Uint8Array(along), new Uint8Array(counts[0])),
    summary: (questions) => summariseEnds(streamed.ends, job.sessions, startingCents(job.rules), questions, streamed.along),
    isComplete: !control.isStopped(),
    checkpoint: () => checkpointOf(control, [ends, along, counts[0]]),
  };
};

/**
 * Runs a Monte Carlo job, on this thread or on a pool. Any number of workers and any chunk gives the same bytes.
 *
 * Paths too many to keep are streamed, and the error of their fan is stated.
 * @throws DataError or ConfigError as prepareJob does, before any work
 */
export const runMonteCarlo = async (job: MonteCarloJob, options: RunOptions = {}): Promise<MonteCarloRun> => {
  const prepared = prepareJob(job);
  const shape: EnsembleShape = { paths: job.paths, sessions: job.sessions, wide: prepared.wide };
  return ensembleBytes(shape) > (options.keepUpTo ?? MOST_KEPT) ? stream(prepared, options) : keepAll(prepared, shape, options);
};

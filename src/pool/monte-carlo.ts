import { setImmediate } from 'node:timers/promises';
import type { Ensemble, EnsembleShape, MonteCarloJob } from '../montecarlo/index.ts';
import { ensembleOn, fanPercents, fillFan, prepareJob, simulate } from '../montecarlo/index.ts';
import type { Control, Work } from './control.ts';
import { controlOn } from './control.ts';
import type { Pool } from './pool.ts';

/** What the paths wrote, and the fan of their balances, [H, Q] in cents. */
export interface MonteCarloRun {
  readonly ensemble: Ensemble;
  readonly fan: Float64Array;
  /** False when it was stopped: the ensemble is then incomplete. */
  readonly isComplete: boolean;
}

export interface RunOptions {
  /** Undefined: on this thread. */
  readonly pool?: Pool | undefined;
  /** Paths handed out at a time. */
  readonly chunk?: number;
  readonly onProgress?: (paths: number) => void;
  readonly signal?: AbortSignal;
}

const POLL_MS = 40;

/** Lets every worker take from the control; without a pool, works here and lets timers run between chunks. */
const share = async (control: Control, options: RunOptions, there: (pool: Pool) => Promise<void>, here: (from: number, to: number) => void): Promise<void> => {
  const { pool, signal, onProgress } = options;
  const stop = (): void => control.stop();
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted === true) stop();
  const report = onProgress === undefined ? undefined : setInterval(() => onProgress(control.done()), POLL_MS);
  try {
    if (pool !== undefined) {
      await Promise.all(Array.from({ length: pool.workers }, () => there(pool)));
      return;
    }
    for (let range = control.next(); range !== undefined; range = control.next()) {
      here(range.from, range.to);
      control.finish(range.to - range.from);
      await setImmediate();
    }
  } finally {
    clearInterval(report);
    signal?.removeEventListener('abort', stop);
  }
};

/**
 * Runs a Monte Carlo job, on this thread or on a pool. Any number of workers and any chunk gives the same bytes.
 *
 * @throws DataError or ConfigError as prepareJob does, before any work
 */
export const runMonteCarlo = async (job: MonteCarloJob, options: RunOptions = {}): Promise<MonteCarloRun> => {
  const prepared = prepareJob(job);
  const shape: EnsembleShape = { paths: job.paths, sessions: job.sessions, wide: prepared.wide };
  const ensemble = ensembleOn(shape);
  const { memory } = ensemble;
  const work: Work = { total: job.paths, chunk: options.chunk ?? 64 };
  const control = controlOn(work);
  await share(
    control, options,
    (pool) => pool.run('paths', { job, shape, memory, work, control: control.memory }),
    (from, to) => simulate(prepared, ensemble, from, to),
  );
  const fan = new Float64Array(new SharedArrayBuffer(8 * job.sessions * fanPercents.length));
  const sessions: Work = { total: job.sessions, chunk: 16 };
  const fanControl = controlOn(sessions);
  if (control.isStopped()) fanControl.stop();
  const { onProgress: _, ...quiet } = options;
  await share(
    fanControl, quiet,
    (pool) => pool.run('fan', { shape, memory, fan: fan.buffer, work: sessions, control: fanControl.memory }),
    (from, to) => fillFan(ensemble, fan, from, to),
  );
  return { ensemble, fan, isComplete: !control.isStopped() && !fanControl.isStopped() };
};

/** Trade draws below which this thread finishes before workers would have started, as measured. */
const WORTH_A_POOL = 1_500_000;

/** Whether a job is large enough to be worth starting workers for. */
export const isWorthAPool = (job: MonteCarloJob, jobs = 1): boolean => {
  const perSession = job.population.pnl.length / Math.max(1, job.population.dates.length);
  return jobs * job.paths * (job.tradesPerPath ?? perSession * job.sessions) > WORTH_A_POOL;
};

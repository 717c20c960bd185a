import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ConfigError, mustBe } from '../kernel/index.ts';
import type { TaskName, Tasks } from './worker.ts';

/** Worker threads ready for tasks. Close it when done: threads keep the process alive. */
export interface Pool {
  readonly workers: number;
  /** Runs one task on one worker. The payload is copied; shared memory in it stays shared. */
  readonly run: <Name extends TaskName>(name: Name, payload: Parameters<Tasks[Name]>[0]) => Promise<Awaited<ReturnType<Tasks[Name]>>>;
  readonly close: () => Promise<void>;
}

/** Workers are compiled files; from sources (under a test runner) the build's own are used. */
const workerFile = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../dist/pool/worker.js' : './worker.js', import.meta.url));

/** Threads this machine runs at once. */
export const machineWorkers = (): number => availableParallelism();

/**
 * A number of workers from a flag: a whole number from 1 to 64, or undefined for `auto`.
 *
 * @throws ConfigError for anything else
 */
export const parseWorkers = (text: string): number | undefined => {
  if (text === 'auto') return undefined;
  const workers = Number(text);
  if (!(Number.isInteger(workers) && workers >= 1 && workers <= 64)) {
    throw new ConfigError('workers', mustBe('--workers', 'auto or a whole number from 1 to 64', text, 'use auto'));
  }
  return workers;
};

const startThreads = async (workers: number) => {
  const { Piscina } = await import('piscina');
  return new Piscina({ filename: workerFile, minThreads: workers, maxThreads: workers, concurrentTasksPerWorker: 1, atomics: 'async' });
};

/** Starts worker threads; each loads the program once. */
export const openPool = (workers: number): Pool => {
  const starting = startThreads(workers);
  // Awaited with the first task; until then a failure must not count as unhandled.
  starting.catch(() => undefined);
  return {
    workers,
    run: async (name, payload) => (await starting).run(payload, { name }),
    close: async () => (await starting).close(),
  };
};

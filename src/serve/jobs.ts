import { randomBytes } from 'node:crypto';
import { isGammaError } from '../kernel/index.ts';

/** Work under way that a page follows. */
export interface Job<Result = unknown> {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** From 0 to 1. */
  readonly share: number;
  readonly note: string;
  readonly value: Result | undefined;
  /** Page that shows the result. */
  readonly result: string | null;
}

/** Does the work; undefined when it was cancelled. */
export type Work<Result> = (report: (share: number, note: string) => void, signal: AbortSignal) => Promise<Result | undefined>;

/** Jobs of this server, by name; the oldest finished ones are forgotten. */
export interface Jobs {
  /** @param pageOf where the result is shown @throws Error when too many run already */
  readonly start: <Result>(work: Work<Result>, pageOf: (id: string, value: Result) => string) => string;
  readonly find: (id: string) => Job | undefined;
  readonly cancel: (id: string) => boolean;
  /** Cancels all and waits for them. */
  readonly close: () => Promise<void>;
}

const MOST_RUNNING = 2;
const MOST_KEPT = 24;

export const openJobs = (): Jobs => {
  const jobs = new Map<string, Job>();
  const controls = new Map<string, AbortController>();
  const running = new Set<Promise<void>>();
  const change = (id: string, over: Partial<Job>): void => {
    const job = jobs.get(id);
    if (job !== undefined) jobs.set(id, { ...job, ...over });
  };
  const forget = (): void => {
    for (const [id, { state }] of jobs) {
      if (jobs.size <= MOST_KEPT) return;
      if (state !== 'running') jobs.delete(id);
    }
  };
  return {
    start: (work, pageOf) => {
      if (controls.size >= MOST_RUNNING) throw new Error(`${MOST_RUNNING} jobs run already; wait for one or cancel it`);
      forget();
      const id = randomBytes(8).toString('hex');
      const control = new AbortController();
      jobs.set(id, { id, state: 'running', share: 0, note: 'starting', value: undefined, result: null });
      controls.set(id, control);
      const done = (async () => {
        try {
          const value = await work((share, note) => change(id, { share, note }), control.signal);
          if (value === undefined) change(id, { state: 'cancelled', note: 'cancelled' });
          else change(id, { state: 'done', share: 1, note: 'done', value, result: pageOf(id, value) });
        } catch (error) {
          change(id, { state: 'failed', note: isGammaError(error) || error instanceof Error ? error.message : String(error) });
        } finally {
          controls.delete(id);
        }
      })();
      running.add(done);
      void done.finally(() => running.delete(done));
      return id;
    },
    find: (id) => jobs.get(id),
    cancel: (id) => {
      controls.get(id)?.abort();
      return controls.has(id);
    },
    close: async () => {
      for (const control of controls.values()) control.abort();
      await Promise.all(running);
    },
  };
};

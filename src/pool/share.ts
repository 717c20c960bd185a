import { setImmediate } from 'node:timers/promises';
import type { Control } from './control.ts';
import type { Pool } from './pool.ts';

export interface RunOptions {
  /** Undefined: on this thread. */
  readonly pool?: Pool | undefined;
  /** Paths handed out at a time. */
  readonly chunk?: number;
  readonly onProgress?: (paths: number) => void;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of balances above which paths are streamed. */
  readonly keepUpTo?: number;
  /** Memory of an earlier run that nobody reads any more: taken for the balances where it is large enough. */
  readonly memory?: SharedArrayBuffer | undefined;
  /** Go on from here; of an equal job only. */
  readonly resume?: Checkpoint | undefined;
}

const POLL_MS = 40;

/** What a stopped run had done: bytes to go on from. */
export interface Checkpoint {
  readonly doneChunks: Uint8Array;
  readonly parts: readonly Uint8Array[];
}

/** Work as one thread of the pool does it, and as this thread does it. */
export interface Sharing {
  readonly there: (pool: Pool, worker: number) => Promise<void>;
  readonly here: (from: number, to: number) => void;
}

/** Works on this thread, and lets timers run between chunks. */
const workHere = async (control: Control, here: Sharing['here']): Promise<void> => {
  for (let range = control.next(); range !== undefined; range = control.next()) {
    here(range.from, range.to);
    control.finish(range);
    await setImmediate();
  }
};

/** Watches over work: tells its progress, and stops it when asked or when it fails. */
const watched = async (control: Control, { signal, onProgress }: RunOptions, work: () => Promise<unknown>): Promise<void> => {
  const stop = (): void => control.stop();
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted === true) stop();
  const report = onProgress === undefined ? undefined : setInterval(() => onProgress(control.done()), POLL_MS);
  try {
    await work();
  } catch (error) {
    stop();
    throw error;
  } finally {
    clearInterval(report);
    signal?.removeEventListener('abort', stop);
  }
};

/** Lets every worker take from the control; without a pool, works here. */
export const share = (control: Control, options: RunOptions, { there, here }: Sharing): Promise<void> => {
  const { pool } = options;
  return watched(control, options, () =>
    pool === undefined ? workHere(control, here) : Promise.all(Array.from({ length: pool.workers }, (_, worker) => there(pool, worker))));
};

/** The same on this thread, whatever the pool. */
export const shareHere = (control: Control, options: RunOptions, here: Sharing['here']): Promise<void> =>
  watched(control, options, () => workHere(control, here));

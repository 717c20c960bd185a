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
  /** Left out where no pool can be meant. */
  readonly there?: (pool: Pool, worker: number) => Promise<void>;
  readonly here: (from: number, to: number) => void;
}

/** Lets every worker take from the control; without a pool, works here and lets timers run between chunks. */
export const share = async (control: Control, options: RunOptions, { there, here }: Sharing): Promise<void> => {
  const { pool, signal, onProgress } = options;
  const stop = (): void => control.stop();
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted === true) stop();
  const report = onProgress === undefined ? undefined : setInterval(() => onProgress(control.done()), POLL_MS);
  try {
    if (pool !== undefined && there !== undefined) {
      await Promise.all(Array.from({ length: pool.workers }, (_, worker) => there(pool, worker)));
      return;
    }
    for (let range = control.next(); range !== undefined; range = control.next()) {
      here(range.from, range.to);
      control.finish(range);
      await setImmediate();
    }
  } catch (error) {
    stop();
    throw error;
  } finally {
    clearInterval(report);
    signal?.removeEventListener('abort', stop);
  }
};

import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { QuoteDay } from '../market/index.ts';
import type { EncodedDay } from './encode-day.ts';
import { sessionEncoder } from './encode-day.ts';

/** Turns sessions into the bytes of their files, in the order in which they were given. */
export interface DayEncoder {
  /** @param day whose prices it takes over: they may be gone afterwards */
  readonly encode: (day: QuoteDay) => Promise<EncodedDay>;
  readonly close: () => Promise<unknown>;
}

/** The worker is a compiled file; from sources (under a test runner) the build's own is used. */
const workerFile = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../dist/store/encode-worker.js' : './encode-worker.js', import.meta.url));

interface Waiting {
  readonly resolve: (encoded: EncodedDay) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that encodes while this one takes the next session. */
const encodingThread = (): DayEncoder => {
  const worker = new Worker(workerFile);
  const waiting: Waiting[] = [];
  let failure: Error | undefined;
  worker.on('message', (encoded: EncodedDay) => waiting.shift()?.resolve(encoded));
  worker.on('error', (error: Error) => {
    failure = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  });
  return {
    encode: (day) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return void reject(failure);
        waiting.push({ resolve, reject });
        const { date, rows, stride, minutes, strikes, spot, bid, ask, openInterest } = day;
        // Bid and ask of middles may lie in the same memory.
        const memory = new Set([bid.buffer, ask.buffer]) as Set<ArrayBuffer>;
        worker.postMessage({ date, rows, stride, minutes, strikes, spot, bid, ask, openInterest }, [...memory]);
      }),
    close: () => worker.terminate(),
  };
};

/** Sessions after which a thread is worth its start. */
const WORTH_A_THREAD = 24;

/** Encodes the first sessions here, and those of a long import on a thread of their own. */
export const dayEncoder = (): DayEncoder => {
  const encodeDay = sessionEncoder();
  let done = 0;
  let thread: DayEncoder | undefined;
  return {
    encode: async (day) => {
      if (done++ < WORTH_A_THREAD) return encodeDay(day);
      thread ??= encodingThread();
      return thread.encode(day);
    },
    close: async () => thread?.close(),
  };
};

import { parentPort } from 'node:worker_threads';
import type { QuoteDay } from '../market/index.ts';
import { sessionEncoder } from './encode-day.ts';

const encodeDay = sessionEncoder();

/** Encodes sessions on a thread of its own: a session in, its bytes out, in order. */
parentPort?.on('message', (day: QuoteDay) => {
  const encoded = encodeDay(day);
  const memory = [encoded.parquet, encoded.packed.bytes].map(({ buffer }) => buffer as ArrayBuffer);
  parentPort?.postMessage(encoded, memory);
});

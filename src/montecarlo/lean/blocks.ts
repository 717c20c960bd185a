import type { Ensemble } from '../ensemble.ts';

/** Paths a module walks before their balances are written at once. */
export const BLOCK = 256;

/** [H] rows of balances of a block at the end of each session, where a module keeps them. */
export const blockRows = (memory: ArrayBuffer, address: number, sessions: number): Int32Array[] =>
  Array.from({ length: sessions }, (_, session) => new Int32Array(memory, address + session * BLOCK * 4, BLOCK));

/** Writes the balances of `count` paths that lie side by side, the first of them path `first`. */
export const flushBlock = ({ balance, paths }: Ensemble, rows: readonly Int32Array[], first: number, count: number): void =>
  rows.forEach((row, session) => balance.set(count === BLOCK ? row : row.subarray(0, count), session * paths + first));

import { streamState } from '../../kernel/index.ts';

/** Outputs a stream discards before its first draw. */
const DISCARDED = 12;

/** Where drawn trades go: their places in the population, and their results. */
interface Drawn {
  readonly trades: Int32Array;
  readonly results: Int32Array;
}

/** Independent trades of a path, and how many win: openStream's generator and its `below`, written out on 32-bit words. */
export const drawTrades = (seed: number, path: number, pnl: Int32Array, { trades, results }: Drawn): number => {
  const state = streamState(seed, path, 0);
  let s0 = state[0] | 0;
  let s1 = state[1] | 0;
  let s2 = state[2] | 0;
  let counter = state[3] | 0;
  const scale = pnl.length / 4294967296;
  const count = trades.length;
  let wins = 0;
  for (let k = -DISCARDED; k < count; k++) {
    const t = (s0 + s1 + counter) | 0;
    counter = (counter + 1) | 0;
    s0 = s1 ^ (s1 >>> 9);
    s1 = (s2 + (s2 << 3)) | 0;
    s2 = (((s2 << 21) | (s2 >>> 11)) + t) | 0;
    if (k < 0) continue;
    const trade = ((t >>> 0) * scale) | 0;
    const result = pnl[trade];
    trades[k] = trade;
    results[k] = result;
    wins = (wins + ((-result | 0) >>> 31)) | 0;
  }
  return wins;
};

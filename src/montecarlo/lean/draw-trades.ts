import { streamState } from '../../kernel/index.ts';

/** Outputs a stream discards before its first draw. */
const DISCARDED = 12;

/** Independent trades of a path: openStream's generator and its `below`, written out on 32-bit words. */
export const drawTrades = (seed: number, path: number, bound: number, out: Int32Array): void => {
  const state = streamState(seed, path, 0);
  let s0 = state[0] | 0;
  let s1 = state[1] | 0;
  let s2 = state[2] | 0;
  let counter = state[3] | 0;
  const scale = bound / 4294967296;
  const count = out.length;
  for (let k = -DISCARDED; k < count; k++) {
    const t = (s0 + s1 + counter) | 0;
    counter = (counter + 1) | 0;
    s0 = s1 ^ (s1 >>> 9);
    s1 = (s2 + (s2 << 3)) | 0;
    s2 = (((s2 << 21) | (s2 >>> 11)) + t) | 0;
    if (k >= 0) out[k] = ((t >>> 0) * scale) | 0;
  }
};

import type { Rng } from '../../kernel/index.ts';
import { belowOf } from '../../kernel/index.ts';

/** Fills an array with what as many calls of `rng.below` would give: words go into the array's own memory, each read before it is replaced. */
export const drawBelow = (rng: Rng, bound: number, out: Int32Array): void => {
  const words = new Uint32Array(out.buffer, out.byteOffset, out.length);
  rng.fillU32(words);
  for (let t = 0; t < out.length; t++) out[t] = belowOf(words[t], bound);
};

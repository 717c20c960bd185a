import type { Rng } from '../../kernel/index.ts';
import type { Population } from '../population.ts';

/** One way of drawing a future from a record. */
export interface Resampler {
  /** `session`: draws whole sessions. `trade`: draws single trades, one `below` each, spread evenly over the sessions of the path. */
  readonly unit: 'session' | 'trade';
  /** What is drawn, in words, with the parameters in force. */
  readonly describe: string;
  /** Record the indices refer to: the given one, or a smoothed one. */
  readonly population: Population;
  /** Fills one path with indices of sessions or of trades. */
  readonly draw: (rng: Rng, out: Int32Array) => void;
}

export type BlockLength = number | 'auto';

/** Lays blocks one after another; indices wrap modulo n, the last block is cut to fit. */
export const expandBlocks = (next: () => { start: number; length: number }, n: number, out: Int32Array): void => {
  for (let t = 0; t < out.length; ) {
    const { start, length } = next();
    for (let k = 0; k < length && t < out.length; k++) out[t++] = (start + k) % n;
  }
};

import { belowOf, realOf } from '../../kernel/index.ts';
import { sessionCount } from '../population.ts';
import type { Population } from '../population.ts';
import type { Resampler } from './resampler.ts';

/**
 * Stationary bootstrap of sessions: each next session follows its predecessor, or with chance 1/block starts afresh.
 *
 * @param block mean block length in sessions, at least 1
 * @see Politis and Romano, 1994, doi:10.1080/01621459.1994.10476870
 */
export const stationary = (population: Population, block: number): Resampler => {
  const count = sessionCount(population);
  let words = new Uint32Array();
  return {
    unit: 'session',
    describe: `blocks of about ${block.toFixed(1)} sessions`,
    population,
    draw: (rng, out) => {
      // A word for each session drawn afresh and two for whether it is: all that could be needed, drawn in one go.
      if (words.length !== 3 * out.length) words = new Uint32Array(3 * out.length);
      rng.fillU32(words);
      let at = 0;
      let session = belowOf(words[at++], count);
      for (let t = 0; t < out.length; t++) {
        if (t > 0) {
          const isFresh = realOf(words[at], words[at + 1]) * block < 1;
          at += 2;
          session = isFresh ? belowOf(words[at++], count) : session + 1 === count ? 0 : session + 1;
        }
        out[t] = session;
      }
    },
  };
};

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
  return {
    unit: 'session',
    describe: `blocks of about ${block.toFixed(1)} sessions`,
    population,
    draw: (rng, out) => {
      let session = rng.below(count);
      for (let t = 0; t < out.length; t++) {
        if (t > 0) session = rng.real() * block < 1 ? rng.below(count) : session + 1 === count ? 0 : session + 1;
        out[t] = session;
      }
    },
  };
};

import { sessionCount } from '../population.ts';
import type { Population } from '../population.ts';
import { expandBlocks } from './resampler.ts';
import type { Resampler } from './resampler.ts';

/**
 * Moving block bootstrap of sessions: fixed length, starts only where a whole block fits.
 *
 * @param block whole sessions, between 1 and the length of the record
 * @see Künsch, 1989, doi:10.1214/aos/1176347265
 */
export const moving = (population: Population, block: number): Resampler => {
  const count = sessionCount(population);
  return {
    unit: 'session',
    describe: `blocks of ${block} sessions`,
    population,
    draw: (rng, out) => expandBlocks(() => ({ start: rng.below(count - block + 1), length: block }), count, out),
  };
};

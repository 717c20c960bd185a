import { sessionCount } from '../population.ts';
import type { Population } from '../population.ts';
import { expandBlocks } from './resampler.ts';
import type { Resampler } from './resampler.ts';

/**
 * Circular block bootstrap of sessions: fixed length, any start, the record's end joined to its beginning.
 *
 * @param block whole sessions, at least 1
 * @see Politis and Romano, 1992, A circular block-resampling procedure for stationary data
 */
export const circular = (population: Population, block: number): Resampler => {
  const count = sessionCount(population);
  return {
    unit: 'session',
    describe: `blocks of ${block} sessions, ends joined`,
    population,
    draw: (rng, out) => expandBlocks(() => ({ start: rng.below(count), length: block }), count, out),
  };
};

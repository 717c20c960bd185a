import { sessionCount } from '../population.ts';
import type { Population } from '../population.ts';
import type { Resampler } from './resampler.ts';

/** The record in its own order, from the start again when the path is longer: the identity draw. */
export const replay = (population: Population): Resampler => ({
  unit: 'session',
  describe: 'the record in its own order',
  population,
  draw: (_rng, out) => {
    for (let t = 0; t < out.length; t++) out[t] = t % sessionCount(population);
  },
});

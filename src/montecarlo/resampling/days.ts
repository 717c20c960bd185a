import { sessionCount } from '../population.ts';
import type { Population } from '../population.ts';
import { drawBelow } from './draw-below.ts';
import type { Resampler } from './resampler.ts';

/** Whole sessions, independent, with replacement: trades that shared a day stay together. */
export const days = (population: Population): Resampler => {
  const count = sessionCount(population);
  return {
    unit: 'session',
    describe: 'whole sessions, independent',
    population,
    draw: (rng, out) => drawBelow(rng, count, out),
  };
};

import { belowOf } from '../../kernel/index.ts';
import { sessionCount } from '../population.ts';
import type { Population } from '../population.ts';
import type { Resampler } from './resampler.ts';
import { wordsFor } from './words.ts';

/** Whole sessions, independent, with replacement: trades that shared a day stay together. */
export const days = (population: Population): Resampler => {
  const count = sessionCount(population);
  return {
    unit: 'session',
    describe: 'whole sessions, independent',
    population,
    draw: (rng, out) => {
      const words = wordsFor(out);
      rng.fillU32(words);
      for (let t = 0; t < out.length; t++) out[t] = belowOf(words[t], count);
    },
  };
};

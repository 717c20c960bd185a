import { belowOf } from '../../kernel/index.ts';
import { tradeCount } from '../population.ts';
import type { Population } from '../population.ts';
import type { Resampler } from './resampler.ts';
import { wordsFor } from './words.ts';

/** Single trades, independent, with replacement (Efron, 1979): breaks up days, so it understates bad ones. */
export const trades = (population: Population): Resampler => {
  const count = tradeCount(population);
  return {
    unit: 'trade',
    describe: 'single trades, independent',
    population,
    draw: (rng, out) => {
      const words = wordsFor(out);
      rng.fillU32(words);
      for (let t = 0; t < out.length; t++) out[t] = belowOf(words[t], count);
    },
  };
};

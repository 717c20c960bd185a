import { tradeCount } from '../population.ts';
import type { Population } from '../population.ts';
import { drawBelow } from './draw-below.ts';
import type { Resampler } from './resampler.ts';

/** Single trades, independent, with replacement (Efron, 1979): breaks up days, so it understates bad ones. */
export const trades = (population: Population): Resampler => {
  const count = tradeCount(population);
  return {
    unit: 'trade',
    describe: 'single trades, independent',
    population,
    draw: (rng, out) => drawBelow(rng, count, out),
  };
};

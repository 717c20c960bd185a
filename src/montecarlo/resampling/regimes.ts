import { DataError, mustBe, quantiles } from '../../kernel/index.ts';
import { sessionCount } from '../population.ts';
import type { Population } from '../population.ts';
import type { Resampler } from './resampler.ts';

/** Calm, middle or wild: the VIX tercile of each session. */
export const vixTerciles = (vix: Float64Array): Uint8Array => {
  const [low, high] = quantiles(vix, [1 / 3, 2 / 3]);
  return Uint8Array.from(vix, (level) => (level <= low ? 0 : level <= high ? 1 : 2));
};

/**
 * Sessions drawn within VIX terciles; the tercile moves from session to session as it did in the record.
 *
 * The next tercile is that of the successor of a random session of the present one: a Markov chain with the record's
 * own transition rates.
 * @throws DataError when a session has no VIX
 */
export const regimes = (population: Population): Resampler => {
  const unknown = population.vix.findIndex((level) => Number.isNaN(level));
  if (unknown >= 0) {
    throw new DataError('no-vix', mustBe(`VIX of ${population.dates[unknown]}`, 'known to draw by regime', null, 'resample days instead'));
  }
  const count = sessionCount(population);
  const regime = vixTerciles(population.vix);
  const members = [0, 1, 2].map((r) => Int32Array.from(regime.keys()).filter((day) => regime[day] === r));
  return {
    unit: 'session',
    describe: 'sessions within VIX terciles, terciles moving as recorded',
    population,
    draw: (rng, out) => {
      let now = regime[rng.below(count)];
      for (let t = 0; t < out.length; t++) {
        const pool = members[now];
        out[t] = pool[rng.below(pool.length)];
        now = regime[(pool[rng.below(pool.length)] + 1) % count];
      }
    },
  };
};

import { defineCriterion } from './define-criterion.ts';
import { percentOf } from './words.ts';

/** Seldom ends its account. */
export const haltProbability = defineCriterion({
  id: 'haltProbability',
  title: 'Probability of a halt',
  weigh: (probability, most) => ({
    passed: probability <= most,
    value: probability,
    why: `${percentOf(probability)} of simulated years end in a halt; at most ${percentOf(most)} is allowed`,
  }),
});

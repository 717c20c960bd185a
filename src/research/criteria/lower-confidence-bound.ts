import { defineCriterion } from './define-criterion.ts';
import { dollars } from './words.ts';

/** The mean result of a contract can be told from nothing. */
export const lowerConfidenceBound = defineCriterion({
  id: 'lowerConfidenceBound',
  title: 'Lower confidence bound',
  weigh: (bound, floor) => ({
    passed: bound > floor,
    value: bound,
    why: `a contract earns at least ${dollars(bound)} on average, with confidence; more than ${dollars(floor)} is asked`,
  }),
});

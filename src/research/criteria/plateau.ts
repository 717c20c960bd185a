import { defineCriterion } from './define-criterion.ts';
import { percentOf } from './words.ts';

/** Does about as well with its knobs turned one step. */
export const plateau = defineCriterion({
  id: 'plateau',
  title: 'Plateau',
  weigh: (ratio, least) => ({
    passed: ratio >= least,
    value: ratio,
    why: `neighbours reach ${percentOf(ratio)} of its own objective; at least ${percentOf(least)} is asked`,
  }),
});

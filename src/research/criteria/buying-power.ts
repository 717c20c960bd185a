import { defineCriterion } from './define-criterion.ts';
import { percentOf } from './words.ts';

/** Leaves equity free at its busiest. */
export const buyingPower = defineCriterion({
  id: 'buyingPower',
  title: 'Buying power',
  weigh: (used, most) => ({
    passed: used <= most,
    value: used,
    why: `open positions put up to ${percentOf(used)} of equity at risk at once; at most ${percentOf(most)} is allowed`,
  }),
});

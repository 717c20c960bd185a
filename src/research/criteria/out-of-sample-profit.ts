import { defineCriterion } from './define-criterion.ts';
import { dollars } from './words.ts';

/** Earns after costs where it was not fitted. */
export const outOfSampleProfit = defineCriterion({
  id: 'outOfSampleProfit',
  title: 'Profit out of sample',
  weigh: (profit, floor) => ({
    passed: profit > floor,
    value: profit,
    why: `earned ${dollars(profit)} after costs out of sample; more than ${dollars(floor)} is asked`,
  }),
});

import { defineCriterion } from './define-criterion.ts';
import { percentOf } from './words.ts';

/** Better than the best of as many worthless trials. @see Bailey and López de Prado, 2014, doi:10.3905/jpm.2014.40.5.094 */
export const deflatedSharpe = defineCriterion({
  id: 'deflatedSharpe',
  title: 'Deflated Sharpe ratio',
  weigh: (probability, least) => ({
    passed: probability >= least,
    value: probability,
    why: `the Sharpe ratio is above 0 with probability ${percentOf(probability)}, every trial counted; at least ${percentOf(least)} is asked`,
  }),
});

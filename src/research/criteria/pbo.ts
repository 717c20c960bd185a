import { defineCriterion } from './define-criterion.ts';
import { percentOf } from './words.ts';

/** Choosing the best in sample is choosing well. @see Bailey, Borwein, López de Prado and Zhu, 2017, doi:10.21314/JCF.2016.322 */
export const pbo = defineCriterion({
  id: 'pbo',
  title: 'Probability of overfitting',
  weigh: (pbo, most) => ({
    passed: pbo <= most,
    value: pbo,
    why: `the choice ranked in the lower half out of sample in ${percentOf(pbo)} of splits; at most ${percentOf(most)} is allowed`,
  }),
});

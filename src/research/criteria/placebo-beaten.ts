import { defineCriterion } from './define-criterion.ts';
import { percentOf } from './words.ts';

/** What the plan looks at matters: with that shuffled, it does worse. */
export const placeboBeaten = defineCriterion({
  id: 'placeboBeaten',
  title: 'Beats its placebo',
  weigh: (asGood, most) => ({
    passed: asGood <= most,
    value: asGood,
    why: `${percentOf(asGood)} of placebo runs did as well; at most ${percentOf(most)} is allowed`,
  }),
});

import { defineCriterion } from './define-criterion.ts';
import { counted } from './words.ts';

/** No rule of the plan is decoration: one that never decides was never tested. */
export const ruleReachability = defineCriterion({
  id: 'ruleReachability',
  title: 'Every rule decides',
  weigh: (rules, fewest) => {
    if (rules.length === 0) return { passed: false, value: null, why: 'no rule was followed' };
    const idle = rules.filter(({ decided }) => !(decided >= fewest));
    return {
      passed: idle.length === 0,
      value: Math.min(...rules.map(({ decided }) => decided)),
      why: idle.length > 0
        ? `decided less than ${counted(fewest, 'time')}: ${idle.map(({ rule }) => rule).join(', ')}`
        : `each of ${counted(rules.length, 'rule')} decided at least ${counted(fewest, 'time')}`,
    };
  },
});

import { defineCriterion } from './define-criterion.ts';
import { counted } from './words.ts';

/** Decides the same without the rows that follow. */
export const lookAhead = defineCriterion({
  id: 'lookAhead',
  title: 'No look-ahead',
  weigh: ({ cuts, findings }, fewest) => ({
    passed: findings === 0 && cuts >= fewest,
    value: findings,
    why: `${counted(findings, 'decision')} changed over ${counted(cuts, 'cut')}; none may, over at least ${fewest}`,
  }),
});

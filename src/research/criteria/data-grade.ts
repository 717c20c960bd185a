import { gradeAtLeast } from '../../kernel/index.ts';
import { defineCriterion } from './define-criterion.ts';

/** Rests on quotes real enough. */
export const dataGrade = defineCriterion({
  id: 'dataGrade',
  title: 'Data grade',
  weigh: (grade, worst) => ({
    passed: gradeAtLeast(grade, worst),
    value: grade,
    why: `rests on ${grade} data; ${worst} or better is asked`,
  }),
});

import { ConfigError, mustBe } from '../../kernel/index.ts';
import type { Axis, Point } from '../axes.ts';
import type { Search } from './define-search.ts';

/** Configurations of a grid at most, as of any other search. */
const MOST = 1_000_000;

/** Every combination, the last axis fastest. @throws ConfigError where there are more than a million */
export const gridSearch = (axes: readonly Axis[]): Search => {
  const total = axes.reduce((product, { values }) => product * values.length, 1);
  if (total > MOST) throw new ConfigError('grid', mustBe('the grid', `of at most ${MOST} configurations`, total, 'name fewer values, or search at random'));
  const pointOf = (index: number): Point => {
    let rest = index;
    const point = new Array<Point[number]>(axes.length);
    for (let i = axes.length - 1; i >= 0; i--) {
      const { values } = axes[i];
      point[i] = values[rest % values.length];
      rest = Math.floor(rest / values.length);
    }
    return point;
  };
  return { total, next: (trials) => (trials.length > 0 ? [] : Array.from({ length: total }, (_, i) => pointOf(i))) };
};

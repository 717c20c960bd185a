import type { Axis, Point } from '../axes.ts';
import type { Search } from './define-search.ts';

/** Every combination, the last axis fastest. */
export const gridSearch = (axes: readonly Axis[]): Search => {
  const total = axes.reduce((product, { values }) => product * values.length, 1);
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

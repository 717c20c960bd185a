import type { Axis, AxisValue, Point } from './axes.ts';

/** What a point's neighbourhood is worth. */
export interface Plateau {
  /** Mean objective of the point and its neighbours one step away on each axis. */
  readonly score: number;
  /** Tried neighbours, itself included. */
  readonly members: number;
  /** Neighbours its axes have, itself included. */
  readonly possible: number;
}

/** Values of an axis as steps: numbers in their order, others as listed. */
const stepsOf = ({ values }: Axis): readonly AxisValue[] =>
  values.every((value) => typeof value === 'number') ? [...values].sort((a, b) => a - b) : values;

/**
 * Scores each tried point by its neighbourhood instead of its own peak: a spike scores below a plateau.
 *
 * Neighbours differ by one step on a single axis; untried ones are left out, failed ones count as the worst tried.
 * @param objectives of the points, larger is better; NaN where a point failed
 */
export const plateauScores = (axes: readonly Axis[], points: readonly Point[], objectives: ArrayLike<number>): Plateau[] => {
  const place = new Map(points.map((point, i) => [JSON.stringify(point), i]));
  let worst = Infinity;
  for (let i = 0; i < objectives.length; i++) if (objectives[i] < worst) worst = objectives[i];
  const valueOf = (i: number): number => (Number.isNaN(objectives[i]) ? worst : objectives[i]);
  const steps = axes.map(stepsOf);
  return points.map((point, i) => {
    let sum = valueOf(i);
    let members = 1;
    let possible = 1;
    steps.forEach((values, a) => {
      const at = values.indexOf(point[a]);
      for (const step of [at - 1, at + 1]) {
        if (step < 0 || step >= values.length) continue;
        possible++;
        const other = place.get(JSON.stringify(point.map((value, k) => (k === a ? values[step] : value))));
        if (other === undefined) continue;
        sum += valueOf(other);
        members++;
      }
    });
    return { score: sum / members, members, possible };
  });
};

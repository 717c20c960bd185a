import type { Axis, Point } from './axes.ts';

/** Whether an axis leaves entries and costs as they are: only exits and the account's own rules change with it. */
export const sharesEntries = ({ path }: Axis): boolean => path.startsWith('strategy.exits.') || path.startsWith('risk.');

const entriesKeyOf = (axes: readonly Axis[]): ((point: Point) => string) => {
  const own = axes.flatMap((axis, i) => (sharesEntries(axis) ? [] : [i]));
  return (point) => JSON.stringify(own.map((i) => point[i]));
};

/**
 * Cuts points into units of work, whatever the number of workers: points of a unit share their entries.
 *
 * @param most points of a unit
 * @returns the same points, those that share entries together in order of first appearance
 */
export const unitsOf = (points: readonly Point[], axes: readonly Axis[], most: number): Point[][] => {
  const keyOf = entriesKeyOf(axes);
  const groups = new Map<string, Point[]>();
  for (const point of points) {
    const key = keyOf(point);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [point]);
    else group.push(point);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / most) }, (_, k) => group.slice(k * most, (k + 1) * most)));
};

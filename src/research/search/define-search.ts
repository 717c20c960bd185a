import type { Axis, Point } from '../axes.ts';

/** A point tried and the objective it reached; NaN when it failed. */
export interface Trial {
  readonly point: Point;
  readonly objective: number;
}

/**
 * How a sweep chooses what to try: batch by batch, from finished batches only, so that the same seed tries the same points
 * for any number of workers.
 */
export interface Search {
  /** Points of the next batch given all trials before it; empty when there is no more. */
  readonly next: (trials: readonly Trial[]) => readonly Point[];
  /** Trials in all, for estimates and progress. */
  readonly total: number;
}

/** The value of each axis at fractions in [0, 1). */
export const pointAt = (axes: readonly Axis[], fractions: ArrayLike<number>): Point =>
  axes.map(({ values }, i) => values[Math.min(values.length - 1, Math.floor(fractions[i] * values.length))]);

/** Points with repeats taken out, first kept. */
export const distinct = (points: readonly Point[]): Point[] => {
  const seen = new Set<string>();
  return points.filter((point) => {
    const key = JSON.stringify(point);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

/** Equal bins: bin i holds values from `from + i * step` up to the next. */
export interface Grid {
  readonly from: number;
  readonly step: number;
  readonly bins: number;
}

/** Counts of a column on a grid. */
export interface Histogram {
  readonly from: number;
  readonly step: number;
  readonly counts: readonly number[];
}

/** A step of 1, 2 or 5 times a power of ten that gives at most this many bins. */
const roundStep = (range: number, bins: number): number => {
  const power = 10 ** Math.floor(Math.log10(range / bins));
  return [1, 2, 5, 10].map((m) => m * power).find((step) => range / step <= bins) ?? 10 * power;
};

/** Bins of round width that hold all values; no bins without values. */
export const gridOf = (values: ArrayLike<number>, most = 60): Grid => {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  if (values.length === 0) return { from: 0, step: 1, bins: 0 };
  const step = high > low ? roundStep(high - low, most) : 1;
  const from = Math.floor(low / step) * step;
  return { from, step, bins: Math.floor((high - from) / step) + 1 };
};

/** Counts of values, all of which must lie on the grid. */
export const histogramOn = ({ from, step, bins }: Grid, values: ArrayLike<number>): Histogram => {
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) counts[Math.floor((values[i] - from) / step)]++;
  return { from, step, counts };
};

/** Counts of a column in bins of round width. */
export const histogramOf = (values: ArrayLike<number>, most = 60): Histogram => histogramOn(gridOf(values, most), values);

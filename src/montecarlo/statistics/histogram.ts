/** Counts of a column in equal bins; edges are bins.length + 1 values. */
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

/** Bins of round width over all values. Empty without values. */
export const histogramOf = (values: ArrayLike<number>, bins = 60): Histogram => {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  if (values.length === 0) return { from: 0, step: 1, counts: [] };
  const step = high > low ? roundStep(high - low, bins) : 1;
  const from = Math.floor(low / step) * step;
  const counts = new Array<number>(Math.floor((high - from) / step) + 1).fill(0);
  for (let i = 0; i < values.length; i++) counts[Math.floor((values[i] - from) / step)]++;
  return { from, step, counts };
};

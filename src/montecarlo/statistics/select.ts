/** Buckets of a histogram, as a power of two. */
const BUCKET_BITS = 12;
const BUCKETS = 1 << BUCKET_BITS;
/** Below this many values, sorting is quicker than another histogram. */
const FEW = 256;

type Values = Int32Array | Float64Array;

/** A histogram of whole numbers: bucket of a value is (value - low) >>> shift. */
interface Buckets {
  readonly low: number;
  readonly shift: number;
  /** [BUCKETS + 1] values before each bucket. */
  readonly before: Int32Array;
}

const bucketsOf = (values: Int32Array): Buckets => {
  let low = values[0];
  let high = values[0];
  for (let i = 1; i < values.length; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const shift = Math.max(0, 32 - Math.clz32(high - low) - BUCKET_BITS);
  const before = new Int32Array(BUCKETS + 1);
  for (let i = 0; i < values.length; i++) before[((values[i] - low) >>> shift) + 1]++;
  for (let b = 0; b < BUCKETS; b++) before[b + 1] += before[b];
  return { low, shift, before };
};

/** Values of the buckets asked for, each bucket's together, in the order asked. */
const gather = (values: Int32Array, { low, shift, before }: Buckets, wanted: readonly number[]): Int32Array[] => {
  const slot = new Int16Array(BUCKETS).fill(-1);
  const kept = wanted.map((bucket, k) => {
    slot[bucket] = k;
    return new Int32Array(before[bucket + 1] - before[bucket]);
  });
  const next = new Int32Array(wanted.length);
  for (let i = 0; i < values.length; i++) {
    const k = slot[(values[i] - low) >>> shift];
    if (k >= 0) kept[k][next[k]++] = values[i];
  }
  return kept;
};

const ofSorted = (values: Values, ranks: readonly number[]): number[] => {
  const sorted = values.slice().sort();
  return ranks.map((rank) => sorted[rank]);
};

const ofIntegers = (values: Int32Array, ranks: readonly number[]): number[] => {
  if (values.length <= FEW) return ofSorted(values, ranks);
  const buckets = bucketsOf(values);
  const { low, shift, before } = buckets;
  const within = new Map<number, number[]>();
  let b = 0;
  for (const rank of ranks) {
    while (before[b + 1] <= rank) b++;
    within.set(b, [...(within.get(b) ?? []), rank - before[b]]);
  }
  if (shift === 0) return [...within].flatMap(([bucket, list]) => list.map(() => low + bucket));
  const kept = gather(values, buckets, [...within.keys()]);
  return [...within.values()].flatMap((list, k) => ofIntegers(kept[k], list));
};

/**
 * Order statistics. Whole numbers by histogram, where only buckets that hold a wanted rank are looked into again.
 *
 * @param values any order, not changed, no NaN, not empty @param ranks 0-based, ascending
 * @example orderStatistics(Int32Array.of(5, 1, 3), [0, 2]) // [1, 5]
 */
export const orderStatistics = (values: Values, ranks: readonly number[]): number[] =>
  values instanceof Int32Array ? ofIntegers(values, ranks) : ofSorted(values, ranks);

/**
 * Type 7 quantiles without sorting the whole column.
 *
 * @param probabilities ascending, in [0, 1] @param select finds order statistics as orderStatistics does
 * @see Hyndman and Fan, 1996, doi:10.1080/00031305.1996.10473566
 */
export const selectQuantiles = (values: Values, probabilities: readonly number[], select: typeof orderStatistics = orderStatistics): number[] => {
  const last = values.length - 1;
  const places = probabilities.map((p) => last * p);
  const ranks = [...new Set(places.flatMap((h) => [Math.floor(h), Math.min(Math.floor(h) + 1, last)]))];
  const found = select(values, ranks);
  const at = new Map(ranks.map((rank, i) => [rank, found[i]]));
  return places.map((h) => {
    const low = at.get(Math.floor(h)) ?? NaN;
    const high = at.get(Math.min(Math.floor(h) + 1, last)) ?? NaN;
    return low + (h - Math.floor(h)) * (high - low);
  });
};

const BUCKETS = 4096;
/** Below this many values, sorting is quicker than another histogram. */
const FEW = 512;

type Values = Int32Array | Float64Array;

interface Bounds {
  readonly low: number;
  readonly high: number;
}

const boundsOf = (values: Values): Bounds => {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
};

const copyOf = (values: Values): Values => (values instanceof Int32Array ? Int32Array.from(values) : Float64Array.from(values));

/** Values that fall in the wanted buckets, bucket by bucket. */
const gather = (values: Values, bucket: (value: number) => number, wanted: Int32Array): Values => {
  const kept = copyOf(values.subarray(0, wanted.at(-1)));
  const next = wanted.slice();
  for (let i = 0; i < values.length; i++) {
    const b = bucket(values[i]);
    if (wanted[b + 1] > wanted[b]) kept[next[b]++] = values[i];
  }
  return kept;
};

/**
 * Order statistics by histogram: only the buckets that hold a wanted rank are sorted.
 *
 * @param values any order, not changed, no NaN @param ranks 0-based, ascending
 * @example orderStatistics(Int32Array.of(5, 1, 3), [0, 2]) // [1, 5]
 */
export const orderStatistics = (values: Values, ranks: readonly number[]): number[] => {
  if (values.length <= FEW) {
    const sorted = copyOf(values).sort();
    return ranks.map((rank) => sorted[rank]);
  }
  const { low, high } = boundsOf(values);
  if (low === high) return ranks.map(() => low);
  const scale = (BUCKETS - 1) / (high - low);
  const bucket = (value: number): number => ((value - low) * scale) | 0;
  const counts = new Int32Array(BUCKETS);
  for (let i = 0; i < values.length; i++) counts[bucket(values[i])]++;
  const byBucket = new Map<number, number[]>();
  const before = new Int32Array(BUCKETS + 1);
  for (let b = 0; b < BUCKETS; b++) before[b + 1] = before[b] + counts[b];
  let b = 0;
  for (const rank of ranks) {
    while (before[b + 1] <= rank) b++;
    byBucket.set(b, [...(byBucket.get(b) ?? []), rank - before[b]]);
  }
  const wanted = new Int32Array(BUCKETS + 1);
  for (let k = 0; k < BUCKETS; k++) wanted[k + 1] = wanted[k] + (byBucket.has(k) ? counts[k] : 0);
  const kept = gather(values, bucket, wanted);
  return [...byBucket].flatMap(([k, within]) => orderStatistics(kept.subarray(wanted[k], wanted[k + 1]), within));
};

/**
 * Type 7 quantiles without sorting the whole column.
 *
 * @param probabilities ascending, in [0, 1]
 * @see Hyndman and Fan, 1996, doi:10.1080/00031305.1996.10473566
 */
export const selectQuantiles = (values: Values, probabilities: readonly number[]): number[] => {
  const last = values.length - 1;
  const places = probabilities.map((p) => last * p);
  const ranks = [...new Set(places.flatMap((h) => [Math.floor(h), Math.min(Math.floor(h) + 1, last)]))];
  const found = orderStatistics(values, ranks);
  const at = new Map(ranks.map((rank, i) => [rank, found[i]]));
  return places.map((h) => {
    const low = at.get(Math.floor(h)) ?? NaN;
    const high = at.get(Math.min(Math.floor(h) + 1, last)) ?? NaN;
    return low + (h - Math.floor(h)) * (high - low);
  });
};

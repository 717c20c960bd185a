/** Probabilities of a binomial count over the values that matter, added up from 0. */
interface Cumulative {
  /** P(B <= k). */
  readonly at: (k: number) => number;
  /** Smallest k with P(B <= k) at least this. */
  readonly inverse: (probability: number) => number;
}

/** Terms by their ratio outwards from the mode, then normalised: exact to about 1e-13 for any n. */
const cumulative = (n: number, p: number): Cumulative => {
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  const down: number[] = [];
  for (let k = mode, term = 1; k > 0 && term > 1e-18; k--) down.push((term *= k / ((n - k + 1) * odds)));
  const up: number[] = [];
  for (let k = mode, term = 1; k < n && term > 1e-18; k++) up.push((term *= ((n - k) * odds) / (k + 1)));
  const first = mode - down.length;
  const terms = [...down.reverse(), 1, ...up];
  const total = terms.reduce((sum, term) => sum + term, 0);
  let sum = 0;
  const sums = terms.map((term) => (sum += term / total));
  return {
    at: (k) => (k < first ? 0 : (sums[Math.min(k - first, sums.length - 1)] ?? 1)),
    inverse: (probability) => first + Math.max(0, sums.findIndex((s) => s >= probability)),
  };
};

/** Ranks, 1-based, of the order statistics that bracket a percentile. Null: the interval is open on that side. */
export interface RankInterval {
  readonly lower: number | null;
  readonly upper: number | null;
  /** Chance that the bracket holds the percentile, at least the confidence. */
  readonly coverage: number;
}

const seen = new Map<string, RankInterval>();

const ranksOf = (n: number, probability: number, confidence: number): RankInterval => {
  if (probability <= 0 || probability >= 1) return { lower: null, upper: null, coverage: 1 };
  const tail = (1 - confidence) / 2;
  const { at, inverse } = cumulative(n, probability);
  const lower = inverse(tail);
  const upper = 1 + inverse(1 - tail);
  return {
    lower: lower < 1 ? null : lower,
    upper: upper > n ? null : upper,
    coverage: at(upper - 1) - (lower < 1 ? 0 : at(lower - 1)),
  };
};

/**
 * Order statistics that hold a percentile with a stated chance, whatever the law.
 *
 * @param n sample size @param probability of the percentile @param confidence such as 0.95
 * @see David and Nagaraja, 2003, Order Statistics, section 7.1, doi:10.1002/0471722162
 * @example rankInterval(10_000, 0.05, 0.95) // { lower: 458, upper: 544, coverage: 0.9515 }
 */
export const rankInterval = (n: number, probability: number, confidence: number): RankInterval => {
  const key = `${n}:${probability}:${confidence}`;
  const known = seen.get(key) ?? ranksOf(n, probability, confidence);
  seen.set(key, known);
  return known;
};

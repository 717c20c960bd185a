import { openStream } from '../kernel/index.ts';

/** Trades at which live results are looked at, and the false alarm spent at each: one percent over a certificate's life. */
export const looks = [10, 20, 30, 40] as const;
export const SPENT_PER_LOOK = 0.0025;

/**
 * Chance of at most k wins in n trades.
 *
 * @param p chance of a win
 * @example atMostWins(1, 10, 0.582) // 0.0024
 */
export const atMostWins = (k: number, n: number, p: number): number => {
  let term = (1 - p) ** n;
  let sum = term;
  for (let i = 1; i <= k; i++) {
    term *= ((n - i + 1) / i) * (p / (1 - p));
    sum += term;
  }
  return p >= 1 ? (k >= n ? 1 : 0) : Math.min(1, sum);
};

/** Most wins at a look that still raise the alarm; -1 when none is few enough. */
export const alarmAt = (n: number, p: number): number => {
  let k = -1;
  while (k + 1 <= n && atMostWins(k + 1, n, p) <= SPENT_PER_LOOK) k++;
  return k;
};

/** One look at the wins so far. */
export interface Look {
  readonly trades: number;
  readonly wins: number;
  /** At most so many raise the alarm. */
  readonly alarmAt: number;
  readonly isAlarm: boolean;
}

/**
 * Sequential test of the win rate: looks at fixed numbers of trades, a quarter of a percent spent at each, so that looking often
 * raises no more false alarms than looking once.
 *
 * @param results live results a contract, oldest first @param p win rate of the evidence
 */
export const winLooks = (results: readonly number[], p: number): Look[] =>
  looks
    .filter((n) => n <= results.length)
    .map((n) => {
      const wins = results.slice(0, n).filter((result) => result > 0).length;
      const limit = alarmAt(n, p);
      return { trades: n, wins, alarmAt: limit, isAlarm: wins <= limit };
    });

const DRAWS = 10_000;

/**
 * Where the live sum stands among as many trades drawn from the evidence: a share from 0 to 1; NaN without trades or evidence.
 *
 * Draws are whole results with replacement, as in the certificate's Monte Carlo; ties count half.
 */
export const bandPlace = (live: readonly number[], evidence: readonly number[], seed: number): number => {
  if (live.length === 0 || evidence.length === 0) return Number.NaN;
  const rng = openStream(seed, 7);
  const sum = live.reduce((total, result) => total + result, 0);
  let below = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    let drawn = 0;
    for (let i = 0; i < live.length; i++) drawn += evidence[rng.below(evidence.length)];
    below += drawn < sum ? 1 : drawn === sum ? 0.5 : 0;
  }
  return below / DRAWS;
};

/** Green from the 5th to the 95th percentile, yellow to the 1st and 99th, red beyond. */
export const colourOf = (place: number): 'green' | 'yellow' | 'red' =>
  Number.isNaN(place) || (place >= 0.05 && place <= 0.95) ? 'green' : place >= 0.01 && place <= 0.99 ? 'yellow' : 'red';

/** One stretch below a peak, by places in the series. */
export interface DrawdownEpisode {
  readonly peak: number;
  readonly trough: number;
  /** First place back at the peak; null when it never came back. */
  readonly recovery: number | null;
  readonly cents: number;
  readonly fraction: number;
}

export interface Drawdowns {
  readonly maxCents: number;
  readonly maxFraction: number;
  readonly episodes: readonly DrawdownEpisode[];
  /** Places from a peak to its recovery, or to the end. */
  readonly longest: number;
  /** Places spent below an earlier peak. */
  readonly underWater: number;
  /** Share below the running peak at each place. */
  readonly fractions: readonly number[];
}

/**
 * Drawdowns of a series of balances whose first value is the start. The largest in money and in share may be two falls.
 *
 * @example drawdownsOf([100, 110, 99, 120]).maxFraction // 0.1
 */
export const drawdownsOf = (balances: readonly number[]): Drawdowns => {
  const episodes: DrawdownEpisode[] = [];
  const fractions: number[] = [];
  let peak = 0;
  let trough = 0;
  let underWater = 0;
  const close = (recovery: number | null): void => {
    if (trough > peak) {
      const cents = balances[peak] - balances[trough];
      episodes.push({ peak, trough, recovery, cents, fraction: cents / balances[peak] });
    }
  };
  balances.forEach((balance, t) => {
    if (balance >= balances[peak]) {
      close(t);
      peak = t;
      trough = t;
    } else {
      underWater++;
      if (trough === peak || balance < balances[trough]) trough = t;
    }
    fractions.push((balances[peak] - balance) / balances[peak]);
  });
  close(null);
  return {
    episodes, fractions, underWater,
    maxCents: Math.max(0, ...episodes.map(({ cents }) => cents)),
    maxFraction: Math.max(0, ...episodes.map(({ fraction }) => fraction)),
    longest: Math.max(0, ...episodes.map(({ peak: from, recovery }) => (recovery ?? balances.length - 1) - from)),
  };
};

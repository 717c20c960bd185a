import { openStream, quantileSorted } from '../kernel/index.ts';
import type { Measurements } from './measured.ts';

/** Bootstrap samples behind an interval. */
const SAMPLES = 2000;

interface Tally {
  trades: number;
  wins: number;
  won: number;
  lost: number;
}

const tallyOf = (day: readonly number[]): Tally => {
  const tally: Tally = { trades: day.length, wins: 0, won: 0, lost: 0 };
  for (const pnl of day) {
    if (pnl > 0) {
      tally.wins++;
      tally.won += pnl;
    } else tally.lost += pnl;
  }
  return tally;
};

const figuresOf = ({ trades, wins, won, lost }: Tally) => ({
  'twin.win-rate': wins / trades,
  'twin.profit-factor': won / -lost,
  'twin.average-winner': won / wins / 100,
  'twin.average-loser': lost / (trades - wins) / 100,
  'twin.trade-mean': (won + lost) / trades / 100,
});

const total = (days: readonly Tally[], pick: (i: number) => number): Tally => {
  const sum: Tally = { trades: 0, wins: 0, won: 0, lost: 0 };
  for (let i = 0; i < days.length; i++) {
    const { trades, wins, won, lost } = days[pick(i)];
    sum.trades += trades;
    sum.wins += wins;
    sum.won += won;
    sum.lost += lost;
  }
  return sum;
};

/**
 * The published headline figures of a record of real decisions, each with the 95% interval of a bootstrap of whole days.
 *
 * @param days results of each day's trades, cents per contract
 * @see Efron, 1979, doi:10.1214/aos/1176344552
 */
export const twinMeasurements = (days: readonly (readonly number[])[]): Measurements => {
  const tallies = days.map(tallyOf);
  const samples = Array.from({ length: SAMPLES }, (_, b) => {
    const rng = openStream(1, b);
    return figuresOf(total(tallies, () => rng.below(tallies.length)));
  });
  return Object.fromEntries(Object.entries(figuresOf(total(tallies, (i) => i))).map(([id, value]) => {
    const sorted = samples.map((sample) => sample[id as keyof typeof sample]).filter((x) => !Number.isNaN(x)).sort((a, b) => a - b);
    return [id, { value, low: quantileSorted(sorted, 0.025), high: quantileSorted(sorted, 0.975) }];
  }));
};

import type { MonteCarloJob, Population } from '../montecarlo/index.ts';
import type { RiskConfig } from '../strategy/index.ts';
import type { EntryMethod } from './candidates.ts';
import { candidatesOf } from './candidates.ts';
import type { CompatDay } from './days.ts';
import type { CompatRecord, ListMethod } from './generator.ts';
import { generate } from './generator.ts';
import type { MonteCarloFigures } from './monte-carlo.ts';
import { deployedRisk, publishedRisk, singleTradeJob, tradesAPath, wholeDayJob } from './monte-carlo.ts';
import { populationOfDays } from './population.ts';
import { recordFigures } from './three-year.ts';

/** One rung of the ladder from the published method to an honest one. */
export interface Rung {
  readonly id: string;
  readonly title: string;
  /** What changed from the rung above, for a trader. */
  readonly change: string;
  readonly entry: EntryMethod;
  readonly list: ListMethod;
  readonly draw: 'trades' | 'days';
  readonly risk: RiskConfig;
}

/** Near where the honest method breaks even; recorded quotes of the same spreads imply less. */
export const QUOTED_SHARE = 0.65;

const withMargin = (risk: RiskConfig): RiskConfig => ({ ...risk, account: { ...risk.account, margin: 'definedRisk' } });

/** Each rung with one change from the one above it, the first as published. */
export const rungs: readonly Rung[] = (() => {
  const first: Rung = {
    id: 'published', title: 'As published', change: 'Entries at the close, outcomes by dice and overlay, credits from VIX, single trades drawn, no margin.',
    entry: { at: 'close', volatility: 1 }, list: { exits: 'published', overlay: true }, draw: 'trades', risk: publishedRisk,
  };
  const changes: readonly Partial<Rung>[] = [
    { id: 'open', title: 'Enter at the open', change: 'The close is not known in the morning.', entry: { at: 'open', volatility: 1 } },
    { id: 'holds', title: 'Settle held trades', change: 'Held trades end at the real close instead of by dice.', list: { exits: 'holdsSettled', overlay: true } },
    { id: 'settled', title: 'Settle every trade', change: 'No stop or target from a high or low that may lie before the entry, no drawn losses: the close pays.', list: { exits: 'settled', overlay: false } },
    { id: 'quotes', title: 'Credits as quoted', change: 'Credits at 0.65 of VIX instead of VIX itself: still more than recorded quotes of such spreads paid.', entry: { at: 'open', volatility: QUOTED_SHARE } },
    { id: 'margin', title: 'Margin', change: 'Open positions may not be able to lose more than the account holds. It cannot bind on single trades, of which no two are open together; it does on the next step.', risk: withMargin(publishedRisk) },
    { id: 'days', title: 'Draw whole days', change: 'Trades of one day stay together, and are open together.', draw: 'days' },
    { id: 'deployed', title: 'Account as deployed', change: '20,000 and at most three contracts and three positions, instead of 25,000 and ten.', risk: deployedRisk },
  ];
  const ladder = [first];
  for (const change of changes) ladder.push({ ...ladder[ladder.length - 1], ...change });
  return ladder;
})();

/** The rung that gives the published method away: the close known at entry, and paid at exit. */
export const lookAheadRung: Pick<Rung, 'entry' | 'list'> = { entry: { at: 'close', volatility: 1 }, list: { exits: 'settled', overlay: false } };

/** One list of trades a seed by a rung's method. */
export const recordsOf = (days: readonly CompatDay[], { entry, list }: Pick<Rung, 'entry' | 'list'>, seeds: readonly number[]): CompatRecord[] => {
  const candidates = candidatesOf(days, entry);
  return seeds.map((seed) => generate(candidates, list, seed));
};

/** Traded days of a record as a population. */
export const populationOfRecord = ({ days }: CompatRecord): Population => populationOfDays(days.filter(({ trades }) => trades.length > 0));

/** The Monte Carlo question of a rung about one of its records. */
export const rungJob = ({ draw, risk }: Pick<Rung, 'draw' | 'risk'>, record: CompatRecord, seed: number, paths: number): MonteCarloJob => {
  const population = populationOfRecord(record);
  const asked = { risk, seed, paths };
  return draw === 'days' ? wholeDayJob(population, asked) : singleTradeJob(population, tradesAPath(population.pnl.length, population.dates.length), asked);
};

/** What a rung shows: three years of one contract, then a year of the account. Means over the seeds; dollars, shares. */
export interface RungResult extends Pick<Rung, 'id' | 'title' | 'change'> {
  readonly trades: number;
  readonly winRate: number;
  readonly profitFactor: number;
  /** Of one contract over the record. */
  readonly pnl: number;
  /** Median P/L of the account after a year. */
  readonly yearMedian: number;
  readonly loss: number;
  readonly halt: number;
}

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

/** Sums a rung up. @param paths Monte Carlo figures, one a record */
export const rungResult = ({ id, title, change }: Rung, records: readonly CompatRecord[], paths: readonly MonteCarloFigures[]): RungResult => {
  const figures = records.map((record) => recordFigures(record));
  return {
    id, title, change,
    trades: mean(figures.map(({ trades }) => trades)),
    winRate: mean(figures.map(({ winRate }) => winRate)),
    profitFactor: mean(figures.map(({ profitFactor }) => profitFactor)),
    pnl: mean(figures.map(({ pnl }) => pnl)),
    yearMedian: mean(paths.map(({ pnl }) => pnl.p50)),
    loss: mean(paths.map(({ loss }) => loss)),
    halt: mean(paths.map(({ haltShare }) => haltShare)),
  };
};

import { openStream, quantiles } from '../kernel/index.ts';
import type { Ensemble, MonteCarloJob, Population } from '../montecarlo/index.ts';
import { rulesOf, sessionColumn, startingCents } from '../montecarlo/index.ts';
import type { RiskConfig } from '../strategy/index.ts';
import { presetPlans } from '../strategy/index.ts';

/** Sessions the published Monte Carlo calls a year. Its record traded on 491 of 723, so a calendar year has 171. */
export const YEAR = 252;
/** Trades of a path as published: those of a mean traded day, 252 times. */
export const tradesAPath = (trades: number, tradedDays: number): number => Math.floor((trades / tradedDays) * YEAR);

/** Of the published record: 2,834 trades on 491 days. */
export const TRADES_A_PATH = tradesAPath(2834, 491);

/** The account the published Monte Carlo ran: 25,000, at most 10 contracts, halted below half. */
export const publishedRisk: RiskConfig = presetPlans['seed-bt3y'].risk;
/** The account the bot was deployed with: 20,000 and at most 3. */
export const deployedRisk: RiskConfig = presetPlans['seed-live-0110'].risk;

/** What differs between one Monte Carlo and the next. */
export interface Draw {
  readonly risk: RiskConfig;
  readonly seed: number;
  readonly paths: number;
}

/** The published method: independent single trades through an account. Only its end is asked, so a path is one session long. */
export const singleTradeJob = (population: Population, tradesPerPath: number, { risk, seed, paths }: Draw): MonteCarloJob => ({
  population, rules: rulesOf(risk, null), resample: { method: 'trades', block: 'auto' }, tradesPerPath, seed, paths, sessions: 1,
});

/** The same question with whole days drawn: what happened together stays together. */
export const wholeDayJob = (population: Population, { risk, seed, paths }: Draw): MonteCarloJob => ({
  population, rules: rulesOf(risk, null), resample: { method: 'days', block: 'auto' }, tradesPerPath: null, seed, paths, sessions: YEAR,
});

/** What the published Monte Carlo prints. Dollars, shares; drawdowns negative. */
export interface MonteCarloFigures {
  /** Final P/L at 5, 10, 25, 50, 75, 90 and 95 percent. */
  readonly pnl: Readonly<Record<'p5' | 'p10' | 'p25' | 'p50' | 'p75' | 'p90' | 'p95', number>>;
  readonly mean: number;
  /** Population standard deviation. */
  readonly deviation: number;
  /** The same without the paths that halted. */
  readonly deviationUnhalted: number;
  readonly loss: number;
  readonly above50k: number;
  readonly aboveMillion: number;
  readonly drawdown: Readonly<Record<'p5' | 'p10' | 'p25' | 'p50', number>>;
  /** Median of the largest drawdown as a share of the peak, negative. */
  readonly drawdownShare: number;
  readonly winRate: Readonly<Record<'p5' | 'p50' | 'p95', number>>;
  readonly halted: number;
  readonly haltShare: number;
}

const momentsOf = (values: readonly number[]): { mean: number; deviation: number } => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length) };
};

const SORTINO_PATHS = 500;
const TRADES_A_DAY = 5;
const MOST_SORTINO = 99;

/**
 * The published Sortino ratio of one path: five trades in a row called a day, mean over the population deviation of the
 * losing days around their own mean. Not annualised.
 */
const sortinoOf = (days: readonly number[]): number => {
  const { deviation } = momentsOf(days.filter((day) => day < 0));
  return deviation > 0 ? Math.min(MOST_SORTINO, momentsOf(days).mean / deviation) : MOST_SORTINO;
};

export type SortinoFigures = Readonly<Record<'p10' | 'p50' | 'p90', number>>;

/** The published Sortino table: 500 paths of single trades. @returns ratios at 10, 50 and 90 percent */
export const sortinoFigures = (population: Population, seed: number): SortinoFigures => {
  const { pnl } = population;
  const ratios = Array.from({ length: SORTINO_PATHS }, (_, path) => {
    const rng = openStream(seed, path, 1);
    return sortinoOf(Array.from({ length: Math.floor(TRADES_A_PATH / TRADES_A_DAY) }, () => {
      let day = 0;
      for (let i = 0; i < TRADES_A_DAY; i++) day += pnl[rng.below(pnl.length)];
      return day;
    }));
  });
  const [p10, p50, p90] = quantiles(ratios, [0.1, 0.5, 0.9]);
  return { p10, p50, p90 };
};

/** Reads the published figures off an ensemble. Win rates count the trades an account took. */
export const figuresOf = (ensemble: Ensemble, job: MonteCarloJob): MonteCarloFigures => {
  const start = startingCents(job.rules);
  const final = Array.from(sessionColumn(ensemble, job.sessions - 1));
  const pnl = final.map((balance) => (balance - start) / 100);
  const share = (holds: (balance: number) => boolean): number => final.filter(holds).length / final.length;
  const [p5, p10, p25, p50, p75, p90, p95] = quantiles(pnl, [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]);
  const [d5, d10, d25, d50] = quantiles(ensemble.maxDrawdown, [0.95, 0.9, 0.75, 0.5]).map((fall) => -fall / 100);
  const [w5, w50, w95] = quantiles(Array.from(ensemble.wins, (wins, path) => wins / ensemble.trades[path]), [0.05, 0.5, 0.95]);
  const halted = ensemble.haltedAt.filter((session) => session >= 0).length;
  return {
    pnl: { p5, p10, p25, p50, p75, p90, p95 },
    ...momentsOf(pnl),
    deviationUnhalted: momentsOf(pnl.filter((_, path) => ensemble.haltedAt[path] < 0)).deviation,
    loss: share((balance) => balance < start),
    above50k: share((balance) => balance > 5e6),
    aboveMillion: share((balance) => balance > 1e8),
    drawdown: { p5: d5, p10: d10, p25: d25, p50: d50 },
    drawdownShare: -quantiles(ensemble.maxDrawdownFraction, [0.5])[0],
    winRate: { p5: w5, p50: w50, p95: w95 },
    halted,
    haltShare: halted / final.length,
  };
};

import type { AccountRules, Ensemble, MonteCarloJob, Population } from '../../src/montecarlo/index.ts';
import { ensembleOn, noLimits, prepareJob, simulate } from '../../src/montecarlo/index.ts';

/** The published half-Kelly on 25,000 dollars, at most 10 contracts, halt at half. */
export const publishedRules: AccountRules = {
  sizing: {
    policy: 'kelly-seed', enabled: true, fallback: 1, multiplier: 0.5, cap: 10, window: 50, riskPerContract: 150,
    statistics: 'lastTrades', minTrades: 10, minWins: 0, minLosses: 0, floor: 0,
    bootstrap: { winRate: 0.582, averageWin: 266, averageLoss: 109 },
  },
  account: { startingEquity: 25_000, haltBelow: 0.5, margin: 'definedRisk' },
  limits: noLimits,
};

export const fixedRules = (contracts: number, startingEquity = 25_000): AccountRules => ({
  sizing: { policy: 'fixed', contracts },
  account: { startingEquity, haltBelow: 0, margin: 'none' },
  limits: noLimits,
});

export const jobOf = (population: Population, over: Partial<MonteCarloJob> = {}): MonteCarloJob => ({
  population, rules: publishedRules, resample: { method: 'days', block: 'auto' }, tradesPerPath: null, seed: 42,
  paths: 200, sessions: 60, ...over,
});

/** Runs a whole job here. */
export const run = (job: MonteCarloJob): Ensemble => {
  const prepared = prepareJob(job);
  const ensemble = ensembleOn({ paths: job.paths, sessions: job.sessions, wide: prepared.wide });
  simulate(prepared, ensemble, 0, job.paths);
  return ensemble;
};

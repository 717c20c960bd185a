import type { MonteCarloJob } from './job.ts';
import { prepareJob } from './job.ts';
import { sessionCount, tradeCount } from './population.ts';
import type { Population } from './population.ts';
import { blockLengths, sessionResults } from './resampling/index.ts';
import type { ResampleConfig } from './resampling/index.ts';
import { tellPath } from './simulate.ts';
import type { EnsembleSummary, PanelRow, Verdict } from './statistics/index.ts';

/** Everything a Monte Carlo run found out: what mc.json holds and the report shows. Money in cents. */
export interface MonteCarloAnswer {
  readonly settings: MonteCarloSettings;
  readonly population: { readonly sessions: number; readonly trades: number; readonly from: string; readonly to: string };
  /** Over every byte the paths wrote. */
  readonly sha256: string;
  /** How the futures were drawn, in words. */
  readonly drawn: string;
  readonly summary: EnsembleSummary;
  /** [H][Q] percentiles of balance, one row a session. */
  readonly fan: readonly (readonly number[])[];
  readonly fanPercents: readonly number[];
  /** Largest error of the fan as a share of the median; 0 when exact. */
  readonly fanError: number;
  /** The record itself through the same account: balances, and the share of paths that ended below. */
  readonly record: { readonly balance: readonly number[]; readonly percentile: number } | null;
  /** Single paths worth a look: `gamma mc path` tells each, trade by trade. */
  readonly notable: readonly NotablePath[];
  readonly panel: readonly PanelRow[];
  readonly verdict: Verdict;
  readonly precision: Precision | null;
}

/** What was asked, enough to ask it again. */
export type MonteCarloSettings = Pick<MonteCarloJob, 'resample' | 'tradesPerPath' | 'overlays' | 'seed' | 'paths' | 'sessions' | 'rules'>;

/** One path of the ensemble. */
export interface NotablePath {
  readonly label: string;
  readonly path: number;
  /** At the end of each session. */
  readonly balance: readonly number[];
}

/** How narrow the percentile intervals had to be, and were. Shares of the median balance. */
export interface Precision {
  readonly asked: number;
  readonly reached: number;
}

export const populationFacts = (population: Population): MonteCarloAnswer['population'] => ({
  sessions: sessionCount(population),
  trades: tradeCount(population),
  from: population.dates[0],
  to: population.dates[population.dates.length - 1],
});

/**
 * The resampling assumptions shown side by side: the one asked for, single trades, whole days, and two block lengths.
 *
 * The short block is Politis and White's, at least 2 sessions; the long one three times that, at least 5.
 */
export const dependencePanel = (population: Population, asked: ResampleConfig): ResampleConfig[] => {
  const most = sessionCount(population);
  const short = Math.min(most, Math.max(2, blockLengths(sessionResults(population)).stationary));
  const long = Math.min(most, Math.max(5, 3 * short));
  const others: ResampleConfig[] = [
    { method: 'trades', block: 'auto' },
    { method: 'days', block: 'auto' },
    { method: 'stationary', block: Number(short.toFixed(1)) },
    { method: 'stationary', block: Number(long.toFixed(1)) },
  ];
  const isAsked = ({ method, block }: ResampleConfig): boolean =>
    method === asked.method && (method !== 'stationary' || block === asked.block);
  return [asked, ...others.filter((config) => !isAsked(config))];
};

/** The record in its own order through the same account, where it is at least as long as a path. @param last final balances of the paths */
export const recordedPath = (job: MonteCarloJob, last: Int32Array | Float64Array): MonteCarloAnswer['record'] => {
  if (sessionCount(job.population) < job.sessions) return null;
  const { balance } = tellPath(prepareJob({ ...job, resample: { method: 'replay', block: 'auto' }, paths: 1 }), 0);
  const end = balance[balance.length - 1];
  let below = 0;
  for (let path = 0; path < last.length; path++) if (last[path] < end) below++;
  return { balance, percentile: below / last.length };
};

/** The worst path, and those that end nearest to the 5th percentile and the median; the first of equals. @param last final balances */
export const notablePaths = (job: MonteCarloJob, last: Int32Array | Float64Array, { balance }: EnsembleSummary): NotablePath[] => {
  const prepared = prepareJob(job);
  const nearest = (target: number): number => {
    let found = 0;
    for (let path = 1; path < last.length; path++) if (Math.abs(last[path] - target) < Math.abs(last[found] - target)) found = path;
    return found;
  };
  const wanted: readonly (readonly [string, number])[] = [
    ['worst', nearest(Number.MIN_SAFE_INTEGER)], ['5th percentile', nearest(balance[4].value)], ['median', nearest(balance[49].value)],
  ];
  return wanted.map(([label, path]) => ({ label, path, balance: tellPath(prepared, path).balance }));
};

/** Widest 95% interval of the 5th, 50th and 95th percentile of balance, as a share of the median balance. */
export const precisionOf = ({ balance }: EnsembleSummary): number => {
  const at = (percent: number) => balance[percent - 1];
  return Math.max(...[5, 50, 95].map((percent) => ((at(percent).high ?? Infinity) - (at(percent).low ?? -Infinity)) / Math.abs(at(50).value)));
};

/** Paths likely to reach a precision: intervals narrow with the square root of the number of paths. */
export const pathsFor = (paths: number, reached: number, asked: number, most: number): number => {
  const needed = Number.isFinite(reached) ? paths * (reached / asked) ** 2 * 1.1 : paths * 4;
  return Math.min(most, Math.max(paths + 1000, Math.ceil(needed / 1000) * 1000));
};

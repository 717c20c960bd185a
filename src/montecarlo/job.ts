import { ConfigError, mustBe } from '../kernel/index.ts';
import { overlayOf, noOverlays } from './overlays/index.ts';
import type { OverlayConfig, PathResults } from './overlays/index.ts';
import { checkPopulation, sessionCount, tradeCount } from './population.ts';
import type { Population } from './population.ts';
import { resamplerOf } from './resampling/index.ts';
import type { ResampleConfig, Resampler } from './resampling/index.ts';
import { mostContracts, startingCents } from './rules.ts';
import type { AccountRules } from './rules.ts';

export const engines = ['auto', 'typescript', 'oracle'] as const;
export type Engine = (typeof engines)[number];

/** One Monte Carlo question. Equal jobs give equal bytes, however they are run. */
export interface MonteCarloJob {
  readonly population: Population;
  readonly rules: AccountRules;
  readonly resample: ResampleConfig;
  /** Trades of a path when single trades are drawn; null: as many a session as the record had. */
  readonly tradesPerPath: number | null;
  readonly seed: number;
  readonly paths: number;
  /** Sessions of a path. */
  readonly sessions: number;
  /** What goes worse than the record; absent: nothing. */
  readonly overlays?: OverlayConfig;
  /** What walks the paths; all give the same bytes. `auto`: the quickest. `oracle`: the sizing module asked at every trade. */
  readonly engine?: Engine;
}

/** A job with its sampler built and its numbers checked. */
export interface PreparedJob {
  readonly job: MonteCarloJob;
  readonly resampler: Resampler;
  /** Results of a path where something goes worse than the record; undefined: the record's own. */
  readonly overlay: ((path: number, trades: number) => PathResults) | undefined;
  /** Draws of a path: sessions or trades. */
  readonly draws: number;
  /** Whether balances need 64 bits. */
  readonly wide: boolean;
}

const LARGEST_INT32 = 2 ** 31 - 1;

const largest = (values: ArrayLike<number>): number => Array.prototype.reduce.call(values, (most, x) => Math.max(most as number, Math.abs(x as number)), 0) as number;

/** No draw moves the balance of one contract farther than this, in cents; only overlays make a result worse than the record's. */
const farthestDraw = ({ unit, population: { pnl, maxLoss, start } }: Resampler, hasOverlay: boolean): number => {
  const moves = pnl.map((result, trade) => Math.max(Math.abs(result), hasOverlay ? maxLoss[trade] : 0));
  if (unit === 'trade') return largest(moves);
  return largest(Array.from({ length: start.length - 1 }, (_, day) => moves.subarray(start[day], start[day + 1]).reduce((sum, move) => sum + move, 0)));
};

/** No amount of any path, balance or buying power asked for, is farther from zero than this, in cents. */
const farthestAmount = (job: MonteCarloJob, resampler: Resampler, draws: number, hasOverlay: boolean): number => {
  const contracts = mostContracts(job.rules);
  return Math.max(startingCents(job.rules) + draws * contracts * farthestDraw(resampler, hasOverlay), contracts * largest(resampler.population.maxLoss));
};

const whole = (where: string, value: number, most: number): void => {
  if (!(Number.isInteger(value) && value >= 1 && value <= most)) {
    throw new ConfigError(where, mustBe(where, `a whole number from 1 to ${most}`, value, 'change the flag'));
  }
};

/**
 * Checks a job and builds its sampler.
 *
 * @throws DataError for a population that cannot be resampled; ConfigError for settings out of range or amounts that
 * could leave whole cents
 */
export const prepareJob = (job: MonteCarloJob): PreparedJob => {
  checkPopulation(job.population);
  whole('paths', job.paths, 10_000_000);
  whole('sessions', job.sessions, 10_000);
  if (job.tradesPerPath !== null) whole('trades', job.tradesPerPath, 10_000_000);
  const resampler = resamplerOf(job.resample, job.population);
  const perSession = tradeCount(job.population) / sessionCount(job.population);
  const draws = resampler.unit === 'session' ? job.sessions : (job.tradesPerPath ?? Math.max(1, Math.round(perSession * job.sessions)));
  const overlay = overlayOf(job.overlays ?? noOverlays, resampler.population, job.seed);
  const far = farthestAmount(job, resampler, draws, overlay !== undefined);
  if (far > Number.MAX_SAFE_INTEGER) {
    throw new ConfigError('overflow', mustBe('amounts', 'small enough to stay whole cents', far, 'lower the cap, the sessions or the results'));
  }
  return { job, resampler, overlay, draws, wide: far > LARGEST_INT32 };
};

import { seedFrom } from '../kernel/index.ts';
import type { AccountRules, MonteCarloAnswer, OverlayConfig, Population, ResampleConfig } from '../montecarlo/index.ts';
import { defaultQuestions, noOverlays } from '../montecarlo/index.ts';
import { answerMonteCarlo } from '../pool/index.ts';

/** A record of finished trades and the account to walk through its futures. A backtest is one. */
export interface Outlook {
  readonly population: Population;
  readonly rules: AccountRules;
}

export interface MonteCarloOptions {
  /** Futures to walk; 10,000 when left out. */
  readonly paths?: number;
  /** Sessions of each; 252, a year, when left out. */
  readonly sessions?: number;
  /** Names every random stream; 1 when left out. */
  readonly seed?: number | string;
  /** How futures are drawn; whole days when left out. */
  readonly resample?: ResampleConfig;
  /** What goes worse than the record: more stops, jumps, full losses; nothing when left out. */
  readonly overlays?: OverlayConfig;
  /** Share of the start that counts as ruin; a quarter when left out. */
  readonly ruinAt?: number;
  /** Balances in dollars: also the chance to end above each. */
  readonly above?: readonly number[];
  /** Add paths until the intervals are this share of the median, such as 0.01. */
  readonly untilPrecise?: number;
  /** Threads; chosen by what is quicker when left out. Any number gives the same bytes. */
  readonly workers?: number;
  /** Told the share done, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Ends the work; the promise then rejects with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * What a record may become: percentiles of the final balance, chances of loss and of a halt, each with its interval, and
 * the same under other assumptions on how days hang together. Money in cents.
 *
 * The intervals say how far a number moves with another seed, not whether the record is right about the future.
 * @throws DataError for a record that cannot be resampled; ConfigError for options out of range
 * @example
 * const answer = await monteCarlo(backtest(dataset, study), { paths: 2_000, seed: 7 });
 * answer.summary.probabilities[0] // { label, value, low, high }
 */
export const monteCarlo = async ({ population, rules }: Outlook, options: MonteCarloOptions = {}): Promise<MonteCarloAnswer> => {
  const { paths = 10_000, sessions = 252, seed = 1, resample = { method: 'days', block: 'auto' }, overlays = noOverlays } = options;
  const { ruinAt, above, untilPrecise, workers, onProgress, signal } = options;
  signal?.throwIfAborted();
  const answer = await answerMonteCarlo(
    {
      job: { population, rules, resample, tradesPerPath: null, seed: seedFrom(seed), paths, sessions, overlays },
      questions: { ...defaultQuestions, ...(ruinAt === undefined ? {} : { ruinAt }), ...(above === undefined ? {} : { above }) },
      untilPrecise: untilPrecise ?? null,
    },
    { workers, ...(onProgress === undefined ? {} : { onProgress }), ...(signal === undefined ? {} : { signal }) },
  );
  if (answer === undefined) throw signal?.reason;
  return answer;
};

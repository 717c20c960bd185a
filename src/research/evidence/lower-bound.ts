import { quantileSorted } from '../../kernel/index.ts';
import { blockLengths } from '../../montecarlo/index.ts';
import { stationaryResamples } from '../overfitting/index.ts';

/** What a session earned a contract: trades, and their results in total. Cents. */
export interface SessionSum {
  readonly trades: number;
  readonly total: number;
}

const DRAWS = 2000;
const FEWEST_SESSIONS = 8;

/**
 * Lower end of the 95% interval of the mean result of a trade, by resampling sessions in blocks.
 *
 * Sessions are drawn whole, idle ones too, in blocks of Politis and White's length, so that trades of one day and runs of
 * days stay together.
 * @returns cents a contract, the 2.5th percentile of 2,000 draws; NaN below 8 sessions or without trades
 * @see Politis and Romano, 1994, doi:10.1080/01621459.1994.10476870
 */
export const lowerBoundOfMean = (sessions: readonly SessionSum[], seed: number): number => {
  if (sessions.length < FEWEST_SESSIONS || sessions.every(({ trades }) => trades === 0)) return NaN;
  const block = Math.max(1, blockLengths(sessions.map(({ total }) => total)).stationary);
  const means = stationaryResamples({ observations: sessions.length, block, count: DRAWS, seed }).map((times) => {
    let trades = 0;
    let total = 0;
    for (const t of times) {
      trades += sessions[t].trades;
      total += sessions[t].total;
    }
    return trades === 0 ? 0 : total / trades;
  });
  return quantileSorted(means.sort((a, b) => a - b), 0.025);
};

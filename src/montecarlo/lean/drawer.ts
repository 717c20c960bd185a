import { openStream } from '../../kernel/index.ts';
import type { PreparedJob } from '../job.ts';
import { busiestSession } from '../population.ts';
import { drawTrades } from './draw-trades.ts';

/** Trades of a path in order, and how many have ended with each session. */
interface Drawer {
  readonly trades: Int32Array;
  /** Their results, cents, behind `window` zeros that stand for what no one has traded yet. */
  readonly results: Int32Array;
  readonly ends: Int32Array;
  /** Draws a path and tells how many of its trades win. */
  readonly draw: (path: number) => number;
}

export const drawerOf = ({ job, resampler, draws }: PreparedJob, pnl: Int32Array, window: number): Drawer => {
  const { population, unit } = resampler;
  if (unit === 'trade') {
    const trades = new Int32Array(draws);
    const results = new Int32Array(window + draws);
    const drawn = results.subarray(window);
    const ends = Int32Array.from({ length: job.sessions }, (_, session) => Math.floor(((session + 1) * draws) / job.sessions));
    return { trades, results, ends, draw: (path) => drawTrades(job.seed, path, pnl, { trades, results: drawn }) };
  }
  const days = new Int32Array(job.sessions);
  const trades = new Int32Array(job.sessions * busiestSession(population));
  const results = new Int32Array(window + trades.length);
  const ends = new Int32Array(job.sessions);
  const draw = (path: number): number => {
    resampler.draw(openStream(job.seed, path), days);
    let next = 0;
    let wins = 0;
    for (let session = 0; session < days.length; session++) {
      for (let i = population.start[days[session]]; i < population.start[days[session] + 1]; i++) {
        wins += Number(pnl[i] > 0);
        results[window + next] = pnl[i];
        trades[next++] = i;
      }
      ends[session] = next;
    }
    return wins;
  };
  return { trades, results, ends, draw };
};

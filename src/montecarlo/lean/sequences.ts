import { openStream } from '../../kernel/index.ts';
import type { Ensemble } from '../ensemble.ts';
import type { PreparedJob } from '../job.ts';
import { startingCents } from '../rules.ts';
import { drawTrades } from './draw-trades.ts';
import type { LeanSizing } from './sizing.ts';
import { lotsBefore, lotsByRecord } from './sizing.ts';
import { leanTables } from './tables.ts';

/** Paths written side by side, so that a session's balances leave in one run. */
const BLOCK = 16;
/** Lets a quotient be computed wherever rounding could hide that it is larger. */
const NEARLY_ONE = 1 - 1e-12;

/** Trades of a path in order, and how many have ended with each session. */
interface Drawer {
  readonly trades: Int32Array;
  readonly ends: Int32Array;
  readonly draw: (path: number) => void;
}

const drawerOf = ({ job, resampler, draws }: PreparedJob): Drawer => {
  const { population, unit } = resampler;
  if (unit === 'trade') {
    const trades = new Int32Array(draws);
    const ends = Int32Array.from({ length: job.sessions }, (_, session) => Math.floor(((session + 1) * draws) / job.sessions));
    return { trades, ends, draw: (path) => drawTrades(job.seed, path, population.pnl.length, trades) };
  }
  const busiest = population.dates.reduce((most, _, day) => Math.max(most, population.start[day + 1] - population.start[day]), 0);
  const days = new Int32Array(job.sessions);
  const trades = new Int32Array(job.sessions * busiest);
  const ends = new Int32Array(job.sessions);
  const draw = (path: number): void => {
    resampler.draw(openStream(job.seed, path), days);
    let next = 0;
    for (let session = 0; session < days.length; session++) {
      for (let i = population.start[days[session]]; i < population.start[days[session] + 1]; i++) trades[next++] = i;
      ends[session] = next;
    }
  };
  return { trades, ends, draw };
};

/** Writes the balances of `count` paths that lie side by side. */
const flush = ({ balance, paths, sessions }: Ensemble, block: Int32Array, first: number, count: number): void => {
  for (let session = 0; session < sessions; session++) {
    const cell = session * paths + first;
    for (let k = 0; k < count; k++) balance[cell + k] = block[session * BLOCK + k];
  }
};

/**
 * Paths of trades that follow one another, without limits on the day: the oracle's results, many times sooner.
 *
 * Money is in 32-bit cents; sums of the window are kept, not recomputed, and its trades are the row just passed in
 * `history`; a size is worked out in full only where the usual one is not certain. A drawdown no deeper than `shallow`
 * changes nothing: a new lowest balance, and so a halt, is always a new largest drawdown, and a bound taken at a lower peak
 * stays valid. A path given no contracts by its record is over: neither equity nor record will change again.
 */
export const walkSequences = (prepared: PreparedJob, sizing: LeanSizing) => {
  const { job, resampler } = prepared;
  const { pnl, maxLoss } = leanTables(resampler.population, sizing);
  const { trades, ends, draw } = drawerOf(prepared);
  const { cap, window, minTrades, minWins, minLosses, multiplier, certain, isFixed } = sizing;
  const start = startingCents(job.rules);
  const haltBelow = Math.ceil(sizing.haltBelow);
  const sessions = job.sessions;
  const history = new Int32Array(window + trades.length);
  const block = new Int32Array(sessions * BLOCK);
  const usual = isFixed ? sizing.before : cap;
  const enough = usual * maxLoss.reduce((most, loss) => Math.max(most, loss), 0);
  const unsureBefore = usual === 0 ? Infinity : isFixed ? 0 : minTrades;
  const hasMinimums = minWins > 0 || minLosses > 0;

  const walk = (ensemble: Ensemble, path: number, lane: number): void => {
    let equity = start;
    let peak = start;
    let lowest = start;
    let maxDrawdown = 0;
    let maxFraction = 0;
    let haltedAt = -1;
    let isOver = false;
    let taken = 0;
    let allWins = 0;
    let wins = 0;
    let net = 0;
    let winSum = 0;
    let t = 0;
    for (let session = 0; session < sessions; session++) {
      const end = isOver ? 0 : ends[session];
      const safeEquity = Math.max((equity * 0.75) | 0, enough, 1);
      const safeRatio = isFixed ? -1 : (certain * window) / (safeEquity * multiplier);
      let shallow = Math.min(maxDrawdown, maxFraction * peak * NEARLY_ONE) | 0;
      for (; t < end; t++) {
        const trade = trades[t];
        let lots = usual;
        const isUnsure = equity < safeEquity || taken < unsureBefore || (!isFixed && !(net * wins > safeRatio * winSum));
        if (isUnsure || (hasMinimums && (wins < minWins || Math.min(taken, window) - wins < minLosses))) {
          const known = Math.min(taken, window);
          const isEarly = known < minTrades || wins < minWins || known - wins < minLosses;
          lots = (isEarly ? lotsBefore(sizing, equity) : lotsByRecord(sizing, equity, { trades: known, wins, net, winSum })) | 0;
          if (lots === 0) {
            isOver = true;
            break;
          }
          if (Math.imul(lots, maxLoss[trade]) > equity) lots = (equity / maxLoss[trade]) | 0;
          if (lots === 0) continue;
        }
        const result = pnl[trade];
        const old = history[taken];
        history[taken + window] = result;
        net = (net + result - old) | 0;
        winSum = (winSum + (result & ~(result >> 31)) - (old & ~(old >> 31))) | 0;
        const win = -result >>> 31;
        wins = (wins + win - (-old >>> 31)) | 0;
        allWins = (allWins + win) | 0;
        taken++;
        equity = (equity + Math.imul(lots, result)) | 0;
        const above = (equity - peak) | 0;
        peak = (peak + (above & ~(above >> 31))) | 0;
        const drawdown = (peak - equity) | 0;
        if (drawdown <= shallow) continue;
        maxDrawdown = Math.max(maxDrawdown, drawdown);
        maxFraction = Math.max(maxFraction, drawdown / peak);
        shallow = Math.min(maxDrawdown, maxFraction * peak * NEARLY_ONE) | 0;
        lowest = Math.min(lowest, equity);
        if (equity < haltBelow) {
          haltedAt = session;
          isOver = true;
          break;
        }
      }
      block[session * BLOCK + lane] = equity;
    }
    ensemble.maxDrawdown[path] = maxDrawdown;
    ensemble.maxDrawdownFraction[path] = maxFraction;
    ensemble.lowest[path] = lowest;
    ensemble.haltedAt[path] = haltedAt;
    ensemble.trades[path] = taken;
    ensemble.wins[path] = allWins;
  };

  return (ensemble: Ensemble, from: number, to: number): void => {
    for (let path = from; path < to; path++) {
      const lane = (path - from) % BLOCK;
      draw(ensemble.firstPath + path);
      walk(ensemble, path, lane);
      if (lane === BLOCK - 1 || path === to - 1) flush(ensemble, block, path - lane, lane + 1);
    }
  };
};

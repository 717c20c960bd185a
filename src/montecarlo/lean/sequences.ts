import type { Ensemble } from '../ensemble.ts';
import type { PreparedJob } from '../job.ts';
import { startingCents } from '../rules.ts';
import { drawerOf } from './drawer.ts';
import type { LeanSizing } from './sizing.ts';
import { lotsBefore, lotsByRecord } from './sizing.ts';
import { leanTables } from './tables.ts';

/** Paths written side by side, so that a session's balances leave in one run. */
const BLOCK = 16;
/** Lets a quotient be computed wherever rounding could hide that it is larger. */
const NEARLY_ONE = 1 - 1e-12;
const MOST = 2 ** 31 - 1;
/** No contracts by the rules: the path will never trade again. */
const OVER = -1;

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
 * Money is in 32-bit cents; the window of a trade is the row of results just before its own. Its net is kept trade by trade:
 * while that is above `sureNet` the usual size is certain, since no average win exceeds the best trade, and wins and their
 * sum are counted only once it is not. A drawdown no deeper than `shallow` changes nothing: a new lowest balance, and so a
 * halt, is always a new largest drawdown, and a bound taken at a lower peak stays valid. A path given no contracts by its
 * record is over: neither equity nor record will change again.
 */
export const walkSequences = (prepared: PreparedJob, sizing: LeanSizing) => {
  const { job, resampler } = prepared;
  const { pnl, maxLoss } = leanTables(resampler.population, sizing);
  const { cap, window, minTrades, minWins, minLosses, multiplier, certain, isFixed } = sizing;
  const { trades, results, ends, draw } = drawerOf(prepared, pnl, window);
  const start = startingCents(job.rules);
  const haltBelow = Math.ceil(sizing.haltBelow);
  const sessions = job.sessions;
  const block = new Int32Array(sessions * BLOCK);
  const usual = isFixed ? sizing.before : cap;
  const enough = usual * maxLoss.reduce((most, loss) => Math.max(most, loss), 0);
  const best = pnl.reduce((most, result) => Math.max(most, result), 0);
  const unsureBefore = usual === 0 || (!isFixed && (minWins > 0 || minLosses > 0)) ? MOST : isFixed ? 0 : minTrades;

  let wins = 0;
  let winSum = 0;
  /** Trade before which wins were last counted. */
  let counted = 0;

  const countWins = (t: number): void => {
    const isFar = t - counted >= window;
    if (isFar) wins = winSum = 0;
    for (let i = isFar ? t - window : counted; i < t; i++) {
      const now = results[i + window];
      const gone = isFar ? 0 : results[i];
      winSum += Math.max(now, 0) - Math.max(gone, 0);
      wins += Number(now > 0) - Number(gone > 0);
    }
    counted = t;
  };

  /** A record that is worth more than this, times its wins and over their sum, gives the usual size for certain. */
  const ratioAt = (safeEquity: number): number => (certain * window) / (safeEquity * multiplier);

  const sizeInFull = (t: number, taken: number, net: number, equity: number, safeEquity: number): number => {
    countWins(t);
    const known = Math.min(taken, window);
    const isEarly = known < minTrades || wins < minWins || known - wins < minLosses;
    if (usual > 0 && !isEarly && equity >= safeEquity && net * wins > ratioAt(safeEquity) * winSum) return usual;
    const lots = isEarly ? lotsBefore(sizing, equity) : lotsByRecord(sizing, equity, { trades: known, wins, net, winSum });
    if (lots === 0) return OVER;
    const need = maxLoss[trades[t]];
    return (lots * need > equity ? equity / need : lots) | 0;
  };

  /** Leaves trade t out: the window before it now precedes the next. */
  const skip = (t: number): void => {
    results.copyWithin(t + 1, t, t + window);
    counted = t + 1;
  };

  const walk = (ensemble: Ensemble, path: number, lane: number, allWins: number): void => {
    let equity = start;
    let peak = start;
    let lowest = start;
    let maxDrawdown = 0;
    let maxFraction = 0;
    let haltedAt = -1;
    let isOver = false;
    let net = 0;
    let t = 0;
    let skipped = 0;
    let untaken = 0;
    let shallow = 0;
    let safeEquity = MOST;
    let sureNet = MOST;
    counted = wins = winSum = 0;
    for (let session = 0; session < sessions; session++) {
      const end = isOver ? 0 : ends[session];
      while (t < end && !isOver) {
        let lots = usual;
        let until = end;
        if (net <= sureNet || equity < safeEquity) {
          safeEquity = Math.max((equity * 0.75) | 0, enough, 1);
          sureNet = t + 1 - skipped < unsureBefore ? MOST : isFixed ? -MOST : Math.min(Math.ceil(ratioAt(safeEquity) * best), MOST) | 0;
          lots = sizeInFull(t, t - skipped, net, equity, safeEquity);
          until = t + 1;
          if (lots === OVER) {
            isOver = true;
            break;
          }
          if (lots === 0) {
            untaken += Number(results[t + window] > 0);
            skip(t);
            t = until;
            skipped++;
            sureNet = MOST;
            continue;
          }
        }
        // The same size for a stretch of trades, without a call: what the loop needs stays in registers.
        while (t < until) {
          const result = results[t + window];
          net = (net + result - results[t]) | 0;
          t = (t + 1) | 0;
          equity = (equity + Math.imul(lots, result)) | 0;
          const above = (equity - peak) | 0;
          const below = above & (above >> 31);
          peak = (peak + above - below) | 0;
          if (below + shallow < 0) {
            const drawdown = -below | 0;
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
          if (net <= sureNet || equity < safeEquity) break;
        }
      }
      block[session * BLOCK + lane] = equity;
    }
    for (let i = t; i < ends[sessions - 1]; i++) untaken += Number(results[i + window] > 0);
    ensemble.maxDrawdown[path] = maxDrawdown;
    ensemble.maxDrawdownFraction[path] = maxFraction;
    ensemble.lowest[path] = lowest;
    ensemble.haltedAt[path] = haltedAt;
    ensemble.trades[path] = t - skipped;
    ensemble.wins[path] = allWins - untaken;
  };

  return (ensemble: Ensemble, from: number, to: number): void => {
    for (let path = from; path < to; path++) {
      const lane = (path - from) % BLOCK;
      walk(ensemble, path, lane, draw(ensemble.firstPath + path));
      if (lane === BLOCK - 1 || path === to - 1) flush(ensemble, block, path - lane, lane + 1);
    }
  };
};

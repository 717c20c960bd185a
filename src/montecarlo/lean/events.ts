import { openStream } from '../../kernel/index.ts';
import type { Ensemble } from '../ensemble.ts';
import type { PreparedJob } from '../job.ts';
import { startingCents } from '../rules.ts';
import type { LeanSizing } from './sizing.ts';
import { lotsBefore, lotsByRecord } from './sizing.ts';
import { leanTables } from './tables.ts';

/** Places of a path's numbers in one row of 32-bit words. */
const EQUITY = 0;
const PEAK = 1;
const LOWEST = 2;
const MAX_DRAWDOWN = 3;
const HALTED_AT = 4;
const TAKEN = 5;
const ALL_WINS = 6;
const HEAD = 7;
const KNOWN = 8;
const WINS = 9;
const NET = 10;
const WIN_SUM = 11;
const OPEN = 12;
const OPEN_RISK = 13;
const ENTRIES = 14;
const RESULT = 15;
const SESSION = 16;

/**
 * Paths of sessions whose positions may overlap and whose days may have limits: the oracle's results, sooner.
 *
 * Money is in 32-bit cents; sums of the window are kept, not recomputed. Withdrawals are left to the oracle.
 */
export const walkEvents = (prepared: PreparedJob, sizing: LeanSizing) => {
  const { job, resampler } = prepared;
  const { pnl, maxLoss } = leanTables(resampler.population, sizing);
  const { start: first, events } = resampler.population;
  const { cap, window, minTrades, minWins, minLosses, multiplier, certain, haltBelow } = sizing;
  const { limits } = job.rules;
  const maxOpen = limits.maxOpen ?? Infinity;
  const maxEntries = limits.maxEntriesPerDay ?? Infinity;
  const dailyLoss = limits.dailyLoss === null ? -Infinity : -limits.dailyLoss * 100;
  const start = startingCents(job.rules);
  const days = new Int32Array(job.sessions);
  const ring = new Int32Array(window);
  const held = new Int32Array(pnl.length);
  const s = new Int32Array(17);
  let maxFraction = 0;

  const lotsNow = (): number => {
    const equity = s[EQUITY];
    const known = s[KNOWN];
    const wins = s[WINS];
    if (known < minTrades || wins < minWins || known - wins < minLosses) return lotsBefore(sizing, equity);
    if (equity * multiplier * s[NET] * wins > certain * known * s[WIN_SUM]) return cap;
    return lotsByRecord(sizing, equity, { trades: known, wins, net: s[NET], winSum: s[WIN_SUM] });
  };

  const open = (trade: number): void => {
    held[trade] = 0;
    if (s[HALTED_AT] >= 0 || s[OPEN] >= maxOpen || s[ENTRIES] >= maxEntries || s[RESULT] <= dailyLoss) return;
    s[ENTRIES]++;
    const asked = lotsNow();
    const free = s[EQUITY] - s[OPEN_RISK];
    const lots = asked * maxLoss[trade] > free ? Math.max(0, Math.floor(free / maxLoss[trade])) : asked;
    held[trade] = lots;
    s[OPEN_RISK] += lots * maxLoss[trade];
    if (lots > 0) s[OPEN]++;
  };

  const remember = (result: number): void => {
    const old = ring[s[HEAD]];
    ring[s[HEAD]] = result;
    s[HEAD] = s[HEAD] + 1 === window ? 0 : s[HEAD] + 1;
    if (s[KNOWN] < window) s[KNOWN]++;
    s[NET] += result - old;
    s[WIN_SUM] += (result & ~(result >> 31)) - (old & ~(old >> 31));
    s[WINS] += (-result >>> 31) - (-old >>> 31);
    s[ALL_WINS] += -result >>> 31;
  };

  const close = (trade: number): void => {
    const lots = held[trade];
    if (lots === 0) return;
    s[OPEN]--;
    s[OPEN_RISK] -= lots * maxLoss[trade];
    remember(pnl[trade]);
    s[TAKEN]++;
    s[RESULT] += lots * pnl[trade];
    s[EQUITY] += lots * pnl[trade];
    const equity = s[EQUITY];
    if (equity > s[PEAK]) s[PEAK] = equity;
    const drawdown = s[PEAK] - equity;
    if (drawdown > s[MAX_DRAWDOWN]) s[MAX_DRAWDOWN] = drawdown;
    maxFraction = Math.max(maxFraction, drawdown / s[PEAK]);
    if (equity < s[LOWEST]) s[LOWEST] = equity;
    if (s[HALTED_AT] < 0 && equity < haltBelow) s[HALTED_AT] = s[SESSION];
  };

  const walk = (ensemble: Ensemble, path: number): void => {
    s.fill(0);
    ring.fill(0);
    s[EQUITY] = start;
    s[PEAK] = start;
    s[LOWEST] = start;
    s[HALTED_AT] = -1;
    maxFraction = 0;
    for (let session = 0; session < days.length; session++) {
      s[SESSION] = session;
      s[ENTRIES] = 0;
      s[RESULT] = 0;
      const last = 2 * first[days[session] + 1];
      for (let e = s[HALTED_AT] < 0 ? 2 * first[days[session]] : last; e < last; e++) {
        if (events[e] > 0) open(events[e] - 1);
        else close(-events[e] - 1);
      }
      ensemble.balance[session * ensemble.paths + path] = s[EQUITY];
    }
    ensemble.maxDrawdown[path] = s[MAX_DRAWDOWN];
    ensemble.maxDrawdownFraction[path] = maxFraction;
    ensemble.lowest[path] = s[LOWEST];
    ensemble.haltedAt[path] = s[HALTED_AT];
    ensemble.trades[path] = s[TAKEN];
    ensemble.wins[path] = s[ALL_WINS];
  };

  return (ensemble: Ensemble, from: number, to: number): void => {
    for (let path = from; path < to; path++) {
      resampler.draw(openStream(job.seed, ensemble.firstPath + path), days);
      walk(ensemble, path);
    }
  };
};

import type { SessionDate } from '../../kernel/index.ts';
import { ConfigError, mustBe, points } from '../../kernel/index.ts';
import type { ChainDay, DayContext } from '../chain-day.ts';
import { CALENDAR_LAST } from '../calendar-tables.ts';
import { HISTORY_SESSIONS } from '../daily-history.ts';
import { outOfMoneyValue } from '../pricing.ts';
import { OPEN_MINUTE, closeMinuteOf, isFomc, sessionsBetween } from '../session.ts';
import type { FairPath } from './fair-path.ts';
import { fairPaths } from './fair-path.ts';
import { askAround, bidAround } from './quoting.ts';

const FIRST_SESSION = '2022-06-01';
const STRIKE_STEP = 5;
const NARROWEST_HALF_WIDTH = 80;
const DEVIATIONS_COVERED = 6;

/** `exact`: bid = ask = fair value, not rounded. `ticked`: what a market maker would show around it. */
export type FairQuotes = 'exact' | 'ticked';

export interface FairMarketOptions {
  /** Sessions to draw, from 2022-06-01 on. */
  readonly sessions: number;
  /** Minutes between rows, 1 when left out. */
  readonly step?: number;
}

/** A market in which no strategy has an edge. */
export interface FairMarket {
  readonly dates: readonly SessionDate[];
  /** Session i as a chain; both kinds of quotes belong to the same index path. */
  readonly day: (i: number, quotes: FairQuotes) => ChainDay;
}

const strikesAround = (open: number, deviation: number): Float64Array => {
  const half = Math.max(NARROWEST_HALF_WIDTH, DEVIATIONS_COVERED * deviation * open);
  const first = Math.ceil((open - half) / STRIKE_STEP) * STRIKE_STEP;
  const count = Math.floor((open + half - first) / STRIKE_STEP) + 1;
  return Float64Array.from({ length: count }, (_, k) => first + k * STRIKE_STEP);
};

/** [R, K, T] fair values, price cents. Only the side out of the money is priced; parity gives the other. */
const fairValues = (strikes: Float64Array, spot: Float64Array, deviation: Float64Array): Float64Array => {
  const rows = spot.length;
  const values = new Float64Array(2 * strikes.length * rows);
  for (let k = 0; k < strikes.length; k++) {
    const putAt = k * rows;
    const callAt = (strikes.length + k) * rows;
    for (let t = 0; t < rows; t++) {
      const inMoney = strikes[k] - spot[t];
      const value = outOfMoneyValue(spot[t], strikes[k], deviation[t]);
      values[putAt + t] = 100 * (inMoney > 0 ? value + inMoney : value);
      values[callAt + t] = 100 * (inMoney > 0 ? value : value - inMoney);
    }
  }
  return values;
};

const contextOf = (paths: readonly FairPath[], i: number): DayContext => {
  const known = paths.slice(Math.max(0, i - HISTORY_SESSIONS), i);
  const previousClose = i === 0 ? Number.NaN : paths[i - 1].settlement;
  return {
    previousClose,
    previousVix: paths[i].vix,
    closes: Float64Array.from(known, (path) => path.settlement),
    vixCloses: Float64Array.from(known, (_, j) => paths[i - known.length + j + 1].vix),
    isFomc: isFomc(paths[i].date),
    closeMinute: closeMinuteOf(paths[i].date),
  };
};

const quotesOf = (fair: Float64Array, quotes: FairQuotes): Pick<ChainDay, 'bid' | 'ask'> =>
  quotes === 'exact' ? { bid: fair, ask: fair } : { bid: fair.map(bidAround), ask: fair.map(askAround) };

const chainOf = (path: FairPath, context: DayContext, step: number, quotes: FairQuotes): ChainDay => {
  const minutes = path.spot.length - 1;
  const rows = Math.ceil(minutes / step);
  const spot = Float64Array.from({ length: rows }, (_, t) => path.spot[t * step]);
  const deviation = Float64Array.from({ length: rows }, (_, t) => Math.sqrt(path.remaining[t * step]));
  const strikes = strikesAround(path.spot[0], path.deviation);
  return {
    date: path.date,
    rows,
    stride: rows,
    minutes: Uint16Array.from({ length: rows }, (_, t) => OPEN_MINUTE + t * step),
    strikes,
    spot,
    vix: new Float64Array(rows).fill(path.vix),
    ...quotesOf(fairValues(strikes, spot, deviation), quotes),
    openInterest: undefined,
    context,
    settlement: points(path.settlement),
  };
};

/**
 * The `fair` synthetic market: no strategy has an edge in it before costs.
 *
 * The index is a martingale, lognormal by the minute, under a variance curve that is known at the open; a day's level
 * follows a VIX-like autoregression. Black and Scholes' formula with the variance still to come is therefore the exact
 * value of every option at every minute. Rates are zero. Rows run from the open to the last step before the close; the
 * settlement is the index at the close.
 *
 * @param seed 32-bit; equal seeds give equal markets, and more sessions only append
 * @throws ConfigError when the sessions run past the calendar or the step is no whole number of minutes
 * @see Black and Scholes, 1973, doi:10.1086/260062
 * @example fairMarket(1, { sessions: 20 }).day(0, 'exact').spot[0]
 */
export const fairMarket = (seed: number, { sessions, step = 1 }: FairMarketOptions): FairMarket => {
  const available = sessionsBetween(FIRST_SESSION, CALENDAR_LAST);
  if (!(Number.isInteger(sessions) && sessions >= 1 && sessions <= available.length)) {
    throw new ConfigError('sessions', mustBe('sessions', `a whole number from 1 to ${available.length}`, sessions, 'ask for fewer'));
  }
  if (!(Number.isInteger(step) && step >= 1 && step <= 30)) {
    throw new ConfigError('step', mustBe('step', 'a whole number of minutes from 1 to 30', step, 'use 1 for one-minute rows'));
  }
  const dates = available.slice(0, sessions);
  const paths = fairPaths(seed, dates);
  return { dates, day: (i, quotes) => chainOf(paths[i], contextOf(paths, i), step, quotes) };
};

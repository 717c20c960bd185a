import type { SessionDate } from '../../kernel/index.ts';
import { ConfigError, mustBe, points, seedFrom } from '../../kernel/index.ts';
import type { ChainDay, DayContext } from '../chain-day.ts';
import { CALENDAR_LAST } from '../calendar-tables.ts';
import { HISTORY_SESSIONS } from '../daily-history.ts';
import { OPEN_MINUTE, closeMinuteOf, isFomc, sessionsBetween } from '../session.ts';
import { atMoneyUnits, valueTable } from './fair-law.ts';
import type { FairPath } from './fair-path.ts';
import { fairPaths } from './fair-path.ts';
import { fairRecipe } from './fair-recipe.ts';
import { askAround, bidAround } from './quoting.ts';
import type { MarketLaw, MarketRecipe } from './recipe.ts';

const STRIKE_STEP = 5;
/** Strikes reach this far beyond a move of 3 deviations from the open, and at least 6 deviations. */
const REACH = 150;

/** `exact`: bid = ask = fair value, not rounded. `ticked`: what a market maker would show around it. */
export type FairQuotes = 'exact' | 'ticked';

export interface FairMarketOptions {
  /** Sessions to draw. */
  readonly sessions: number;
  /** First day on which a session may fall; 2023-02-23 when left out. */
  readonly from?: string;
  /** Minutes between rows, 1 when left out. */
  readonly step?: number;
  /** What to draw from; the embedded recipe's when left out. */
  readonly law?: MarketLaw;
}

/** A synthetic market; with the law of the fair recipe no strategy has an edge in it. */
export interface FairMarket {
  readonly dates: readonly SessionDate[];
  /** Session i as a chain; both kinds of quotes belong to the same index path. */
  readonly day: (i: number, quotes: FairQuotes) => ChainDay;
}

/** Values an option out of the money, in deviations, by its distance in deviations. */
type ValueAt = (z: number) => number;

const strikesAround = (open: number, deviation: number): Float64Array => {
  const half = Math.max(REACH + 3 * deviation, 6 * deviation);
  const first = Math.ceil((open - half) / STRIKE_STEP) * STRIKE_STEP;
  const count = Math.floor((open + half - first) / STRIKE_STEP) + 1;
  return Float64Array.from({ length: count }, (_, k) => first + k * STRIKE_STEP);
};

/** [R, K, T] fair values, price cents. Only the side out of the money is priced; parity gives the other. */
const fairValues = (strikes: Float64Array, spot: Float64Array, deviation: Float64Array, valueAt: ValueAt): Float64Array => {
  const rows = spot.length;
  const values = new Float64Array(2 * strikes.length * rows);
  for (let k = 0; k < strikes.length; k++) {
    const putAt = k * rows;
    const callAt = (strikes.length + k) * rows;
    for (let t = 0; t < rows; t++) {
      const inMoney = strikes[k] - spot[t];
      const value = deviation[t] * valueAt(inMoney / deviation[t]);
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

/** Takes the quotes of an outage's rows away; the cells are changed in place. */
const withOutage = (cells: Float64Array, rows: number, step: number, outage: FairPath['outage']): Float64Array => {
  if (outage === undefined) return cells;
  for (let c = 0; c < cells.length; c++) {
    const since = (c % rows) * step - outage.from;
    if (since >= 0 && since < outage.minutes) cells[c] = Number.NaN;
  }
  return cells;
};

const quotesOf = (fair: Float64Array, quotes: FairQuotes, widths: number): Pick<ChainDay, 'bid' | 'ask'> =>
  quotes === 'exact' ? { bid: fair, ask: fair } : { bid: fair.map((value) => bidAround(value, widths)), ask: fair.map((value) => askAround(value, widths)) };

/** Open interest of a chain's strikes, known from the open; undefined in a market without. */
const interestOf = (interest: FairPath['interest'], strikes: Float64Array): ChainDay['openInterest'] => {
  if (interest === undefined) return undefined;
  const contracts = new Float64Array(2 * strikes.length);
  strikes.forEach((strike, k) => {
    const [put, call] = interest.at(strike);
    contracts[k] = put;
    contracts[strikes.length + k] = call;
  });
  return { contracts, knownFrom: new Float64Array(contracts.length).fill(OPEN_MINUTE) };
};

interface Rows {
  readonly step: number;
  readonly quotes: FairQuotes;
  readonly valueAt: ValueAt;
}

const chainOf = (path: FairPath, context: DayContext, { step, quotes, valueAt }: Rows): ChainDay => {
  const rows = Math.ceil((path.spot.length - 1) / step);
  const spot = Float64Array.from({ length: rows }, (_, t) => path.spot[t * step]);
  const deviation = Float64Array.from({ length: rows }, (_, t) => path.deviation[t * step]);
  const strikes = strikesAround(path.spot[0], path.deviation[0]);
  return {
    date: path.date,
    rows,
    stride: rows,
    minutes: Uint16Array.from({ length: rows }, (_, t) => OPEN_MINUTE + t * step),
    strikes,
    spot,
    vix: new Float64Array(rows).fill(path.vix),
    ...quotesOf(withOutage(fairValues(strikes, spot, deviation, valueAt), rows, step, path.outage), quotes, path.widths),
    openInterest: interestOf(path.interest, strikes),
    context,
    settlement: points(path.settlement),
  };
};

/**
 * A synthetic market. With the `fair` law no strategy has an edge in it before costs; what other laws add is stated in them.
 *
 * The index is a martingale with jumps. The deviation of the move still to come follows a curve known at the open, and in
 * units of it the move has one and the same law at every minute, whatever happened before. An option's exact value is
 * therefore the deviation times one function of the distance to its strike, and the smile in deviations never changes. A
 * day's deviation follows a VIX-like autoregression. Rates are zero. Rows run from the open to the last step before the
 * close; the settlement is the index at the close.
 *
 * @param seed 32-bit; equal seeds give equal markets, and more sessions only append
 * @throws ConfigError when the sessions run past the calendar or the step is no whole number of minutes
 * @see Carr, Geman, Madan and Yor, 2007, doi:10.1111/j.1467-9965.2007.00293.x
 * @example fairMarket(1, { sessions: 20 }).day(0, 'exact').spot[0]
 */
export const fairMarket = (seed: number, options: FairMarketOptions): FairMarket => {
  const { sessions, from = fairRecipe.from, step = 1, law = fairRecipe.law } = options;
  const available = sessionsBetween(from, CALENDAR_LAST);
  if (!(Number.isInteger(sessions) && sessions >= 1 && sessions <= available.length)) {
    throw new ConfigError('sessions', mustBe('sessions', `a whole number from 1 to ${available.length}`, sessions, 'ask for fewer'));
  }
  if (!(Number.isInteger(step) && step >= 1 && step <= 30)) {
    throw new ConfigError('step', mustBe('step', 'a whole number of minutes from 1 to 30', step, 'use 1 for one-minute rows'));
  }
  const dates = available.slice(0, sessions);
  const paths = fairPaths(seed, dates, law);
  const valueAt = valueTable(atMoneyUnits(law.move));
  return { dates, day: (i, quotes) => chainOf(paths[i], contextOf(paths, i), { step, quotes, valueAt }) };
};

/** The market a recipe describes. @throws ConfigError or DataError when its dates hold no session */
export const marketOf = ({ seed, from, to, step, law }: MarketRecipe): FairMarket =>
  fairMarket(seedFrom(seed), { sessions: sessionsBetween(from, to).length, from, step, law });

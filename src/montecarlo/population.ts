import { DataError, mustBe } from '../kernel/index.ts';

/**
 * What Monte Carlo knows of a record: sessions in order, and the finished trades of each, per contract.
 *
 * D sessions, N trades. Money is whole cents per contract.
 */
export interface Population {
  /** D sessions in order, with or without trades. */
  readonly dates: readonly string[];
  /** [D + 1] offsets: trades of session d are start[d] .. start[d + 1] - 1. */
  readonly start: Int32Array;
  /** [N] result after costs. */
  readonly pnl: Float64Array;
  /** [N] maximum loss at entry, costs included: the buying power one contract takes. */
  readonly maxLoss: Float64Array;
  /** [2N] day by day, in order of occurrence: +(i + 1) opens trade i, -(i + 1) closes it. */
  readonly events: Int32Array;
  /** [N] exit group, an index into `groups`. */
  readonly group: Uint8Array;
  readonly groups: readonly string[];
  /** [N] points from the index to the nearest short strike when the trade was left. */
  readonly distance: Float64Array;
  /** [N] minutes to the close when the trade was left. */
  readonly minutesLeft: Float64Array;
  /** [N] largest payoff of one contract against the seller. */
  readonly width: Float64Array;
  /** [N] premium received for one contract. */
  readonly credit: Float64Array;
  /** [D] VIX of the session; NaN where unknown. */
  readonly vix: Float64Array;
}

export const sessionCount = (population: Population): number => population.dates.length;
export const tradeCount = (population: Population): number => population.pnl.length;

/** Trades of the busiest session. */
export const busiestSession = ({ dates, start }: Population): number =>
  dates.reduce((most, _, day) => Math.max(most, start[day + 1] - start[day]), 0);

const fail = (code: string, what: string, found: unknown, remedy: string): never => {
  throw new DataError(code, mustBe('population', what, found, remedy));
};

const checkColumns = (population: Population): void => {
  const columns = { pnl: population.pnl, maxLoss: population.maxLoss };
  for (const [name, values] of Object.entries(columns)) {
    const bad = values.findIndex((value) => !Number.isSafeInteger(value));
    if (bad >= 0) {
      fail('population-number', `whole cents in ${name}`, `${values[bad]} at trade ${bad + 1}`, 'repair or drop the trade');
    }
  }
  const negative = population.maxLoss.findIndex((value) => value < 0);
  if (negative >= 0) {
    fail('population-max-loss', 'of maximum losses of 0 or more', population.maxLoss[negative], 'give losses as positive amounts');
  }
  const unknown = population.group.findIndex((value) => value >= population.groups.length);
  if (unknown >= 0) fail('population-group', 'of named exit groups', population.group[unknown], 'name every group');
};

/** Every session's events open each of its trades once and close it later. */
const checkEvents = (population: Population): void => {
  const { start, events } = population;
  const state = new Uint8Array(tradeCount(population));
  for (let day = 0; day < sessionCount(population); day++) {
    for (let e = 2 * start[day]; e < 2 * start[day + 1]; e++) {
      const trade = Math.abs(events[e]) - 1;
      const legal = trade >= start[day] && trade < start[day + 1] && state[trade] === (events[e] > 0 ? 0 : 1);
      if (!legal) {
        fail('population-events', 'opening then closing each trade inside its session', `event ${events[e]} on ${population.dates[day]}`, 'write events in order of occurrence');
      }
      state[trade]++;
    }
  }
};

const checkShape = (population: Population): void => {
  const sessions = sessionCount(population);
  const trades = tradeCount(population);
  if (sessions === 0 || trades === 0) {
    fail('population-empty', 'of at least two trades', `${trades} trades in ${sessions} sessions`, 'run a longer study or check why nothing traded');
  }
  if (trades === 1) fail('population-one-trade', 'of at least two trades', trades, 'one result has no spread to resample; run a longer study');
  const { start, maxLoss, events, group, distance, minutesLeft, width, credit, vix } = population;
  const lengths = [start.length - 1, vix.length].every((n) => n === sessions)
    && [maxLoss, group, distance, minutesLeft, width, credit].every((column) => column.length === trades)
    && events.length === 2 * trades && start[0] === 0 && start[sessions] === trades;
  if (!lengths) fail('population-shape', 'of columns of equal length', { sessions, trades, events: events.length }, 'print it again from its source');
};

/**
 * Checks a population before anything is drawn from it.
 *
 * A record without a single loss is refused: resampling it can never lose, so its percentiles would be false comfort.
 * @throws DataError naming the first fault
 */
export const checkPopulation = (population: Population): void => {
  checkShape(population);
  checkColumns(population);
  checkEvents(population);
  if (!population.pnl.some((value) => value < 0)) {
    fail('population-no-loss', 'of trades with at least one loss', `${tradeCount(population)} trades without a loss`, 'resampling it can never lose; use a longer record');
  }
};

/** Trades one after another, each opened and closed before the next: a population from bare columns. */
export const sequentialEvents = (trades: number): Int32Array =>
  Int32Array.from({ length: 2 * trades }, (_, e) => (e % 2 === 0 ? 1 : -1) * ((e >> 1) + 1));

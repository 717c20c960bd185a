import type { Population } from '../montecarlo/index.ts';

/** One trade as far as an account is concerned. Cents per contract. */
export interface Outcome {
  readonly pnl: number;
  readonly maxLoss: number;
  /** How it ended. */
  readonly group: string;
}

export interface OutcomeDay {
  readonly date: string;
  readonly vix: number;
  readonly trades: readonly Outcome[];
}

/** Days of trades as a population: all positions of a day are open together, and close in the order they were opened. */
export const populationOfDays = (days: readonly OutcomeDay[]): Population => {
  const all = days.flatMap(({ trades }) => trades);
  const groups = [...new Set(all.map(({ group }) => group))].sort();
  const start = new Int32Array(days.length + 1);
  days.forEach(({ trades }, d) => (start[d + 1] = start[d] + trades.length));
  const events = days.flatMap(({ trades }, d) => {
    const ids = trades.map((_, i) => start[d] + i + 1);
    return [...ids, ...ids.map((id) => -id)];
  });
  const unknown = (): Float64Array => new Float64Array(all.length).fill(NaN);
  return {
    dates: days.map(({ date }) => date),
    start,
    pnl: Float64Array.from(all, ({ pnl }) => pnl),
    maxLoss: Float64Array.from(all, ({ maxLoss }) => maxLoss),
    events: Int32Array.from(events),
    group: Uint8Array.from(all, ({ group }) => groups.indexOf(group)),
    groups,
    distance: unknown(), minutesLeft: unknown(), width: unknown(), credit: unknown(),
    vix: Float64Array.from(days, ({ vix }) => vix),
  };
};

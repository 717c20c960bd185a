import { points, sessionDate } from '../../src/kernel/index.ts';
import type { ChainDay } from '../../src/market/index.ts';

/** What a truth table says of one put vertical 5900/5890, row by row: its mid debit, half width, index and VIX. */
export interface TinyRow {
  readonly minute: number;
  /** Price cents; NaN is no quote. */
  readonly debit: number;
  readonly half?: number;
  readonly spot?: number;
  readonly vix?: number;
}

/**
 * A day with one vertical: the 5900 put carries the debit, the 5890 put is worth nothing, the quoted half width is on the
 * short leg alone.
 */
export const tinyDay = (rows: readonly TinyRow[], settlement = 5950, closeMinute = 960): ChainDay => {
  const T = rows.length;
  const strikes = Float64Array.of(5890, 5900);
  const bid = new Float64Array(4 * T);
  const ask = new Float64Array(4 * T);
  rows.forEach((row, t) => {
    bid[T + t] = row.debit - (row.half ?? 0);
    ask[T + t] = row.debit + (row.half ?? 0);
  });
  return {
    date: sessionDate('2024-05-14'), rows: T, stride: T,
    minutes: Uint16Array.from(rows, (row) => row.minute),
    strikes,
    spot: Float64Array.from(rows, (row) => row.spot ?? 5920),
    vix: Float64Array.from(rows, (row) => row.vix ?? 14),
    bid, ask,
    openInterest: undefined,
    context: { previousClose: 5925, previousVix: 14, closes: new Float64Array(0), vixCloses: new Float64Array(0), isFomc: false, closeMinute },
    settlement: points(settlement),
  };
};

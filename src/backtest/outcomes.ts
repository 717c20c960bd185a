import { debitBounds } from '../strategy/index.ts';
import type { StudyResult } from './run-study.ts';
import type { Trade } from './trade.ts';

/**
 * Per-contract outcomes of a study, session by session: all Monte Carlo needs to know of it.
 *
 * Shadow trades are included, so that a halted study still has a population. Trades are numbered by decision.
 */
export interface DayOutcomes {
  readonly dates: readonly string[];
  readonly start: Int32Array;
  readonly pnl: Float64Array;
  readonly maxLoss: Float64Array;
  readonly events: Int32Array;
  readonly group: Uint8Array;
  readonly groups: readonly string[];
  readonly distance: Float64Array;
  readonly minutesLeft: Float64Array;
  readonly width: Float64Array;
  readonly credit: Float64Array;
  readonly vix: Float64Array;
}

/** Collects the outcomes of a study. */
export const outcomesOf = (study: StudyResult): DayOutcomes => {
  const trades: readonly Trade[] = [...study.trades].sort((a, b) => a.id - b.id);
  const place = new Map(trades.map((trade, i) => [trade.id, i]));
  const groups = [...new Set(trades.map((trade) => trade.reason))].sort();
  const start = new Int32Array(study.equity.length + 1);
  study.equity.forEach((row, d) => (start[d + 1] = start[d] + row.trades));
  const column = (of: (trade: Trade) => number): Float64Array => Float64Array.from(trades, of);
  const events = study.events.flat().map((event) => {
    const i = place.get(Math.abs(event)) ?? -1;
    return event > 0 ? i + 1 : -i - 1;
  });
  return {
    dates: study.equity.map((row) => row.date),
    start,
    pnl: column((t) => t.pnlPerContract),
    maxLoss: column((t) => t.maxLoss),
    events: Int32Array.from(events),
    group: Uint8Array.from(trades, (t) => groups.indexOf(t.reason)),
    groups,
    distance: column((t) => t.exitDistance),
    minutesLeft: column((t) => t.minutesLeft),
    width: column((t) => Math.round(debitBounds(t.spread).most * 10000)),
    credit: column((t) => Math.round(t.credit * 100)),
    vix: Float64Array.from(study.equity, (row) => row.vix),
  };
};

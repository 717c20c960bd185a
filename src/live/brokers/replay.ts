import type { ChainDay } from '../../market/index.ts';
import { epochMs, newYorkTime } from '../../market/index.ts';
import type { ExecutionConfig } from '../../execution/index.ts';
import { complete, widen } from '../../execution/index.ts';
import type { ChainSnapshot, Reading } from '../ports.ts';

/** Row t of a stored day as a broker would have shown it. */
export const snapshotOf = (day: ChainDay, t: number): ChainSnapshot => {
  const size = 2 * day.strikes.length;
  const bid = new Float64Array(size);
  const ask = new Float64Array(size);
  const contracts = new Float64Array(size);
  const interest = day.openInterest;
  for (let c = 0; c < size; c++) {
    bid[c] = day.bid[c * day.stride + t];
    ask[c] = day.ask[c * day.stride + t];
    contracts[c] = interest !== undefined && interest.knownFrom[c] <= day.minutes[t] ? interest.contracts[c] : NaN;
  }
  return {
    date: day.date, at: epochMs(day.date, day.minutes[t]), minute: day.minutes[t], spot: day.spot[t], vix: day.vix[t],
    strikes: day.strikes, bid, ask, openInterest: interest === undefined ? undefined : contracts, settlement: undefined,
  };
};

/** A stored day as the study's costs see it: gaps filled and widths put around mids, as before a backtest. */
export const preparedDay = (raw: ChainDay, execution: ExecutionConfig): ChainDay => widen(complete(raw, execution.completion).day, execution.widths);

/**
 * The market of a stored day, one row at a time as the clock reaches it, the official settlement after the close.
 *
 * Nothing after `now` ever leaves it.
 */
export const replayMarket = (day: ChainDay, now: () => number): (() => Promise<Reading<ChainSnapshot>>) => {
  let t = -1;
  let shown: ChainSnapshot | undefined;
  return () => {
    const time = newYorkTime(now());
    const minute = time.date < day.date ? -1 : time.date > day.date ? 1440 : time.minute;
    let last = t;
    while (last + 1 < day.rows && day.minutes[last + 1] <= minute) last++;
    if (last < 0) return Promise.resolve({ kind: 'unhealthy', why: 'no quotes yet', isAuth: false, waitMs: 0 });
    if (last !== t || shown === undefined) {
      t = last;
      shown = snapshotOf(day, t);
    }
    const isOver = minute >= day.context.closeMinute;
    return Promise.resolve({ kind: 'healthy', value: isOver && day.settlement !== undefined ? { ...shown, settlement: day.settlement } : shown });
  };
};

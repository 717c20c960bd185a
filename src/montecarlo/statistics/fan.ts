import { sessionColumn } from '../ensemble.ts';
import type { Ensemble } from '../ensemble.ts';
import { orderStatistics, selectQuantiles } from './select.ts';
import { openSelector } from './select-wasm.ts';

/** Percentiles of the fan, lowest first. */
export const fanPercents = [1, 5, 10, 25, 50, 75, 90, 95, 99] as const;

const finders = new WeakMap<Ensemble, typeof orderStatistics>();

/** The quickest way to order statistics of this ensemble's columns. */
const finderOf = (ensemble: Ensemble): typeof orderStatistics => {
  const known = finders.get(ensemble);
  if (known !== undefined) return known;
  const select = ensemble.wide ? undefined : openSelector(ensemble.paths);
  const finder: typeof orderStatistics = select === undefined ? orderStatistics : (values, ranks) => (values instanceof Int32Array ? select(values, ranks) : orderStatistics(values, ranks));
  finders.set(ensemble, finder);
  return finder;
};

/**
 * Fan of sessions [from, to): exact type 7 percentiles of balance across paths at the end of each session.
 *
 * Any split of the sessions gives the same numbers. Cents.
 * @param out [H, Q], written for those sessions only
 */
export const fillFan = (ensemble: Ensemble, out: Float64Array, from: number, to: number): void => {
  const probabilities = fanPercents.map((percent) => percent / 100);
  const find = finderOf(ensemble);
  for (let session = from; session < to; session++) {
    out.set(selectQuantiles(sessionColumn(ensemble, session), probabilities, find), session * fanPercents.length);
  }
};

/** The fan as rows, one a session. */
export const fanRows = (values: Float64Array): number[][] =>
  Array.from({ length: values.length / fanPercents.length }, (_, session) =>
    Array.from(values.subarray(session * fanPercents.length, (session + 1) * fanPercents.length)));

import { isOffset } from '../strategy/index.ts';
import type { Candidate, UnfilledEntry } from './candidates.ts';

/** One entry the account's rules are asked about, in the order of decisions; NaN for the `endRow` of one that filled. */
export interface EntryDecision extends UnfilledEntry {
  /** Its candidate's place; undefined for an order that never filled. */
  readonly candidate: number | undefined;
}

/** Candidates and orders that never filled as one row of decisions. */
export const entryDecisions = (candidates: readonly Candidate[], unfilled: readonly UnfilledEntry[]): EntryDecision[] => {
  const all = candidates.map(({ session, opened: { id, spread, maxLoss }, view: { day }, decidedRow }, candidate) => ({
    id, candidate, session, spread, maxLoss, decidedRow, decidedMinute: day.minutes[decidedRow], endRow: NaN,
  }));
  if (unfilled.length === 0) return all;
  return [...all, ...unfilled.map((entry) => ({ ...entry, candidate: undefined }))].sort((a, b) => a.id - b.id);
};

/** A candidate that may not be held together with earlier ones of its session, for a leg of one would offset a leg of the other. */
export interface Contested {
  readonly candidate: number;
  readonly rivals: readonly number[];
  /** A rival whose exit is booked at this row or later is held at the decision. */
  readonly row: number;
}

/**
 * Candidates that offset earlier ones, rising; undefined where one offsets an order that worked at its decision and never filled.
 *
 * @param late 1 where an exit booked on a row is seen by that row's decisions, 0 where only by the next
 */
export const contestedOf = (decisions: readonly EntryDecision[], late: 0 | 1): readonly Contested[] | undefined => {
  const found: Contested[] = [];
  let from = 0;
  for (const [k, { candidate, session, spread, decidedRow }] of decisions.entries()) {
    if (decisions[from].session !== session) from = k;
    if (candidate === undefined) continue;
    const earlier = decisions.slice(from, k).filter((other) => isOffset(other.spread, spread));
    if (earlier.some((other) => other.candidate === undefined && other.endRow > decidedRow)) return undefined;
    const rivals = earlier.flatMap((other) => (other.candidate === undefined ? [] : [other.candidate]));
    if (rivals.length > 0) found.push({ candidate, rivals, row: decidedRow + late });
  }
  return found;
};

import type { PackedCandidates } from '../packed.ts';
import { closerOf } from './close-at.ts';
import type { CodeLayout } from './codes.ts';

/**
 * Which candidates may be passed over because an earlier one that they offset is still held at their decision.
 *
 * A later exit has a larger code, so a rival is held where its code is at least the smallest that is booked too late: one
 * comparison a pair.
 */
export interface Contest {
  /** [C] candidates, rising. */
  readonly candidate: Int32Array;
  /** [C+1] where the rivals of each begin. */
  readonly first: Int32Array;
  readonly rival: Int32Array;
  /** Smallest code with which a rival is held at the decision. */
  readonly heldFrom: Int32Array;
}

/** The contest of packed candidates; undefined where only a walk of the decisions can tell. */
export const contestOf = (packed: PackedCandidates, { orderBits, resultBits }: CodeLayout): Contest | undefined => {
  const { contested, start, fillRow } = packed;
  if (contested === undefined) return undefined;
  const close = closerOf(packed, 'exit');
  const closed = { row: 0, pnl: 0 };
  const pairs = contested.flatMap(({ rivals, row }) => rivals.map((rival) => ({ rival, row })));
  const isHeld = (rival: number, hit: number, row: number): boolean =>
    !close(rival, hit, closed) || fillRow[rival] + closed.row - start[rival] >= row;
  /** Rows after the fill of a rival's first decision to leave that is not booked before the row: later decisions are booked no sooner. */
  const firstHeld = (rival: number, row: number): number => {
    let low = start[rival] + 1;
    let high = start[rival + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isHeld(rival, middle, row)) high = middle;
      else low = middle + 1;
    }
    return high - start[rival];
  };
  const first = new Int32Array(contested.length + 1);
  contested.forEach(({ rivals }, c) => (first[c + 1] = first[c] + rivals.length));
  return {
    candidate: Int32Array.from(contested, ({ candidate }) => candidate),
    first,
    rival: Int32Array.from(pairs, ({ rival }) => rival),
    heldFrom: Int32Array.from(pairs, ({ rival, row }) => firstHeld(rival, row) * 2 ** (orderBits + resultBits)),
  };
};

/** Which candidates an account takes. */
export interface Kept {
  /** [N] all bits where taken, none where passed over: in memory that the next configuration takes again. */
  readonly mask: Int32Array;
  readonly passed: number;
}

/** Tells which of N candidates are taken under one configuration's codes. */
export const keeperOf = ({ candidate, first, rival, heldFrom }: Contest, candidates: number): ((code: Int32Array) => Kept) => {
  const mask = new Int32Array(candidates).fill(-1);
  return (code) => {
    let passed = 0;
    let pair = 0;
    for (let c = 0; c < candidate.length; c++) {
      let isHeld = 0;
      for (const end = first[c + 1]; pair < end; pair++) {
        const i = rival[pair];
        isHeld |= mask[i] & ~((code[i] - heldFrom[pair]) >> 31);
      }
      mask[candidate[c]] = ~isHeld;
      passed -= isHeld;
    }
    return { mask, passed };
  };
};

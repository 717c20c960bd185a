import type { Threshold } from '../../strategy/index.ts';
import { NEVER } from '../../strategy/index.ts';
import type { PackedCandidates } from '../packed.ts';

/** Rows at which each candidate's mark was lower, or higher, than on any row since its fill. */
interface Extremes {
  /** [N+1] first of each candidate's extremes. */
  readonly first: Int32Array;
  readonly rows: Int32Array;
  readonly marks: Float64Array;
}

/** Room that grows as it fills: new memory costs more than what is written to it. */
const growing = () => {
  let rows = new Int32Array(1 << 14);
  let marks = new Float64Array(1 << 14);
  return {
    /** Makes room for so many. */
    reserve: (length: number): void => {
      if (length <= rows.length) return;
      const size = Math.max(length, 2 * rows.length);
      const [oldRows, oldMarks] = [rows, marks];
      rows = new Int32Array(size);
      marks = new Float64Array(size);
      rows.set(oldRows);
      marks.set(oldMarks);
    },
    columns: () => ({ rows, marks }),
  };
};

/** Writes the extremes of one candidate's rows from place `at` on. @returns the place after the last */
const writeExtremes = (column: Float64Array, [from, to, sign]: readonly [number, number, number], { rows, marks }: Pick<Extremes, 'rows' | 'marks'>, at: number): number => {
  let least = Infinity;
  let place = at;
  for (let t = from; t < to; t++) {
    const depth = sign * column[t];
    if (depth < least) {
      least = depth;
      rows[place] = t;
      marks[place] = depth;
      place++;
    }
  }
  return place;
};

const extremesOf = ({ start, view }: PackedCandidates, { basis, side }: Pick<Threshold, 'basis' | 'side'>): Extremes => {
  const n = start.length - 1;
  const first = new Int32Array(n + 1);
  const room = growing();
  const sign = side === 'atMost' ? 1 : -1;
  for (let i = 0; i < n; i++) {
    room.reserve(first[i] + start[i + 1] - start[i]);
    first[i + 1] = writeExtremes(view[i].marks[basis], [start[i] + 1, start[i + 1], sign], room.columns(), first[i]);
  }
  return { first, ...room.columns() };
};

/** First packed row at which candidate i's mark has reached a debit, NEVER when it does not. */
export type FirstReaching = (i: number, threshold: Threshold) => number;

/** Finds first crossings by halving among extremes, which are made once for each basis and side. */
export const firstReaching = (packed: PackedCandidates): FirstReaching => {
  const known: { readonly basis: Threshold['basis']; readonly side: Threshold['side']; readonly made: Extremes }[] = [];
  const extremes = ({ basis, side }: Threshold): Extremes => {
    for (const entry of known) if (entry.basis === basis && entry.side === side) return entry.made;
    const made = extremesOf(packed, { basis, side });
    known.push({ basis, side, made });
    return made;
  };
  return (i, threshold) => {
    const { first, rows, marks } = extremes(threshold);
    const depth = threshold.side === 'atMost' ? threshold.debit : -threshold.debit;
    let low = first[i];
    let high = first[i + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (marks[middle] <= depth) high = middle;
      else low = middle + 1;
    }
    return low < first[i + 1] ? rows[low] : NEVER;
  };
};

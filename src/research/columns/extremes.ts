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

/** Extremes of every candidate asked for so far, and of all before it. */
const extremesOf = ({ start, view }: PackedCandidates, { basis, side }: Pick<Threshold, 'basis' | 'side'>): ((i: number) => Extremes) => {
  const first = new Int32Array(start.length);
  const room = growing();
  const sign = side === 'atMost' ? 1 : -1;
  let made = 0;
  let extremes = { first, ...room.columns() };
  return (i) => {
    if (i < made) return extremes;
    for (; made <= i; made++) {
      room.reserve(first[made] + start[made + 1] - start[made]);
      first[made + 1] = writeExtremes(view[made].marks[basis], [start[made] + 1, start[made + 1], sign], room.columns(), first[made]);
    }
    return (extremes = { first, ...room.columns() });
  };
};

/** First packed row at which candidate i's mark has reached its debit, NEVER when it does not. */
export type FirstReaching = (i: number) => number;

/** Finds first crossings by halving among extremes, which are made once for each basis and side. */
export const firstReaching = (packed: PackedCandidates): ((threshold: Threshold) => FirstReaching) => {
  const known = new Map<string, (i: number) => Extremes>();
  const extremes = ({ basis, side }: Threshold): ((i: number) => Extremes) => {
    const key = `${basis} ${side}`;
    const made = known.get(key) ?? extremesOf(packed, { basis, side });
    known.set(key, made);
    return made;
  };
  return (threshold) => {
    const upTo = extremes(threshold);
    const sign = threshold.side === 'atMost' ? 1 : -1;
    return (i) => {
      const { first, rows, marks } = upTo(i);
      const depth = sign * threshold.debit(packed.opened[i]);
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
};

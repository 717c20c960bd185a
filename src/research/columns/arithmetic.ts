import type { CodeLayout } from './codes.ts';
import type { Contest } from './contest.ts';
import { keeperOf } from './contest.ts';

/** What the candidates of each session came to, one contract of each: in memory that the next configuration takes again. */
export interface SessionTotals {
  /** [D] cents. */
  readonly sums: Int32Array;
  /** [D] cents lost by those that lost. */
  readonly losses: Int32Array;
  readonly wins: number;
  /** Candidates passed over because one that they offset is held. */
  readonly passed: number;
}

/** Columns of codes, each a number here, with what sweeps do to them. [N] candidates. */
export interface CodeArithmetic {
  /** A new column, to be written to before it is used. */
  readonly blank: () => number;
  /** Its memory, until the next new column. */
  readonly read: (column: number) => Int32Array;
  /** Smaller of two columns, written over a third or, where none is named, kept as a new one. */
  readonly lesser: (a: number, b: number, into: number | undefined) => number;
  /** What every candidate comes to, taken or passed over, one contract of each: cents. */
  readonly total: (column: number) => number;
  /** @param first [D+1] first candidate of each session @returns undefined where only a walk of the decisions can tell */
  readonly totals: (column: number, first: Int32Array) => SessionTotals | undefined;
}

/** In plain TypeScript: what the quicker one is held to. */
export const plainArithmetic = ({ least, resultBits }: CodeLayout, contest: Contest | undefined, candidates: number): CodeArithmetic => {
  const columns: Int32Array[] = [];
  const keep = contest === undefined ? undefined : keeperOf(contest, candidates);
  const resultMask = 2 ** resultBits - 1;
  const blank = (): number => columns.push(new Int32Array(candidates)) - 1;
  return {
    blank,
    read: (column) => columns[column],
    lesser: (a, b, into) => {
      const place = into ?? blank();
      const [one, other, out] = [columns[a], columns[b], columns[place]];
      for (let i = 0; i < out.length; i++) {
        const difference = (one[i] - other[i]) | 0;
        out[i] = (other[i] + (difference & (difference >> 31))) | 0;
      }
      return place;
    },
    total: (column) => columns[column].reduce((sum, code) => sum + (code & resultMask), candidates * least),
    totals: (column, first) => {
      const code = columns[column];
      const kept = keep?.(code);
      if (kept === undefined) return undefined;
      const sums = new Int32Array(first.length - 1);
      const losses = new Int32Array(first.length - 1);
      let wins = 0;
      for (let d = 0; d < sums.length; d++) {
        for (let i = first[d]; i < first[d + 1]; i++) {
          const result = ((code[i] & resultMask) + least) & kept.mask[i];
          sums[d] += result;
          losses[d] += Math.min(result, 0);
          wins += Number(result > 0);
        }
      }
      return { sums, losses, wins, passed: kept.passed };
    },
  };
};

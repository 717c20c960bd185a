import { newInstance } from '../../kernel/index.ts';
import type { CodeArithmetic, SessionTotals } from './arithmetic.ts';
import type { CodeLayout } from './codes.ts';
import { moduleBase64 } from './codes.wasm.ts';
import type { Contest } from './contest.ts';

/** What wasm/codes.ts exports. Columns are named by their addresses. */
interface Codes {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly allocate: (bytes: number) => number;
  readonly setContest: (candidates: number, firstRivals: number, rivals: number, heldFrom: number, count: number) => void;
  readonly setResults: (taken: number, least: number, mask: number) => void;
  readonly lesser: (a: number, b: number, into: number, count: number) => void;
  readonly total: (codes: number, count: number) => number;
  readonly keep: (codes: number) => number;
  readonly addUp: (codes: number, first: number, sessions: number, sums: number, losses: number) => number;
}

/** Where the bounds of sessions lie, and what they add up to. */
interface Laid {
  readonly first: Int32Array;
  readonly at: number;
  readonly sums: number;
  readonly losses: number;
}

/** The same as plainArithmetic, four codes at once; undefined where SIMD is missing. */
export const wasmArithmetic = ({ least, resultBits }: CodeLayout, contest: Contest | undefined, candidates: number): CodeArithmetic | undefined => {
  const codes = newInstance<Codes>(moduleBase64);
  if (codes === undefined) return undefined;
  const view = (address: number, length: number): Int32Array => new Int32Array(codes.memory.buffer, address, length);
  const put = (values: Int32Array): number => {
    const address = codes.allocate(4 * values.length);
    view(address, values.length).set(values);
    return address;
  };
  codes.setResults(put(new Int32Array(candidates).fill(-1)), least, 2 ** resultBits - 1);
  if (contest !== undefined) {
    const { candidate, first, rival, heldFrom } = contest;
    codes.setContest(put(candidate), put(first), put(rival), put(heldFrom), candidate.length);
  }
  let laid: Laid | undefined;
  let views: Pick<SessionTotals, 'sums' | 'losses'> | undefined;
  const layOut = (first: Int32Array): Laid => {
    const bytes = 4 * (first.length - 1);
    views = undefined;
    return (laid = { first, at: put(first), sums: codes.allocate(bytes), losses: codes.allocate(bytes) });
  };
  const viewsOf = ({ first, sums, losses }: Laid): Pick<SessionTotals, 'sums' | 'losses'> => {
    if (views?.sums.buffer !== codes.memory.buffer) views = { sums: view(sums, first.length - 1), losses: view(losses, first.length - 1) };
    return views;
  };
  const blank = (): number => codes.allocate(4 * candidates);
  return {
    blank,
    read: (column) => view(column, candidates),
    lesser: (a, b, into) => {
      const place = into ?? blank();
      codes.lesser(a, b, place, candidates);
      return place;
    },
    total: (column) => codes.total(column, candidates),
    totals: (column, first) => {
      if (contest === undefined) return undefined;
      const place = laid?.first === first ? laid : layOut(first);
      const passed = codes.keep(column);
      const wins = codes.addUp(column, place.at, first.length - 1, place.sums, place.losses);
      return { ...viewsOf(place), wins, passed };
    },
  };
};

import { instanceOf } from '../../kernel/index.ts';
import { moduleBase64 } from './select.wasm.ts';

/** What wasm/select.ts exports. */
interface Selector {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly prepare: (most: number) => void;
  readonly valuesAddress: () => number;
  readonly ranksAddress: () => number;
  readonly foundAddress: () => number;
  readonly select: (n: number, count: number) => void;
}

const MOST_RANKS = 64;

interface Views {
  readonly most: number;
  readonly column: Int32Array;
  readonly asked: Int32Array;
  readonly found: Int32Array;
}

const viewsOf = (selector: Selector, most: number): Views => {
  selector.prepare(most);
  const { buffer } = selector.memory;
  return {
    most,
    column: new Int32Array(buffer, selector.valuesAddress(), most),
    asked: new Int32Array(buffer, selector.ranksAddress(), MOST_RANKS),
    found: new Int32Array(buffer, selector.foundAddress(), MOST_RANKS),
  };
};

let views: Views | undefined;

/** Order statistics of columns of up to `most` whole numbers: the answers of orderStatistics, sooner. Undefined without SIMD. */
export const openSelector = (most: number): ((values: Int32Array, ranks: readonly number[]) => number[]) | undefined => {
  const selector = instanceOf<Selector>(moduleBase64);
  if (selector === undefined) return undefined;
  return (values, ranks) => {
    if (views === undefined || views.most < most) views = viewsOf(selector, most);
    views.column.set(values);
    views.asked.set(ranks);
    selector.select(values.length, ranks.length);
    return Array.from(views.found.subarray(0, ranks.length));
  };
};

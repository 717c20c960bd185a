import { instantiate } from '../web-assembly.ts';
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

/** Order statistics of columns of up to `most` whole numbers: the answers of orderStatistics, sooner. Undefined without SIMD. */
export const openSelector = (most: number): ((values: Int32Array, ranks: readonly number[]) => number[]) | undefined => {
  const selector = instantiate<Selector>(moduleBase64);
  if (selector === undefined) return undefined;
  selector.prepare(most);
  const { buffer } = selector.memory;
  const column = new Int32Array(buffer, selector.valuesAddress(), most);
  const asked = new Int32Array(buffer, selector.ranksAddress(), MOST_RANKS);
  const found = new Int32Array(buffer, selector.foundAddress(), MOST_RANKS);
  return (values, ranks) => {
    column.set(values);
    asked.set(ranks);
    selector.select(values.length, ranks.length);
    return Array.from(found.subarray(0, ranks.length));
  };
};

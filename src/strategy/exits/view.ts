import type { ChainDay } from '../../market/index.ts';
import type { MarkPath } from '../marks.ts';
import type { Opened } from '../book.ts';

/** No row. Larger than any row, so that `Math.min` finds the first hit. */
export const NEVER = 0x7fffffff;

/** All an exit rule may look at: one position's marks beside the day's clock, index and VIX. */
export interface ExitView {
  readonly day: ChainDay;
  readonly marks: MarkPath;
  readonly opened: Opened;
}

/** First row in [from, to] at which the rule wants out, or NEVER. Must not read past `to`. */
export type ExitScan = (view: ExitView, from: number, to: number) => number;

/** Which mark a rule judges by: `mid`, `natural` (pays the spread), or `best` (the flattering side). */
export const bases = ['mid', 'natural', 'best'] as const;
export type Basis = (typeof bases)[number];

import type { z } from 'zod';
import type { ChainDay } from '../../market/index.ts';
import type { Book } from '../book.ts';
import type { PackageQuote } from '../marks.ts';
import type { Spread } from '../spread.ts';

/** A proposed package with its quote at the row. */
export interface Candidate {
  readonly spread: Spread;
  readonly label: string;
  readonly pin: number;
  readonly quote: PackageQuote;
  /** Points from the index to the nearest short strike. */
  readonly distance: number;
}

/** What a gate may look at: rows at or before t, and the account's own day. */
export interface GateView {
  readonly day: ChainDay;
  readonly t: number;
  readonly book: Book;
}

/** `notEvaluable`: an input is missing; the plan's `onMissing` then decides. */
export type Verdict = 'pass' | 'block' | 'notEvaluable';

/** One reason not to trade. Add a gate: one file in rules/, one line in index.ts. */
export interface Gate<Schema extends z.ZodObject, Needs extends 'day' | 'candidate' = 'day' | 'candidate'> {
  readonly kind: string;
  readonly needs: Needs;
  readonly schema: Schema;
  readonly describe: (params: z.infer<Schema>) => string;
  readonly judge: (
    params: z.infer<Schema>,
    view: GateView,
    candidate: Needs extends 'candidate' ? Candidate : undefined,
  ) => Verdict;
}

export const defineGate = <Schema extends z.ZodObject, Needs extends 'day' | 'candidate'>(
  gate: Gate<Schema, Needs>,
): Gate<Schema, Needs> => gate;

/** Passes or blocks by a comparison; not evaluable when the value is NaN. */
export const when = (value: number, passes: boolean): Verdict => (Number.isNaN(value) ? 'notEvaluable' : passes ? 'pass' : 'block');

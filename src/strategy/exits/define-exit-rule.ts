import type { z } from 'zod';
import type { Opened } from '../book.ts';
import type { Basis, ExitScan } from './view.ts';

/** A mark at or beyond a debit that depends on the position. */
export interface Threshold {
  readonly basis: Basis;
  readonly side: 'atMost' | 'atLeast';
  /** Price cents. */
  readonly debit: (opened: Opened) => number;
}

/**
 * One way out of a position, as a scan over a prefix of rows.
 *
 * `arm` is called once per position and closes over its thresholds; the scan it returns must be a function of rows up to
 * `to` only. Add a rule: one file in rules/, one line in index.ts.
 */
export interface ExitRule<Schema extends z.ZodObject> {
  readonly kind: string;
  readonly schema: Schema;
  /** The rule in words, for reports. */
  readonly describe: (params: z.infer<Schema>) => string;
  readonly arm: (params: z.infer<Schema>, opened: Opened) => ExitScan;
  /** A debit the mark must reach before the rule can want out: many positions then skip the rows before. The scan is the rule. */
  readonly waitsFor?: (params: z.infer<Schema>) => Threshold;
}

export const defineExitRule = <Schema extends z.ZodObject>(rule: ExitRule<Schema>): ExitRule<Schema> => rule;

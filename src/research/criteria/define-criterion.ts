import type { Evidence } from './evidence.ts';
import type { Policy } from './policy.ts';

export type CriterionId = keyof Policy & keyof Evidence;
export type Found<Id extends CriterionId> = NonNullable<Evidence[Id]>;

/** What a criterion says of the evidence. */
export interface Finding {
  readonly id: CriterionId;
  readonly passed: boolean;
  /** Null when not gathered or undefined. */
  readonly value: number | string | null;
  readonly threshold: number | string;
  /** One sentence, whether it passed or not. */
  readonly why: string;
}

/** One reason to promote a plan, or not to. */
export interface Criterion<Id extends CriterionId = CriterionId> {
  readonly id: Id;
  readonly title: string;
  readonly judge: (evidence: Evidence, threshold: Policy[Id]) => Finding;
}

/**
 * Makes a criterion of how it weighs its own part of the evidence.
 *
 * Evidence that was not gathered, or is not a finite number where a number is wanted, fails.
 *
 * @param weigh whether what was found passes, its headline value, and why
 */
export const defineCriterion = <Id extends CriterionId>({ id, title, weigh }: {
  readonly id: Id;
  readonly title: string;
  readonly weigh: (found: Found<Id>, threshold: Policy[Id]) => Pick<Finding, 'passed' | 'value' | 'why'>;
}): Criterion<Id> => ({
  id,
  title,
  judge: (evidence, threshold) => {
    const found = evidence[id];
    if (found === null) return { id, passed: false, value: null, threshold, why: 'not gathered' };
    if (typeof found === 'number' && !Number.isFinite(found)) return { id, passed: false, value: null, threshold, why: 'not defined on this evidence' };
    return { id, threshold, ...weigh(found, threshold) };
  },
});

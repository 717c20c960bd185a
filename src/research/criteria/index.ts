/**
 * Knows what a plan must show before it may trade money, one criterion a file, and the thresholds of a policy.
 * Deliberately gathers no evidence and signs nothing.
 * Start at evidence.ts, then policy.ts and define-criterion.ts.
 */
import { alarmsClear } from './alarms-clear.ts';
import { buyingPower } from './buying-power.ts';
import { dataGrade } from './data-grade.ts';
import type { Criterion, CriterionId, Finding } from './define-criterion.ts';
import { deflatedSharpe } from './deflated-sharpe.ts';
import type { Evidence } from './evidence.ts';
import { haltProbability } from './halt-probability.ts';
import { lookAhead } from './look-ahead.ts';
import { lowerConfidenceBound } from './lower-confidence-bound.ts';
import { outOfSampleProfit } from './out-of-sample-profit.ts';
import { pbo } from './pbo.ts';
import { placeboBeaten } from './placebo-beaten.ts';
import { plateau } from './plateau.ts';
import type { Policy } from './policy.ts';
import { replayParity } from './replay-parity.ts';
import { ruleReachability } from './rule-reachability.ts';

const roster: { readonly [Id in CriterionId]: Criterion<Id> } = {
  dataGrade, alarmsClear, lookAhead, replayParity, ruleReachability, outOfSampleProfit, lowerConfidenceBound, deflatedSharpe, pbo,
  plateau, placeboBeaten, haltProbability, buyingPower,
};

const ids = Object.keys(roster) as readonly CriterionId[];

/** Every criterion, in the order it is shown: what the evidence is worth first. */
export const criteria: readonly Pick<Criterion, 'id' | 'title'>[] = ids.map((id) => ({ id, title: roster[id].title }));

export interface PromotionVerdict {
  readonly passed: boolean;
  readonly findings: readonly Finding[];
}

const findingOf = <Id extends CriterionId>(id: Id, evidence: Evidence, policy: Policy): Finding => {
  const criterion: Criterion<Id> = roster[id];
  return criterion.judge(evidence, policy[id]);
};

/**
 * What every criterion says of the evidence; passed only if all pass.
 *
 * @example verdictOf(noEvidence, standardPolicy).passed // false
 */
export const verdictOf = (evidence: Evidence, policy: Policy): PromotionVerdict => {
  const findings = ids.map((id) => findingOf(id, evidence, policy));
  return { passed: findings.every(({ passed }) => passed), findings };
};

export { noEvidence } from './evidence.ts';
export type { Evidence } from './evidence.ts';
export { policySchema, standardPolicy } from './policy.ts';
export type { Policy } from './policy.ts';
export type { Criterion, CriterionId, Finding } from './define-criterion.ts';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWith } from '../../src/kernel/index.ts';
import type { CriterionId, Evidence } from '../../src/research/index.ts';
import { criteria, noEvidence, policySchema, standardPolicy, verdictOf } from '../../src/research/index.ts';

/** Evidence the standard policy is content with, at its very thresholds where they are inclusive. */
const sound: Evidence = {
  outOfSampleProfit: 0.01, lowerConfidenceBound: 0.01, pbo: 0.2, deflatedSharpe: 0.95, plateau: 0.7, haltProbability: 0.05, buyingPower: 0.5,
  ruleReachability: [{ rule: 'stopLoss', decided: 1 }, { rule: 'profitTarget', decided: 40 }], alarmsClear: [], placeboBeaten: 0.05,
  lookAhead: { cuts: 50, findings: 0 }, replayParity: { sessions: 20, differences: 0 }, dataGrade: 'recorded',
};

/** Ways in which each part of it falls short. */
const short: { readonly [Id in CriterionId]: readonly NonNullable<Evidence[Id]>[] } = {
  outOfSampleProfit: [0, -500], lowerConfidenceBound: [0, -3], pbo: [0.21, 1], deflatedSharpe: [0.9499, 0], plateau: [0.69, -2],
  haltProbability: [0.051], buyingPower: [0.51, 3], placeboBeaten: [0.06],
  ruleReachability: [[], [{ rule: 'stopLoss', decided: 3 }, { rule: 'delta', decided: 0 }]], alarmsClear: [['allWinners']],
  lookAhead: [{ cuts: 49, findings: 0 }, { cuts: 5000, findings: 1 }], replayParity: [{ sessions: 19, differences: 0 }, { sessions: 90, differences: 1 }],
  dataGrade: ['recorded-mids', 'synthetic'],
};

const judged = (id: CriterionId, evidence: Evidence) => verdictOf(evidence, standardPolicy).findings.find((finding) => finding.id === id);
const failing = (evidence: Evidence): readonly string[] =>
  verdictOf(evidence, standardPolicy).findings.filter(({ passed }) => !passed).map(({ id }) => id);

describe('every criterion', () => {
  it('has a part of the evidence, a threshold and a place in the roster', () => {
    const ids = criteria.map(({ id }) => id).sort();
    expect(ids).toEqual(Object.keys(noEvidence).sort());
    expect(ids).toEqual(Object.keys(standardPolicy).sort());
    expect(new Set(criteria.map(({ title }) => title)).size).toBe(criteria.length);
  });

  for (const { id } of criteria) {
    it(`${id} fails alone when not gathered`, () => {
      const evidence = { ...sound, [id]: null };
      expect(judged(id, evidence)).toEqual({ id, passed: false, value: null, threshold: standardPolicy[id], why: 'not gathered' });
      expect(failing(evidence)).toEqual([id]);
    });

    it(`${id} fails alone where the evidence falls short`, () => {
      for (const found of short[id]) {
        expect(failing({ ...sound, [id]: found })).toEqual([id]);
        expect(verdictOf({ ...sound, [id]: found }, standardPolicy).passed).toBe(false);
      }
    });

    it(`${id} says why in a sentence, passed or not, and survives JSON`, () => {
      for (const found of [sound[id], ...short[id]]) {
        const finding = judged(id, { ...sound, [id]: found });
        expect(finding?.why).toMatch(/^[a-z0-9][^\n]+[^.\s]$/);
        expect(finding?.why).not.toMatch(/NaN|undefined|null|Infinity/);
        expect(JSON.parse(JSON.stringify(finding))).toEqual(finding);
      }
    });

    if (typeof sound[id] === 'number') {
      it(`${id} fails on a number that is not finite`, () => {
        for (const found of [NaN, Infinity, -Infinity]) {
          expect(judged(id, { ...sound, [id]: found })).toMatchObject({ passed: false, value: null, why: 'not defined on this evidence' });
        }
      });
    }
  }
});

describe('the verdict', () => {
  it('passes sound evidence, and nothing without evidence', () => {
    expect(verdictOf(sound, standardPolicy)).toMatchObject({ passed: true });
    expect(failing(sound)).toEqual([]);
    expect(failing(noEvidence)).toHaveLength(criteria.length);
  });

  it('passes only when every criterion does', () => {
    const parts = criteria.map(({ id }) => fc.tuple(fc.constant(id), fc.constantFrom(sound[id], null, ...short[id])));
    fc.assert(fc.property(fc.tuple(...parts), (chosen) => {
      const { passed, findings } = verdictOf({ ...sound, ...Object.fromEntries(chosen) }, standardPolicy);
      expect(passed).toBe(findings.every((finding) => finding.passed));
      expect(passed).toBe(chosen.every(([id, found]) => found === sound[id]));
    }));
  });

  it('names the rules that never decided and the alarms raised', () => {
    expect(judged('ruleReachability', { ...sound, ruleReachability: short.ruleReachability[1] })?.why).toBe('decided less than 1 time: delta');
    expect(judged('alarmsClear', { ...sound, alarmsClear: ['allWinners', 'zeroDrawdown'] })?.why).toBe('2 alarms: allWinners, zeroDrawdown');
    expect(judged('outOfSampleProfit', { ...sound, outOfSampleProfit: -1234.5 })?.why).toContain('earned -$1,234.50 after costs');
  });
});

describe('a policy', () => {
  it('of the standard kind parses as itself', () => expect(parseWith(policySchema, standardPolicy, 'policy')).toEqual(standardPolicy));

  it('states every threshold, knows its keys, and cannot wave an alarm through', () => {
    const { pbo: _, ...rest } = standardPolicy;
    expect(() => parseWith(policySchema, rest, 'policy')).toThrow('policy.pbo must be stated');
    expect(() => parseWith(policySchema, { ...standardPolicy, pb: 1 }, 'policy')).toThrow('policy.pb must be a known key');
    expect(() => parseWith(policySchema, { ...standardPolicy, alarmsClear: 3 }, 'policy')).toThrow('policy.alarmsClear must be 0');
    expect(() => parseWith(policySchema, { ...standardPolicy, pbo: 20 }, 'policy')).toThrow('policy.pbo must be at most 1');
  });
});

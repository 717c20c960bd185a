import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WalkForwardConfig } from '../../src/research/index.ts';
import { purgedFolds, walkForwardEfficiency, walkForwardFolds } from '../../src/research/index.ts';
import { describeWithData, hasSharedData, sharedPath } from '../support/shared-data.ts';

interface Case {
  readonly id: string;
  readonly name: string;
  readonly inputs: Omit<WalkForwardConfig, 'observations'> & { readonly N: number; readonly K: number; readonly horizon: number };
  readonly expected: { readonly folds: readonly object[]; readonly foldCount: number; readonly testObservations: number; readonly testOverlap: boolean };
}

const cases = hasSharedData ? (JSON.parse(readFileSync(sharedPath('vectors/walkforward.json'), 'utf8')) as { cases: Case[] }).cases : [];

describeWithData('folds against reference vectors', () => {
  for (const { id, name, inputs, expected } of cases.filter((c) => c.id.startsWith('walkforward'))) {
    it(`${id}: ${name}`, () => {
      const folds = walkForwardFolds({ ...inputs, observations: inputs.N });
      expect(folds).toEqual(expected.folds);
      expect(folds).toHaveLength(expected.foldCount);
      expect(folds.reduce((sum, { test }) => sum + test[1] - test[0], 0)).toBe(expected.testObservations);
      expect(folds.some(({ test }, i) => i > 0 && test[0] < folds[i - 1].test[1])).toBe(expected.testOverlap);
    });
  }
  for (const { id, name, inputs, expected } of cases.filter((c) => c.id.startsWith('purged'))) {
    it(`${id}: ${name}`, () => {
      expect(purgedFolds({ observations: inputs.N, folds: inputs.K, horizon: inputs.horizon, embargo: inputs.embargo })).toEqual(expected.folds);
    });
  }
  it('knows every case of the file', () => expect(cases.every(({ id }) => /^(walkforward|purged)/.test(id))).toBe(true));
});

const rolling: WalkForwardConfig = { observations: 100, mode: 'rolling', train: 40, test: 20, step: 20, purge: 0, gap: 0, embargo: 0, keepPartial: false };

describe('walk-forward folds', () => {
  it('never train on, or after, what they test', () => {
    const lengths = fc.record({
      observations: fc.integer({ min: 0, max: 300 }), train: fc.integer({ min: 1, max: 80 }), test: fc.integer({ min: 1, max: 40 }),
      step: fc.integer({ min: 1, max: 40 }), purge: fc.integer({ min: 0, max: 10 }), gap: fc.integer({ min: 0, max: 10 }),
      embargo: fc.integer({ min: 0, max: 60 }), mode: fc.constantFrom('rolling' as const, 'anchored' as const), keepPartial: fc.boolean(),
    });
    fc.assert(fc.property(lengths, (config) => {
      for (const { train, test, embargoed, trainCount } of walkForwardFolds(config)) {
        expect(test[0] - train[1]).toBe(config.purge + config.gap);
        expect(test[1]).toBeLessThanOrEqual(config.observations);
        const used = Array.from({ length: train[1] - train[0] }, (_, i) => train[0] + i).filter((t) => !embargoed.some(([a, b]) => t >= a && t < b));
        expect(trainCount).toBe(used.length);
      }
    }));
  });

  it('refuses a length that is not a whole number', () => {
    expect(() => walkForwardFolds({ ...rolling, step: 0 })).toThrow('folds.step must be a whole number, at least 1, found 0; count in sessions');
    expect(() => purgedFolds({ observations: 3, folds: 5, horizon: 0, embargo: 0 })).toThrow('folds.observations must be a whole number, at least 5');
  });
});

describe('walk-forward efficiency', () => {
  const fold = (inSampleProfit: number, outOfSampleProfit: number) => ({ inSampleProfit, inSampleSessions: 40, outOfSampleProfit, outOfSampleSessions: 20 });

  it('pools daily rates instead of averaging ratios', () => {
    const { pooled, folds } = walkForwardEfficiency([fold(400, 100), fold(40, 40)]);
    expect(folds).toEqual([0.5, 2]);
    expect(pooled).toBeCloseTo(140 / 40 / (440 / 80), 12);
  });

  it('is not available where nothing was earned in sample', () => {
    expect(walkForwardEfficiency([fold(0, 100), fold(-40, 40)])).toEqual({ pooled: null, folds: [null, null] });
    expect(walkForwardEfficiency([])).toEqual({ pooled: null, folds: [] });
  });
});

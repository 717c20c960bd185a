import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  crossValidate, deflatedSharpe, minimumTrackRecord, probabilisticSharpe, realityCheck, superiorAbility,
} from '../../src/research/index.ts';
import type { CscvMetric } from '../../src/research/index.ts';
import { describeWithData, hasSharedData, sharedPath } from '../support/shared-data.ts';

interface Inputs {
  readonly sharpe: number;
  readonly benchmarkSharpe: number;
  readonly observations: number;
  readonly skewness: number;
  readonly kurtosis: number;
  readonly trials: number;
  readonly trialVariance: number;
  readonly confidence: number;
  readonly matrix: readonly (readonly number[])[];
  readonly blocks: number;
  readonly metric: CscvMetric;
  readonly f: readonly (readonly number[])[];
  readonly bootstrapIndices: readonly (readonly number[])[];
  readonly q: number;
}

interface Case {
  readonly id: string;
  readonly name: string;
  readonly inputs: Inputs;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tolerance: { readonly absolute?: number; readonly relative?: number };
}

const cases = hasSharedData ? (JSON.parse(readFileSync(sharedPath('vectors/overfitting.json'), 'utf8')) as { cases: Case[] }).cases : [];

/** Compares every part of an expectation that the result has to have; whole numbers exactly. */
const agree = (found: unknown, expected: unknown, { absolute = 0, relative = 0 }: Case['tolerance'], where = ''): void => {
  if (typeof expected === 'number' && typeof found === 'number') {
    const allowed = Number.isInteger(expected) && Number.isInteger(found) ? 0 : absolute + relative * Math.abs(expected);
    expect(Math.abs(found - expected), where).toBeLessThanOrEqual(allowed);
  } else if (typeof expected === 'object' && expected !== null) {
    expect(typeof found, where).toBe('object');
    for (const [key, part] of Object.entries(expected)) {
      if (key !== 'variants') agree((found as Record<string, unknown>)[key], part, { absolute, relative }, `${where}.${key}`);
    }
  } else expect(found, where).toBe(expected);
};

const columnsOf = (rows: readonly (readonly number[])[]): number[][] => rows[0].map((_, k) => rows.map((row) => row[k]));

const computed: Readonly<Record<string, (inputs: Inputs) => unknown>> = {
  psr: (inputs) => {
    const test = probabilisticSharpe({ ...inputs, n: inputs.observations }, inputs.benchmarkSharpe);
    return { z: test?.z, psr: test?.probability };
  },
  dsr: (inputs) => {
    const of = (count: number, skewness: number, kurtosis: number) =>
      deflatedSharpe({ n: inputs.observations, sharpe: inputs.sharpe, skewness, kurtosis }, { count, variance: inputs.trialVariance });
    const test = of(inputs.trials, inputs.skewness, inputs.kurtosis);
    return {
      sr0: test?.threshold, z: test?.z, dsr: test?.probability,
      otherSettings: {
        'N=46, same skew and kurtosis': of(46, inputs.skewness, inputs.kurtosis)?.probability,
        'N=88, skew 0, kurtosis 3': of(88, 0, 3)?.probability,
        'N=100, skew 0, kurtosis 3': of(100, 0, 3)?.probability,
      },
    };
  },
  mintrl: (inputs) => {
    const length = minimumTrackRecord(inputs, inputs.benchmarkSharpe, inputs.confidence);
    return { minTrackRecordLength: length, minWhole: length === null ? null : Math.ceil(length) };
  },
  cscv: ({ matrix, blocks, metric }) => {
    const { pbo, probabilityOfLoss, degradation, splits } = crossValidate(columnsOf(matrix), { blocks, metric });
    return { splits: splits.length, pbo, probabilityOfLoss, performanceDegradation: degradation, rows: splits };
  },
  rc: ({ f, bootstrapIndices, q }) => {
    const input = { columns: columnsOf(f), resamples: bootstrapIndices };
    const { resampled, ...check } = realityCheck(input);
    return { realityCheck: { ...check, bootstrapStatistics: resampled }, spa: superiorAbility(input, q) };
  },
};

describeWithData('overfitting against reference vectors', () => {
  for (const { id, name, inputs, expected, tolerance } of cases) {
    it(`${id}: ${name}`, () => {
      const { sr0Published, dsrPublished, ...exact } = expected;
      const found = computed[id.split('-')[0]](inputs) as Record<string, unknown>;
      agree(found, exact, tolerance);
      if (sr0Published !== undefined) agree({ sr0: found.sr0, dsr: found.dsr }, { sr0: sr0Published, dsr: dsrPublished }, { absolute: 5e-5 });
    });
  }
});

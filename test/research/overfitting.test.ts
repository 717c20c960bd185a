import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/kernel/index.ts';
import {
  crossValidate, deflatedSharpe, expectedMaximumNormal, expectedMaximumSharpe, falseDiscovery, minimumBacktestLength, minimumTrackRecord,
  momentsOf, probabilisticSharpe, realityCheck, stationaryResamples, superiorAbility, trialsOf, trialsSupported,
} from '../../src/research/index.ts';

/** Columns of standard normal results; the first has its mean lifted by `edge`. */
const noise = (seed: number, observations: number, columns: number, edge = 0): Float64Array[] =>
  Array.from({ length: columns }, (_, k) => {
    const { normal } = openStream(seed, k);
    return Float64Array.from({ length: observations }, () => normal() + (k === 0 ? edge : 0));
  });

const sixteen = { blocks: 16, metric: 'sharpe' } as const;

describe('Sharpe ratio tests', () => {
  it('reproduce the published deflation: 0.1132, 0.9004, and 0.9505 with 46 trials', () => {
    const record = { sharpe: 2.5 / Math.sqrt(250), n: 1250, skewness: -3, kurtosis: 10 };
    const published = deflatedSharpe(record, { count: 100, variance: 0.5 / 250 });
    expect(published?.threshold).toBeCloseTo(0.1132, 4);
    expect(published?.probability).toBeCloseTo(0.9004, 4);
    expect(deflatedSharpe(record, { count: 46, variance: 0.5 / 250 })?.probability).toBeCloseTo(0.9505, 4);
  });

  it('ask for the track record at which the probability is the confidence', () => {
    const inRange = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(fc.property(inRange(0.02, 0.5), inRange(-1, 1), inRange(3, 9), inRange(0.6, 0.99), (sharpe, skewness, kurtosis, confidence) => {
      const observations = minimumTrackRecord({ sharpe, skewness, kurtosis }, 0, confidence) ?? NaN;
      fc.pre(observations >= 2);
      expect(probabilisticSharpe({ sharpe, n: observations, skewness, kurtosis }, 0)?.probability).toBeCloseTo(confidence, 9);
    }));
  });

  it('are not available without variation, for one observation, or for moments no sample has', () => {
    for (const results of [[5, 5, 5], [0, 0, 0], [5], []]) expect(probabilisticSharpe(momentsOf(results), 0)).toBeNull();
    expect(probabilisticSharpe({ sharpe: 1, n: 1, skewness: 0, kurtosis: 3 }, 0)).toBeNull();
    expect(probabilisticSharpe({ sharpe: 1, n: 9, skewness: 3, kurtosis: 3 }, 0)).toBeNull();
    expect(probabilisticSharpe({ sharpe: NaN, n: 9, skewness: 0, kurtosis: 3 }, 0)).toBeNull();
    expect(minimumTrackRecord({ sharpe: 0.1, skewness: 0, kurtosis: 3 }, 0.1, 0.95)).toBeNull();
  });
});

describe('selection', () => {
  it('approximates the mean of the largest normal', () => {
    expect(expectedMaximumNormal(100)).toBeCloseTo(2.530602893201682, 12);
    expect(expectedMaximumNormal(1)).toBe(0);
    expect(expectedMaximumNormal(1.01)).toBe(0);
    expect(() => expectedMaximumNormal(0)).toThrow('trials must be at least 1, found 0; count every configuration tried');
  });

  it('demands years of data for trials, and trials for years', () => {
    expect(minimumBacktestLength(45, 1)).toBeCloseTo(4.998087, 6);
    expect(minimumBacktestLength(8640, 1)).toBeCloseTo(14.6, 1);
    for (const [years, sharpe] of [[3, 1], [7, 1.3], [1, 0.5], [30, 2]] as const) {
      const trials = trialsSupported(years, sharpe);
      expect(minimumBacktestLength(trials, sharpe)).toBeLessThanOrEqual(years);
      expect(minimumBacktestLength(trials + 1, sharpe) > years || trials + 1 === 2 ** 53).toBe(true);
    }
    expect(() => minimumBacktestLength(45, 0)).toThrow('sharpe must be above 0');
  });

  it('counts trials that came to nothing, and takes the variance of the others', () => {
    expect(trialsOf([0.1, NaN, 0.3])).toEqual({ count: 3, variance: expect.closeTo(0.02, 12) as number });
    expect(trialsOf([0.1])).toEqual({ count: 1, variance: 0 });
  });

  it('rejects the best of 1,000 worthless strategies in each of five worlds, and passes a planted edge', () => {
    const deflatedBest = (seed: number, edge: number): number => {
      const records = noise(seed, 250, 1000, edge).map(momentsOf);
      const best = records.reduce((most, record) => (record.sharpe > most.sharpe ? record : most));
      return deflatedSharpe(best, trialsOf(records.map(({ sharpe }) => sharpe)))?.probability ?? NaN;
    };
    const worthless = Array.from({ length: 5 }, (_, world) => deflatedBest(world, 0));
    expect(Math.max(...worthless)).toBeLessThan(0.95);
    expect(deflatedBest(1, 0.4)).toBeGreaterThan(0.95);
  });

  it('expects of the best about what the best shows', () => {
    const best = Array.from({ length: 60 }, (_, seed) => {
      const sharpes = noise(seed + 500, 100, 50).map((column) => momentsOf(column).sharpe);
      return Math.max(...sharpes) / expectedMaximumSharpe(trialsOf(sharpes));
    });
    expect(best.reduce((sum, ratio) => sum + ratio, 0) / best.length).toBeCloseTo(1, 1);
  });
});

describe('cross-validation', () => {
  it('finds a half of choices overfit where there is nothing to choose', () => {
    const found = Array.from({ length: 60 }, (_, seed) => crossValidate(noise(seed, 64, 10), { blocks: 8, metric: 'sharpe' }).pbo);
    const mean = found.reduce((sum, pbo) => sum + pbo, 0) / found.length;
    const error = Math.sqrt(found.reduce((sum, pbo) => sum + (pbo - mean) ** 2, 0) / (found.length - 1) / found.length);
    expect(Math.abs(mean - 0.5)).toBeLessThan(3 * error);
    expect(error).toBeLessThan(0.05);
  });

  it('finds almost none overfit where one column is skilled', () => {
    const { pbo, probabilityOfLoss, splits } = crossValidate(noise(7, 160, 10, 0.6), sixteen);
    expect(splits).toHaveLength(12870);
    expect(pbo).toBeLessThan(0.01);
    expect(probabilityOfLoss).toBeLessThan(0.01);
  });

  it('counts a choice among equals as overfit', () => {
    const [column] = noise(3, 32, 1);
    expect(crossValidate([column, column, column], { blocks: 4, metric: 'sharpe' }).pbo).toBe(1);
  });

  it('scores idle columns zero and says nothing of degradation without variation', () => {
    const idle = new Float64Array(16);
    expect(crossValidate([idle, idle], { blocks: 4, metric: 'sharpe' })).toMatchObject({ degradation: null, probabilityOfLoss: 0, pbo: 1 });
  });

  it('leaves out the first sessions that fill no block', () => {
    const columns = noise(5, 67, 4);
    const { leftOut, splits } = crossValidate(columns, { blocks: 8, metric: 'sharpe' });
    expect(leftOut).toBe(3);
    expect(splits).toEqual(crossValidate(columns.map((column) => column.subarray(3)), { blocks: 8, metric: 'sharpe' }).splits);
  });

  it('refuses what it cannot split', () => {
    const columns = noise(5, 64, 2);
    expect(() => crossValidate(columns, { blocks: 5, metric: 'mean' })).toThrow('cscv.blocks must be even, 2 to 20, found 5; use 16');
    expect(() => crossValidate([columns[0]], sixteen)).toThrow('cscv.columns must be at least 2');
    expect(() => crossValidate([columns[0], columns[1].subarray(1)], sixteen)).toThrow('cscv.columns must be of 64 observations each');
    expect(() => crossValidate(noise(5, 12, 2), sixteen)).toThrow('cscv.observations must be at least 16');
  });
});

describe('bootstrap tests of the best of many', () => {
  const resamples = stationaryResamples({ observations: 60, block: 2, count: 199, seed: 9 });

  it('draw the same rows for the same seed, in blocks of the asked mean length', () => {
    const config = { observations: 500, block: 5, count: 20, seed: 4 };
    const rows = stationaryResamples(config);
    expect(rows).toEqual(stationaryResamples(config));
    const starts = rows.flatMap((row) => Array.from(row).filter((t, i) => i === 0 || t !== (row[i - 1] + 1) % 500)).length;
    expect((20 * 500) / starts).toBeCloseTo(5, 0);
    expect(stationaryResamples({ ...config, block: 1 })[0]).not.toEqual(rows[0]);
    expect(() => stationaryResamples({ ...config, block: 0.5 })).toThrow('block must be at least 1 observation');
  });

  it('give p-values spread over the unit interval on noise', () => {
    const pValues = Array.from({ length: 200 }, (_, seed) => realityCheck({ columns: noise(seed, 60, 5), resamples }).pValue);
    const below = (p: number): number => pValues.filter((value) => value <= p).length / pValues.length;
    for (const p of [0.1, 0.25, 0.5, 0.75]) expect(Math.abs(below(p) - p), `at ${p}`).toBeLessThan(0.12);
  });

  it('see a planted edge', () => {
    const input = { columns: noise(2, 60, 5, 0.8), resamples };
    expect(realityCheck(input).pValue).toBeLessThan(0.01);
    expect(superiorAbility(input, 0.5).consistent.pValue).toBeLessThan(0.01);
  });

  it('order the three views of losing models, which the reality check lets weigh', () => {
    fc.assert(fc.property(fc.integer(), (seed) => {
      const { lower, consistent, upper } = superiorAbility({ columns: noise(seed, 60, 4), resamples }, 0.5);
      expect(lower.pValue).toBeLessThanOrEqual(consistent.pValue);
      expect(consistent.pValue).toBeLessThanOrEqual(upper.pValue);
    }), { numRuns: 30 });
  });

  it('take an idle model for one that never stands out', () => {
    const columns = noise(2, 60, 2);
    const withIdle = superiorAbility({ columns: [...columns, new Float64Array(60)], resamples }, 0.5);
    expect(withIdle.omega[2]).toBe(0);
    expect(withIdle.consistent.pValue).toBe(superiorAbility({ columns, resamples }, 0.5).consistent.pValue);
  });

  it('refuse rows drawn for another record', () => {
    expect(() => realityCheck({ columns: noise(1, 40, 2), resamples })).toThrow('resamples must be rows of 40 times from 0 to 39');
    expect(() => realityCheck({ columns: [], resamples })).toThrow('columns must be at least one');
    expect(() => superiorAbility({ columns: noise(1, 60, 2), resamples }, 0)).toThrow('q must be in (0, 1]');
  });
});

describe('false discoveries', () => {
  const published = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];

  it('are four of the fifteen tests of the published example', () => {
    expect(falseDiscovery(published, 0.05).discoveries).toBe(4);
    expect(falseDiscovery([...published].reverse(), 0.05).adjusted.at(-1)).toBeCloseTo(0.0015, 12);
  });

  it('never adjust downwards or out of order', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (pValues) => {
      const { adjusted } = falseDiscovery(pValues, 0.1);
      pValues.forEach((p, i) => {
        expect(adjusted[i]).toBeGreaterThanOrEqual(p);
        pValues.forEach((other, j) => expect(other <= p || adjusted[j] >= adjusted[i]).toBe(true));
      });
    }));
    expect(() => falseDiscovery([NaN], 0.1)).toThrow('p-values and rate must be in [0, 1], found NaN; leave out what is not available');
  });
});

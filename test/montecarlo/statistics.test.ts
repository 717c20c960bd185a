import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStream, quantiles } from '../../src/kernel/index.ts';
import {
  fanPercents, fanRows, fillFan, histogramOf, orderStatistics, panelRow, percentilesOf, rankInterval, selectQuantiles, sessionColumn,
  shareOf, summarise, verdictOf,
} from '../../src/montecarlo/index.ts';
import { fixedRules, jobOf, run } from '../support/jobs.ts';
import { populationOf, sampleRecord } from '../support/populations.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

const record = sampleRecord(90, 5);

describe('histogram selection', () => {
  it('finds the order statistics a sort finds, with crowds and gaps', () => {
    const value = fc.oneof(fc.integer({ min: -2e9, max: 2e9 }), fc.constant(1_200_000), fc.integer({ min: 0, max: 50 }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4000 }), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }), (values, shares) => {
        const column = Int32Array.from(values);
        const order = Array.from(column).sort((a, b) => a - b);
        const ranks = [...new Set(shares.map((s) => Math.floor(s * (values.length - 1))))].sort((a, b) => a - b);
        expect(orderStatistics(column, ranks)).toEqual(ranks.map((r) => order[r]));
        expect(orderStatistics(Float64Array.from(column, (x) => x / 3), ranks)).toEqual(ranks.map((r) => order[r] / 3));
      }),
      { numRuns: 60 },
    );
  });
  it('gives the quantiles of an independent sort to the last bit', () => {
    const rng = openStream(3, 3);
    const column = Int32Array.from({ length: 9_999 }, () => Math.round(rng.normal() * 1e6));
    const ps = [0, 0.01, 0.05, 0.5, 0.95, 0.99, 1];
    expect(selectQuantiles(column, ps)).toEqual(quantiles(column, ps));
  });
});

describe('intervals', () => {
  it('hold the true percentile of a known law at the stated rate', () => {
    const rng = openStream(9, 9);
    const N = 400;
    const rounds = 1_500;
    for (const percent of [5, 50, 90]) {
      let held = 0;
      for (let r = 0; r < rounds; r++) {
        const sorted = Float64Array.from({ length: N }, () => rng.real()).sort();
        const [{ low, high }] = percentilesOf(sorted, [percent]);
        if ((low ?? -1) <= percent / 100 && percent / 100 <= (high ?? 2)) held++;
      }
      const { coverage } = rankInterval(N, percent / 100, 0.95);
      expect(coverage).toBeGreaterThanOrEqual(0.95);
      expect(Math.abs(held / rounds - coverage)).toBeLessThan(4 * Math.sqrt(0.05 / rounds));
    }
  });
  it('of a share are Wilson between, Clopper and Pearson at none and all', () => {
    const { low, high } = shareOf(20, 10_000);
    expect([low, high].map((x) => Number(((x ?? 0) * 100).toFixed(3)))).toEqual([0.13, 0.309]);
    expect(shareOf(0, 10_000).high).toBeCloseTo(3.688e-4, 7);
    expect(shareOf(10_000, 10_000).low).toBeCloseTo(1 - 3.688e-4, 7);
  });
  it('refuse a percentile outside 0 to 100', () => expect(() => percentilesOf([1, 2], [101])).toThrow(/percentile must be in \[0, 100\], found 101/));
});

type Ranks = { lowerRank: number | null; upperRank: number | null; coverage: number };
type Case = { id: string; inputs: unknown; expected: unknown };
describeWithData('the quantile vectors', () => {
  const { cases } = JSON.parse(readFileSync(sharedPath('vectors/quantile.json'), 'utf8')) as { cases: Case[] };
  it.each(cases.filter((c) => c.id.startsWith('quantile7')))('$id', ({ inputs, expected }) => {
    const { values, probabilities } = inputs as { values: number[]; probabilities: number[] };
    const got = selectQuantiles(Float64Array.from(values), probabilities);
    got.forEach((value, i) => {
      const want = (expected as { quantiles: number[] }).quantiles[i];
      expect(Math.abs(value - want)).toBeLessThanOrEqual(1e-13 + 1e-12 * Math.abs(want));
    });
  });
  it.each(cases.filter((c) => c.id.startsWith('binomial-ranks')))('$id', ({ inputs, expected }) => {
    const { n, confidence, probabilities } = inputs as { n: number; confidence: number; probabilities: Record<string, number> };
    for (const [name, p] of Object.entries(probabilities)) {
      const want = (expected as Record<string, Ranks>)[name];
      const got = rankInterval(n, p, confidence);
      expect([got.lower, got.upper]).toEqual([want.lowerRank, want.upperRank]);
      expect(got.coverage).toBeCloseTo(want.coverage, 11);
    }
  });
});

describe('a summary', () => {
  const job = jobOf(record, { paths: 500 });
  const ensemble = run(job);
  const start = 2_500_000;
  const summary = summarise(ensemble, start, { ruinAt: 0.25, above: [26_000], drawdownsBeyond: [0.1] });
  it('names balance and profit apart, start apart from each other', () => {
    summary.balance.forEach(({ value }, i) => expect(value - start).toBeCloseTo(summary.pnl[i].value, 6));
    expect(summary.balance.map((p) => p.percent)).toEqual(Array.from({ length: 99 }, (_, i) => i + 1));
  });
  it('counts what it says it counts', () => {
    const last = Array.from(sessionColumn(ensemble, job.sessions - 1));
    const count = (id: string) => summary.probabilities.find((p) => p.id === id)?.count;
    expect(count('loss')).toBe(last.filter((x) => x < start).length);
    expect(count('halt')).toBe(ensemble.haltedAt.filter((s) => s >= 0).length);
    expect(count('above-26000')).toBe(last.filter((x) => x > 2_600_000).length);
    expect(count('double')).toBe(last.filter((x) => x >= 2 * start).length);
  });
  it('keeps the halted apart from the rest', () => {
    const counted = [summary.histograms.balance, summary.histograms.halted].map(({ counts }) => counts.reduce((a, b) => a + b, 0));
    expect(counted).toEqual([500 - summary.halted.count, summary.halted.count]);
  });
  it('has a fan that ends in its own balance percentiles and splits anyhow', () => {
    const fan = new Float64Array(job.sessions * fanPercents.length);
    fillFan(ensemble, fan, 30, job.sessions);
    fillFan(ensemble, fan, 0, 30);
    const end = fanRows(fan).at(-1);
    expect(end).toEqual(fanPercents.map((percent) => summary.balance.find((p) => p.percent === percent)?.value));
  });
  it('measures time under water and Sortino along each path', () => {
    const still = run(jobOf(populationOf([[-100], [50], [50], [-10]]), { rules: fixedRules(1, 100), paths: 1, sessions: 4, resample: { method: 'replay', block: 'auto' } }));
    const { underWater, sortino } = summarise(still, 10_000);
    expect(underWater[4].value).toBe(2);
    const returns = [-100 / 10_000, 50 / 9_900, 50 / 9_950, -10 / 10_000];
    const mean = returns.reduce((a, b) => a + b) / 4;
    const downside = Math.sqrt((returns[0] ** 2 + returns[3] ** 2) / 4);
    expect(sortino[4].value).toBeCloseTo((mean / downside) * Math.sqrt(252), 10);
  });
  it('bins without losing a value', () => {
    const { counts, from, step } = histogramOf([1, 2, 3, 100]);
    expect([counts.reduce((a, b) => a + b, 0), from, step]).toEqual([4, 0, 2]);
  });
});

describe('a record whose losses come in clusters', () => {
  const rng = openStream(4, 4);
  const calm = Array.from({ length: 300 }, (_, d) => (d % 60 < 12 ? [-18_000 - rng.below(4_000), -20_000] : [7_500 + rng.below(3_000), 8_000]));
  const clustered = populationOf(calm);
  const row = (method: 'trades' | 'days' | 'stationary') =>
    panelRow(method, method, summarise(run(jobOf(clustered, { rules: fixedRules(1), paths: 3_000, sessions: 252, resample: { method, block: 'auto' } })), 2_500_000));
  it('looks safer to independent trades than to blocks, and the verdict takes the worst', () => {
    const rows = [row('trades'), row('days'), row('stationary')];
    expect(rows[0].pnl5.low ?? 0).toBeGreaterThan(rows[1].pnl5.high ?? 0);
    expect(rows[1].pnl5.low ?? 0).toBeGreaterThan(rows[2].pnl5.high ?? 0);
    const verdict = verdictOf(rows, 252);
    expect(verdict.worst.method).toBe('stationary');
    expect(verdict.sentence).toMatch(/All under the worst of 3 resampling assumptions: stationary/);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/kernel/index.ts';
import type { ResampleMethod } from '../../src/montecarlo/index.ts';
import { blockLengths, expandBlocks, resampleMethodOf, resampleMethods, resamplerOf, sessionCount, tradeCount } from '../../src/montecarlo/index.ts';
import { populationOf, sampleRecord } from '../support/populations.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

const record = sampleRecord(120, 11);

describe('every resampler', () => {
  it.each(resampleMethods)('%s draws indices of the record, the same for the same stream', (method) => {
    const resampler = resamplerOf({ method, block: 'auto' }, record);
    const bound = resampler.unit === 'session' ? sessionCount(resampler.population) : tradeCount(resampler.population);
    const [a, b] = [new Int32Array(500), new Int32Array(500)];
    resampler.draw(openStream(5, 9), a);
    resampler.draw(openStream(5, 9), b);
    expect(a).toEqual(b);
    expect(a.every((index) => index >= 0 && index < bound)).toBe(true);
  });
  it('names the nearest method when mistyped', () => expect(() => resampleMethodOf('stationery')).toThrow(/did you mean stationary\?/));
  it('refuses a block longer than the record', () =>
    expect(() => resamplerOf({ method: 'moving', block: 121 }, record)).toThrow(/between 1 and 120 sessions, found 121/));
  it('refuses regimes when a VIX is missing', () => {
    const vix = Float64Array.from(record.vix).fill(NaN, 3, 4);
    expect(() => resamplerOf({ method: 'regimes', block: 'auto' }, { ...record, vix })).toThrow(/VIX of 2024-01-04/);
  });
});

describe('the parametric record', () => {
  it('keeps the mean and deviation of each exit group', () => {
    const { population } = resamplerOf({ method: 'parametric', block: 'auto' }, record);
    const moments = (p: typeof record, group: number) => {
      const values = Array.from(p.pnl).filter((_, i) => p.group[i] === group);
      const mean = values.reduce((s, x) => s + x, 0) / values.length;
      return { mean, sd: Math.sqrt(values.reduce((s, x) => s + (x - mean) ** 2, 0) / values.length), share: values.length / p.pnl.length };
    };
    for (const group of [0, 1]) {
      const [was, is] = [moments(record, group), moments(population, group)];
      expect(Math.abs(is.mean / was.mean - 1)).toBeLessThan(0.01);
      expect(Math.abs(is.sd / was.sd - 1)).toBeLessThan(0.02);
      expect(Math.abs(is.share - was.share)).toBeLessThan(1 / 4096);
    }
  });
});

describe('regime-conditional sessions', () => {
  it('move between terciles at the rates of the record', () => {
    const { draw } = resamplerOf({ method: 'regimes', block: 'auto' }, record);
    const path = new Int32Array(200_000);
    draw(openStream(1, 1), path);
    const wild = (day: number) => record.vix[day] > 23;
    const wasWild = Array.from(record.vix.keys()).filter(wild);
    const expected = wasWild.filter((day) => wild((day + 1) % 120)).length / wasWild.length;
    let stayed = 0;
    let from = 0;
    for (let t = 1; t < path.length; t++) if (wild(path[t - 1])) { from++; if (wild(path[t])) stayed++; }
    expect(stayed / from).toBeCloseTo(expected, 2);
  });
});

type Case = { id: string; inputs: unknown; expected: Record<string, number> };
const vectors = (): Case[] => (JSON.parse(readFileSync(sharedPath('vectors/bootstrap.json'), 'utf8')) as { cases: Case[] }).cases;
const sample = (method: ResampleMethod, series: readonly number[], block: number, resamples: number) => {
  const { draw } = resamplerOf({ method, block }, populationOf(series.map(() => [1])));
  const rng = openStream(42, 0);
  const path = new Int32Array(series.length);
  return Array.from({ length: resamples }, () => {
    draw(rng, path);
    return path.reduce((sum, i) => sum + series[i], 0) / path.length;
  });
};

describeWithData('the bootstrap vectors', () => {
  it.each(vectors().filter((c) => c.id.startsWith('pw-')))('$id: block lengths', ({ inputs, expected }) => {
    const got = blockLengths((inputs as { series: number[] }).series);
    expect(got.stationary / expected.stationary).toBeCloseTo(1, 12);
    expect(got.circular / expected.circular).toBeCloseTo(1, 12);
    expect(got.lag).toBe(expected.mHat);
  });
  it.each(vectors().filter((c) => c.id.includes('mean-variance')))('$id: mean and variance of resampled means', ({ id, inputs, expected }) => {
    const { series, meanBlock, block } = inputs as { series: number[]; meanBlock?: number; block?: number };
    const B = 20_000;
    const means = sample(id.startsWith('sb') ? 'stationary' : 'circular', series, meanBlock ?? block ?? 1, B);
    const mean = means.reduce((s, x) => s + x, 0) / B;
    const variance = means.reduce((s, x) => s + (x - mean) ** 2, 0) / (B - 1);
    expect(Math.abs(mean - expected.mean)).toBeLessThan(5 * Math.sqrt(expected.variance / B));
    expect(Math.abs(variance / expected.variance - 1)).toBeLessThan(5 * Math.sqrt(2 / (B - 1)));
  });
  it.each(vectors().filter((c) => c.id.startsWith('sb-runs')))('$id: observed runs', ({ inputs, expected }) => {
    const { n, meanBlock } = inputs as { n: number; meanBlock: number };
    const { draw } = resamplerOf({ method: 'stationary', block: meanBlock }, populationOf(Array.from({ length: n }, () => [1])));
    const path = new Int32Array(n);
    const rng = openStream(7, 0);
    const R = 2000;
    let runs = 0;
    for (let r = 0; r < R; r++) {
      draw(rng, path);
      runs += 1 + path.reduce((count, i, t) => count + (t > 0 && i !== (path[t - 1] + 1) % n ? 1 : 0), 0);
    }
    expect(Math.abs(runs / R - expected.expectedObservedRuns)).toBeLessThan(5 * Math.sqrt(expected.varianceObservedRuns / R));
  });
  it.each(vectors().filter((c) => c.id.startsWith('block-expand')))('$id: blocks laid end to end', ({ inputs, expected }) => {
    const { n, resampleLength, starts, lengths } = inputs as { n: number; resampleLength: number; starts: number[]; lengths: number[] };
    const out = new Int32Array(resampleLength);
    let next = 0;
    expandBlocks(() => ({ start: starts[next], length: lengths[next++] }), n, out);
    expect(Array.from(out)).toEqual((expected as unknown as { indices: number[] }).indices);
  });
});

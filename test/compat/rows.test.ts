import { describe, expect, it } from 'vitest';
import { exactMeasurements, publishedFigures, reproduce, rowOf } from '../../src/compat/index.ts';
import type { Figure } from '../../src/compat/index.ts';

const figure = (over: Partial<Figure>): Figure => ({
  id: 'x', part: 'audit', label: 'x', unit: 'dollars', kind: 'estimate', published: 1000, why: 'Because.', ...over,
});

describe('judging a figure', () => {
  it('reproduces an estimate within half a percent', () => {
    expect(rowOf(figure({}), [1004, 1004])).toMatchObject({ ours: 1004, low: 1004, high: 1004, status: 'reproduced', why: '0.4% more than published. Because.' });
  });
  it('puts an estimate within range when the published value lies between the seeds', () => {
    expect(rowOf(figure({}), [980, 1060]).status).toBe('within-range');
  });
  it('puts an estimate within range when our mean lies within three standard errors of an independent range', () => {
    expect(rowOf(figure({ range: [1020, 1040] }), [1014, 1016, 1015]).status).toBe('not-reproducible');
    expect(rowOf(figure({ range: [1020, 1040] }), [1011, 1019, 1025]).status).toBe('within-range');
  });
  it('says of an estimate elsewhere that it is not reproducible', () => {
    expect(rowOf(figure({}), [1100, 1101]).status).toBe('not-reproducible');
  });
  it('calls a claim right or contradicted, whatever the range', () => {
    expect(rowOf(figure({ kind: 'claim', published: 2 }), [3]).status).toBe('contradicted');
    expect(rowOf(figure({ kind: 'claim', published: 0 }), [0]).status).toBe('reproduced');
  });
  it('refuses to reproduce a figure that seeds move by more than a tenth', () => {
    const row = rowOf(figure({ kind: 'unstable' }), [940, 1060]);
    expect(row.status).toBe('not-reproducible');
    expect(row.why).toContain('12% apart');
    expect(rowOf(figure({ kind: 'unstable' }), [999, 1001]).status).toBe('reproduced');
  });
  it('contradicts a tested figure outside its interval', () => {
    expect(rowOf(figure({ kind: 'tested' }), { value: -3, low: -9, high: 4 })).toMatchObject({ status: 'contradicted', why: 'Of the opposite sign. Because.' });
    expect(rowOf(figure({ kind: 'tested' }), { value: 900, low: 700, high: 1100 }).status).toBe('within-range');
  });
  it('names the flags an unmeasured figure needs', () => {
    expect(rowOf(figure({ needs: 'dataset' }), undefined)).toEqual({ id: 'x', published: 1000, ours: null, low: null, high: null, status: 'needs-data', why: 'Needs --dataset. Because.' });
  });
});

describe('the rows without files or paths', () => {
  const rows = reproduce(['three-year', 'deployed'], exactMeasurements());
  const status = (id: string) => rows.find((row) => row.id === id)?.status;

  it('gives every figure an id of its own', () => {
    expect(new Set(publishedFigures.map(({ id }) => id)).size).toBe(publishedFigures.length);
  });
  it('reproduces the overlay, its cost and the printed table', () => {
    const exact = rows.filter(({ id }) => /^(overlay\.|table\.)/.test(id) && !/largest-loss|drawdown/.test(id));
    expect(exact).toHaveLength(16);
    expect(exact.filter((row) => row.status !== 'reproduced')).toEqual([]);
  });
  it('contradicts two contracts at 10,000 and a largest loss of 415', () => {
    expect([status('sizing.at-20000'), status('sizing.at-10000'), status('sizing.at-40-percent'), status('table.largest-loss')])
      .toEqual(['reproduced', 'contradicted', 'reproduced', 'contradicted']);
    expect(rows.find(({ id }) => id === 'table.largest-loss')).toMatchObject({ published: -415, ours: -500 });
  });
  it('asks for daily files where the generator is needed', () => {
    expect(rows.filter(({ id }) => /^(days|run|fixed|five)\./.test(id)).every((row) => row.status === 'needs-data')).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { marginalEffects, parallelCoordinates } from '../../src/report/index.ts';
import type { Axis, Outcome } from '../../src/research/index.ts';
import { searchOf } from '../../src/research/index.ts';
import { chartSvg } from '../../src/store/index.ts';

const axes: Axis[] = [{ path: 'strategy.exits.rules.stopLoss.stopLossPercent', values: [10, 20, 30] }, { path: 'risk.sizing.cap', values: [1, 2] }];
const outcomeOf = (point: Outcome['point'], meanPerContract: number): Outcome => ({
  point, daily: new Float64Array(0), error: null,
  figures: { profit: 0, trades: 1, winRate: 0, profitFactor: 0, meanPerContract, maxDrawdownPercent: 0, sharpe: 0, halted: 0 },
});
const outcomes = searchOf({ kind: 'grid' }, axes).next([]).map((point) => outcomeOf(point, Number(point[0]) * Number(point[1])));
const failed: Outcome = { point: [10, 1], figures: null, daily: new Float64Array(0), error: 'no' };
const rowsOf = (spec: object): Record<string, unknown>[] => (spec as { data: { values: Record<string, unknown>[] } }).data.values;

describe('charts of a sweep', () => {
  it('draw each configuration across its knobs, its data inside, and leave failed ones out', async () => {
    const { spec } = parallelCoordinates(axes, [...outcomes, failed], 'meanPerContract');
    const rows = rowsOf(spec);
    expect(rows.length).toBe(6 * 3);
    expect(rows[0]).toEqual({ trial: 5, knob: 'stopLoss.stopLossPercent', place: 1, shown: '30', objective: 60 });
    expect(await chartSvg(spec)).toContain('<svg');
  });
  it('draw no more lines than can be told apart, the best among them', () => {
    const many = Array.from({ length: 3000 }, (_, i) => outcomeOf([10 + 10 * (i % 3), 1 + (i % 2)], i));
    const trials = new Set(rowsOf(parallelCoordinates(axes, many, 'meanPerContract').spec).map(({ trial }) => trial));
    expect(trials.size).toBeLessThanOrEqual(400);
    expect(trials.has(2999)).toBe(true);
  });
  it('average the objective over all other knobs at each value of one', async () => {
    const { spec } = marginalEffects(axes, [...outcomes, failed], 'meanPerContract');
    expect(rowsOf(spec).slice(0, 2)).toEqual([
      { axis: axes[0].path, value: '10', configurations: 2, mean: 15, low: 10, high: 20 },
      { axis: axes[0].path, value: '20', configurations: 2, mean: 30, low: 20, high: 40 },
    ]);
    expect(await chartSvg(spec)).toContain('<svg');
  });
});

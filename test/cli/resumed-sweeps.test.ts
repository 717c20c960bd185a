import { describe, expect, it } from 'vitest';
import { asPlanned } from '../../src/cli/sweep/run-search.ts';
import type { Axis, Outcome, Point, Search } from '../../src/research/index.ts';
import { searchOf } from '../../src/research/index.ts';

const axes: Axis[] = [{ path: 'strategy.exits.rules.0.x', values: [1, 2, 3, 4, 5, 6, 7] }, { path: 'risk.sizing.cap', values: [1, 2, 3] }];
const config = { objective: 'profit' } as const;
const figures = (profit: number): Outcome['figures'] => ({ profit, trades: 1, winRate: 1, profitFactor: 1, meanPerContract: 1, maxDrawdownPercent: 0, sharpe: 1, halted: 0 });
const outcome = (point: Point): Outcome => ({ point, figures: figures(-((Number(point[0]) - 4) ** 2)), daily: new Float64Array(2), error: null });

/** A whole search, answered. */
const answered = (search: Search): Outcome[] => {
  const outcomes: Outcome[] = [];
  const trials = () => outcomes.map(({ point, figures: found }) => ({ point, objective: found?.profit ?? NaN }));
  for (let batch = search.next([]); batch.length > 0; batch = search.next(trials())) outcomes.push(...batch.map(outcome));
  return outcomes;
};

describe.each(['grid', 'tpe'] as const)('saved outcomes of a %s search', (kind) => {
  const search = searchOf(kind === 'grid' ? { kind } : { kind, trials: 18, seed: 3, batch: 6 }, axes);
  const whole = answered(search);
  it('are all taken up when they are what it asks for, however many', () => {
    for (const n of [0, 1, 5, 6, 7, whole.length]) expect(asPlanned({ config, axes, search }, whole.slice(0, n))).toEqual(whole.slice(0, n));
  });
  it('are taken up to the first that another sweep wrote between them', () => {
    const mixed = [...whole.slice(0, 8), whole[3], ...whole.slice(8)];
    expect(asPlanned({ config, axes, search }, mixed)).toEqual(whole.slice(0, 8));
    expect(asPlanned({ config, axes, search }, [...whole, whole[0]])).toEqual(whole);
  });
});

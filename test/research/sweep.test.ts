import { describe, expect, it } from 'vitest';
import { fairMarket } from '../../src/market/index.ts';
import type { Axis, Point } from '../../src/research/index.ts';
import { collectCandidates, plateauScores, readAxes, readConstraints, searchOf, sobolPoints, studyAt, sweepEvaluator } from '../../src/research/index.ts';
import { runStudy } from '../../src/backtest/index.ts';
import { studyWith } from '../support/plans.ts';

const market = fairMarket(8, { sessions: 30, step: 5 });
const days = market.dates.map((_, i) => market.day(i, 'ticked'));
const study = studyWith('seed-bt3y-quotes', ({ execution, strategy }) => ({
  strategy: { ...strategy, setup: { ...strategy.setup, vixMax: 1000 } as typeof strategy.setup },
  execution: { ...execution, delayMinutes: 5 },
}));
const stop = 'strategy.exits.rules.stopLoss.stopLossPercent';
const cap = 'risk.sizing.cap';

describe('axes', () => {
  it('name entries of lists by kind, and give a study with the value in place', () => {
    const axes = readAxes(study, { [stop]: { from: 20, to: 60, step: 20 }, [cap]: [1, 2] });
    expect(axes.map((axis) => axis.values)).toEqual([[20, 40, 60], [1, 2]]);
    const changed = studyAt(study, axes, [40, 2]);
    expect(changed.strategy.exits.rules[0]).toMatchObject({ kind: 'stopLoss', stopLossPercent: 40 });
    expect(changed.risk.sizing).toMatchObject({ cap: 2 });
  });
  it.each([
    ['strategy.exits.rules.stopLos.stopLossPercent', 'did you mean stopLoss?'],
    ['strategy.exit.rules', 'did you mean exits?'],
    ['risk.sizing.cpa', 'did you mean cap?'],
  ])('refuse %s and name the nearest', (path, words) => {
    expect(() => readAxes(study, { [path]: [1] })).toThrow(words);
  });
  it('refuse a value the plan refuses, a falling range, and no axis at all', () => {
    expect(() => readAxes(study, { [stop]: [-5] })).toThrow('must be above 0');
    expect(() => readAxes(study, { [stop]: { from: 5, to: 1, step: 1 } })).toThrow('a range that rises');
    expect(() => readAxes(study, {})).toThrow('at least one axis');
  });
});

describe('constraints', () => {
  it('compare a figure with a number', () => {
    const [constraint] = readConstraints(['maxDrawdownPercent <= 15']);
    const figures = { profit: 0, trades: 0, winRate: 0, profitFactor: 0, meanPerContract: 0, sharpe: 0, halted: 0 as const };
    expect(constraint.holds({ ...figures, maxDrawdownPercent: 15 })).toBe(true);
    expect(constraint.holds({ ...figures, maxDrawdownPercent: 15.1 })).toBe(false);
  });
  it('name the nearest figure, and refuse what cannot hold together', () => {
    expect(() => readConstraints(['maxDrawdown <= 15'])).toThrow('maxDrawdownPercent');
    expect(() => readConstraints(['profit >= 10', 'profit <= 5'])).toThrow('possible together');
  });
});

describe('searches', () => {
  const axes: Axis[] = [{ path: 'a', values: [1, 2, 3, 4, 5, 6, 7, 8] }, { path: 'b', values: [1, 2, 3, 4, 5, 6, 7, 8] }];
  const best = ([a, b]: Point): number => -((Number(a) - 6) ** 2) - (Number(b) - 3) ** 2;
  it('by grid try every combination once', () => {
    const points = searchOf({ kind: 'grid' }, axes).next([]);
    expect(new Set(points.map(String)).size).toBe(64);
  });
  it('by grid refuse more than a million combinations before listing one', () => {
    const many = ['a', 'b', 'c'].map((path): Axis => ({ path, values: Array.from({ length: 101 }, (_, i) => i) }));
    expect(() => searchOf({ kind: 'grid' }, many)).toThrow(/the grid must be of at most 1000000 configurations, found 1030301/);
  });
  it.each(['random', 'sobol'] as const)('by %s try the same points for the same seed', (kind) => {
    const a = searchOf({ kind, trials: 30, seed: 4 }, axes).next([]);
    expect(searchOf({ kind, trials: 30, seed: 4 }, axes).next([])).toEqual(a);
    expect(searchOf({ kind, trials: 30, seed: 5 }, axes).next([])).not.toEqual(a);
  });
  it('by Sobol fill the square evenly: one point of sixteen in each sixteenth', () => {
    const cells = new Set(sobolPoints(16, 2, 9).map(([x, y]) => `${Math.floor(x * 4)} ${Math.floor(y * 4)}`));
    expect(cells.size).toBe(16);
  });
  it('by model find the best of 64 in fewer trials than half, and never try a point twice', () => {
    const search = searchOf({ kind: 'tpe', trials: 32, seed: 2, batch: 8 }, axes);
    const trials: { point: Point; objective: number }[] = [];
    for (let batch = search.next([]); batch.length > 0; batch = search.next(trials)) trials.push(...batch.map((point) => ({ point, objective: best(point) })));
    expect(trials.length).toBe(32);
    expect(new Set(trials.map(({ point }) => String(point))).size).toBe(32);
    expect(Math.max(...trials.map(({ objective }) => objective))).toBeGreaterThanOrEqual(-1);
  });
});

describe('plateaus', () => {
  it('score a spike below a plateau', () => {
    const axes: Axis[] = [{ path: 'a', values: [0, 1, 2, 3, 4, 5, 6] }];
    const objectives = [0, 0, 10, 0, 6, 6, 6];
    const scores = plateauScores(axes, axes[0].values.map((value) => [value]), objectives).map(({ score }) => score);
    expect(scores[2]).toBeLessThan(scores[5]);
    expect(objectives[2]).toBeGreaterThan(objectives[5]);
  });
  it('tell tried neighbours from all there are, numbers in their order however they are listed', () => {
    const axes: Axis[] = [{ path: 'a', values: [0, 4, 1] }, { path: 'b', values: ['x', 'y'] }];
    expect(plateauScores(axes, [[1, 'x'], [4, 'x'], [0, 'y']], [1, 3, 100])).toEqual([
      { score: 2, members: 2, possible: 4 }, { score: 2, members: 2, possible: 3 }, { score: 100, members: 1, possible: 3 },
    ]);
  });
});

describe('a sweep', () => {
  it('refuses to turn the name of a rule, by which other axes find it', () => {
    const { exits } = study.strategy;
    const named = { ...study, strategy: { ...study.strategy, exits: { ...exits, rules: exits.rules.map((rule, k) => (k === 0 ? { ...rule, name: 'first' } : rule)) } } };
    expect(() => readAxes(named, { 'strategy.exits.rules.first.name': ['a', 'b'] })).toThrow('must be a knob that decides something, found "a name"');
  });
  it('gives each configuration the result of its own backtest', () => {
    const axes = readAxes(study, { [stop]: [15, 60, 150], [cap]: [1, 3] });
    const { evaluate } = sweepEvaluator(() => days, study, axes);
    for (const point of searchOf({ kind: 'grid' }, axes).next([])) {
      const changed = studyAt(study, axes, point);
      const oracle = runStudy(days, { plan: { strategy: changed.strategy, risk: changed.risk }, execution: changed.execution });
      expect(Math.round((evaluate(point).figures?.profit ?? NaN) * 100)).toBe((oracle.equity.at(-1)?.equity ?? NaN) - 2_500_000);
    }
  });
  it('tells the same figures of a plan without a limit and with one that never binds, entries passed over for offset legs among them', () => {
    const even = studyWith('seed-bt3y-quotes', ({ execution, risk, strategy }) => ({
      strategy: { ...strategy, setup: { ...strategy.setup, vixMax: 1000 } as typeof strategy.setup, entry: { ...strategy.entry, gates: [] } },
      execution: { ...execution, delayMinutes: 5 },
      risk: { ...risk, sizing: { policy: 'fixed', contracts: 2 }, account: { ...risk.account, startingEquity: 1e6 } },
    }));
    const walked = { ...even, risk: { ...even.risk, limits: { ...even.risk.limits, maxOpen: 999 } } };
    const axes = readAxes(even, { [stop]: [15, 60, 150] });
    const [evaluateEven, evaluateWalked] = [even, walked].map((plan) => sweepEvaluator(() => days, plan, axes).evaluate);
    for (const point of searchOf({ kind: 'grid' }, axes).next([])) expect(evaluateEven(point)).toEqual(evaluateWalked(point));
    expect(evaluateEven([150]).figures?.trades).toBeLessThan(collectCandidates(days, even).candidates.length);
  });
  it('keeps a configuration that fails, with its error', () => {
    const axes: Axis[] = [{ path: stop, values: [50, -1] }];
    const { evaluate } = sweepEvaluator(() => days, study, axes);
    expect(evaluate([-1])).toMatchObject({ figures: null, error: expect.stringContaining('must be above 0') as string });
    expect(evaluate([50]).error).toBeNull();
  });
});

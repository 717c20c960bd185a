import { describe, expect, it } from 'vitest';
import { onlySessions } from '../../src/market/index.ts';
import type { PackedDays } from '../../src/market/index.ts';
import { sessionDate } from '../../src/kernel/index.ts';
import { evaluatorOf } from '../../src/pool/index.ts';
import { presetStudy } from '../../src/backtest/index.ts';
import { packDay } from '../../src/market/index.ts';
import { tinyDay } from '../support/tiny-day.ts';
import type { Axis, Earned, Outcome, WalkedFold } from '../../src/research/index.ts';
import { chosenOf, summariseWalk, trainingOf, walkForwardFolds } from '../../src/research/index.ts';

const stop: Axis = { path: 'strategy.exits.rules.stopLoss.stopLossPercent', values: [10, 20, 30, 40, 50] };
const outcome = (value: number, meanPerContract: number): Outcome => ({
  point: [value], daily: new Float64Array(0), error: null,
  figures: { profit: 0, trades: 1, winRate: 0, profitFactor: 0, meanPerContract, maxDrawdownPercent: 0, sharpe: 0, halted: 0 },
});
const earned = (profit: number, perContract: number, trades = 10): Earned => ({ sessions: 20, trades, profit, perContract });
const fold = (n: number, value: number | null, inSample: Earned, outOfSample: Earned): WalkedFold => ({
  fold: n, train: { from: '', to: '', sessions: 20 }, test: { from: '', to: '', sessions: 20 },
  point: value === null ? null : [value], planHash: null, objective: null, inSample, outOfSample,
});

describe('a fold', () => {
  it('trains on its window without the sessions embargoed after earlier tests', () => {
    const folds = walkForwardFolds({ observations: 100, mode: 'anchored', train: 30, test: 10, step: 20, purge: 2, gap: 0, embargo: 3, keepPartial: false });
    const training = trainingOf(folds[1]);
    expect(training[0]).toBe(0);
    expect(training.at(-1)).toBe(47);
    for (const embargoed of [40, 41, 42]) expect(training).not.toContain(embargoed);
    expect(training.length).toBe(folds[1].trainCount);
    for (const { train, test } of folds) expect(train[1]).toBeLessThanOrEqual(test[0]);
  });
  it('goes on with the best figure, or with the best neighbourhood, among those that meet the constraints', () => {
    const outcomes = [outcome(10, 1), outcome(20, 9), outcome(30, 0), outcome(40, 6), outcome(50, 7)];
    const all = outcomes.map(() => true);
    expect(chosenOf({ objective: 'meanPerContract', choose: 'objective' }, [stop], outcomes, all)).toBe(1);
    expect(chosenOf({ objective: 'meanPerContract', choose: 'neighbourhood' }, [stop], outcomes, all)).toBe(4);
    expect(chosenOf({ objective: 'meanPerContract', choose: 'objective' }, [stop], outcomes, [true, false, true, true, false])).toBe(3);
    expect(chosenOf({ objective: 'meanPerContract', choose: 'objective' }, [stop], [outcome(10, NaN)], [true])).toBe(-1);
  });
});

describe('a walk', () => {
  it('adds up its folds, counts how its knobs moved, and bounds its mean', () => {
    const folds = [fold(0, 10, earned(400, 40), earned(100, 10)), fold(1, 40, earned(400, 40), earned(-50, -5)), fold(2, 40, earned(400, 40), earned(10, 1))];
    const walked = Array.from({ length: 60 }, (_, i) => ({ date: String(i), fold: Math.floor(i / 20), profit: 1, trades: 1, total: i % 2 === 0 ? 100 : -20 }));
    const { outOfSample, efficiency, drift, profitableFolds } = summariseWalk([stop], folds, walked, 1);
    expect(outOfSample).toMatchObject({ sessions: 60, trades: 30, profit: 60, mean: 6 / 30 });
    expect(outOfSample.lowerBound).toBeGreaterThan(0);
    expect(outOfSample.lowerBound).toBeLessThan(40);
    expect(efficiency.pooled).toBeCloseTo(60 / 1200, 12);
    expect(drift[0]).toMatchObject({ changes: 1, meanSteps: 3, values: [10, 40, 40] });
    expect(profitableFolds).toBe(2);
  });
  it('without a trade has no mean and no bound', () => {
    const idle = [fold(0, null, earned(0, 0, 0), earned(0, 0, 0))];
    expect(summariseWalk([stop], idle, [{ date: 'a', fold: 0, profit: 0, trades: 0, total: 0 }], 1).outOfSample).toMatchObject({ mean: null, lowerBound: null });
  });
});

describe('while a plan is chosen', () => {
  const dates = ['2024-05-14', '2024-05-15', '2024-05-16'].map(sessionDate);
  const { bytes } = packDay(tinyDay([{ minute: 575, debit: 100 }, { minute: 600, debit: 90 }]));
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  const packed: PackedDays = {
    buffer,
    days: dates.map((date) => ({ date, offset: 0, rows: 2, strikes: 2 })),
    history: { dates, closes: Float64Array.of(5900, 5910, 5920), vixCloses: Float64Array.of(14, 15, 16) },
  };
  it('neither later sessions nor later closes can be reached', () => {
    const sealed = onlySessions(packed, new Set(dates.slice(0, 2)));
    expect(sealed.days.map(({ date }) => date)).toEqual(dates.slice(0, 2));
    expect([...sealed.history.closes]).toEqual([5900, 5910]);
    expect([...sealed.history.vixCloses]).toEqual([14, 15]);
  });
  it('reading a session out of sample is a defect that ends the work', () => {
    const setting = { key: 'k', packed, study: presetStudy('seed-bt3y-rules'), axes: [stop], mayRead: dates.slice(0, 2) };
    expect(evaluatorOf({ ...setting, places: [0, 1] }).evaluate([10]).error).toBeNull();
    expect(() => evaluatorOf({ ...setting, places: [0, 1, 2] }).evaluate([10])).toThrow('session 2024-05-16 was read while a plan was chosen without it');
  });
});

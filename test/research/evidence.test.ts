import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trade } from '../../src/backtest/index.ts';
import { presetStudy } from '../../src/backtest/index.ts';
import { openStream } from '../../src/kernel/index.ts';
import { largestExposure, lowerBoundOfMean, luckOf, momentsOf, noEvidence, placeboStudies, shareAsGood, standardPolicy, sweepLuckOf, triedUntil, verdictOf } from '../../src/research/index.ts';

const trade = (id: number, [decidedRow, exitRow]: readonly [number, number], change: Partial<Trade> = {}): Trade =>
  ({ id, date: '2024-05-14', contracts: 1, maxLoss: 50_000, decidedRow, exitRow, pnl: 0, ...change }) as Trade;
const account = { startingEquity: 1_000_000, delayMinutes: 1 };

/** Results per session of strategies without skill. */
const noise = (strategies: number, sessions: number, seed: number): Float64Array[] =>
  Array.from({ length: strategies }, (_, k) => {
    const rng = openStream(seed, k);
    return Float64Array.from({ length: sessions }, () => Math.round(rng.normal() * 10_000));
  });
const ledgerOf = (columns: readonly Float64Array[]) =>
  columns.map((column) => {
    const { n, sharpe, skewness, kurtosis } = momentsOf(column);
    return { sessions: n, sharpe, skewness, kurtosis };
  });

describe('the largest exposure', () => {
  it('adds up what is open at once, as a share of equity at the time', () => {
    expect(largestExposure([trade(1, [0, 5]), trade(2, [3, 6], { contracts: 3 }), trade(3, [7, 9])], account)).toBeCloseTo(0.2, 12);
    expect(largestExposure([trade(1, [0, 2], { pnl: -500_000 }), trade(2, [3, 6])], account)).toBeCloseTo(0.1, 12);
  });
  it('lets a position go before another enters on its row, unless orders fill on the row of their decision', () => {
    const trades = [trade(1, [0, 4]), trade(2, [4, 8])];
    expect(largestExposure(trades, account)).toBeCloseTo(0.05, 12);
    expect(largestExposure(trades, { ...account, delayMinutes: 0 })).toBeCloseTo(0.1, 12);
  });
  it('counts no shadow trade, and is never a number when there is nothing left to lose', () => {
    expect(largestExposure([trade(1, [0, 4], { contracts: 0 })], account)).toBe(0);
    expect(largestExposure([trade(1, [0, 1], { pnl: -1_000_000 }), trade(2, [2, 3])], account)).toBe(Infinity);
  });
});

describe('a placebo', () => {
  it('moves the pin of a plan that has one, and keeps everything else', () => {
    const study = presetStudy('seed-bt3y-rules');
    const [first, second] = placeboStudies(study, 2, 7);
    expect(first.strategy.setup).toMatchObject({ pin: { method: 'placebo', increment: 25, reach: 75, seed: 7 } });
    expect(second.strategy.setup).toMatchObject({ pin: { seed: 8 } });
    expect({ ...first, strategy: { ...first.strategy, setup: study.strategy.setup } }).toEqual(study);
  });
  it('of a plan without one draws as many entry times, rising, and asks no gate', () => {
    const base = presetStudy('seed-bt3y-rules');
    const setup = { kind: 'fixedOffset', right: 'put', increment: 5, offset: 10, width: 10 } as const;
    const study = { ...base, strategy: { ...base.strategy, setup } };
    for (const { strategy } of placeboStudies(study, 5, 3)) {
      const { times, gates } = strategy.entry;
      expect(gates).toEqual([]);
      expect(new Set(times).size).toBe(base.strategy.entry.times.length);
      expect([...times].sort()).toEqual(times);
    }
  });
  it('counts as good what did at least as well, and never says less than one in so many', () => {
    expect(shareAsGood(5, [1, 2, 7])).toBe(0.5);
    expect(shareAsGood(5, [1, NaN, 2])).toBe(0.25);
    expect(shareAsGood(NaN, [1, 2, 3])).toBe(1);
    fc.assert(fc.property(fc.double({ noNaN: true }), fc.array(fc.double()), (own, others) => {
      const share = shareAsGood(own, others);
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThanOrEqual(1);
    }));
  });
});

describe('the lower bound of a mean', () => {
  it('lies below it, and nearer with more sessions', () => {
    const sessions = (n: number) => Array.from({ length: n }, (_, i) => ({ trades: 2, total: i % 3 === 0 ? -100 : 200 }));
    const [few, many] = [lowerBoundOfMean(sessions(30), 1), lowerBoundOfMean(sessions(600), 1)];
    expect(few).toBeLessThan(many);
    expect(many).toBeLessThan(50);
    expect(many).toBeGreaterThan(40);
  });
  it('is not defined for a handful of sessions or none that traded', () => {
    expect(lowerBoundOfMean([{ trades: 1, total: 5 }], 1)).toBeNaN();
    expect(lowerBoundOfMean(Array.from({ length: 30 }, () => ({ trades: 0, total: 0 })), 1)).toBeNaN();
  });
});

describe('sessions held out', () => {
  it('begin after the last one any other plan was tried on', () => {
    expect(triedUntil([{ planHash: 'a', to: '2024-01-05' }, { planHash: 'b', to: '2024-03-01' }, { planHash: 'own', to: '2024-12-31' }], 'own')).toBe('2024-03-01');
  });
  it('are not shown by a ledger of the plan alone, nor by one that does not say which sessions were tried', () => {
    expect(triedUntil([{ planHash: 'own', to: '2024-12-31' }], 'own')).toBeUndefined();
    expect(triedUntil([{ planHash: 'own' }, { planHash: 'a' }], 'own')).toBeUndefined();
  });
});

describe('luck', () => {
  const columns = noise(1000, 500, 5);
  const ledger = ledgerOf(columns);
  const best = columns.reduce((top, column) => (momentsOf(column).sharpe > momentsOf(top).sharpe ? column : top));

  it('explains the best of a thousand strategies without skill, which is refused although it looks certain alone', () => {
    const luck = luckOf(momentsOf(best), ledger);
    expect(luck.trials).toBe(1000);
    expect(luck.probabilistic).toBeGreaterThan(0.99);
    expect(luck.deflated).toBeLessThan(standardPolicy.deflatedSharpe);
    expect(luck.discoveries).toBeLessThanOrEqual(1);
    const { findings } = verdictOf({ ...noEvidence, deflatedSharpe: luck.deflated }, standardPolicy);
    expect(findings.find(({ id }) => id === 'deflatedSharpe')).toMatchObject({ passed: false });
  });
  it('shows of noise a probability of overfitting near one half, and tests that find nothing', () => {
    const found = [1, 2, 3, 4, 5, 6].map((seed) => sweepLuckOf(noise(60, 400, seed), 1));
    const mean = (of: (luck: NonNullable<(typeof found)[number]>) => number): number =>
      found.reduce((sum, luck) => sum + (luck === undefined ? NaN : of(luck)) / found.length, 0);
    expect(Math.abs(mean(({ pbo }) => pbo) - 0.5)).toBeLessThan(0.15);
    expect(mean(({ realityCheck }) => realityCheck)).toBeGreaterThan(0.25);
    expect(mean(({ superiorAbility }) => superiorAbility)).toBeGreaterThan(0.25);
  }, 60_000);
  it('does not explain a planted edge', () => {
    const skilled = noise(60, 400, 2).map((column, k) => (k === 17 ? column.map((cents) => cents + 3000) : column));
    const luck = sweepLuckOf(skilled, 1);
    expect(luck?.pbo).toBeLessThan(0.05);
    expect(luck?.realityCheck).toBeLessThan(0.01);
    expect(luck?.superiorAbility).toBeLessThan(0.01);
    expect(luckOf(momentsOf(skilled[17]), ledgerOf(skilled)).deflated).toBeGreaterThan(0.95);
  }, 60_000);
  it('cannot be told of a single configuration or a handful of sessions, and counts trials whose ratio is not defined', () => {
    expect(sweepLuckOf(noise(1, 400, 1), 1)).toBeUndefined();
    expect(sweepLuckOf(noise(5, 5, 1), 1)).toBeUndefined();
    expect(luckOf(momentsOf(best), [...ledger, { sessions: 500, sharpe: null, skewness: null, kurtosis: null }]).trials).toBe(1001);
    expect(luckOf(momentsOf(best), [])).toMatchObject({ trials: 0, expectedBest: 0 });
  });
});

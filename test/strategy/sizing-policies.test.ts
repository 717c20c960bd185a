import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantileOfNormal } from '../../src/market/index.ts';
import type { AccountConfig, SizingConfig } from '../../src/strategy/index.ts';
import { kellyFraction, optimalShare, shrunkReturns, sizerOf } from '../../src/strategy/index.ts';
import { tradeWindow } from '../../src/strategy/sizing/window.ts';

type Seed = Extract<SizingConfig, { policy: 'kelly-seed' }>;
const seed = (over: Partial<Seed> = {}): Seed => ({
  policy: 'kelly-seed', enabled: true, fallback: 2, multiplier: 0.5, cap: 1000, window: 4, riskPerContract: 150,
  statistics: 'lastTrades', minTrades: 3, minWins: 1, minLosses: 1, floor: 0, bootstrap: { winRate: 0.6, averageWin: 200, averageLoss: 100 }, ...over,
});
const account: AccountConfig = { startingEquity: 10_000, haltBelow: 0.5, margin: 'none' };
const ask = { equity: 1_000_000, openRisk: 0, maxLoss: 40_000 };
const after = (config: SizingConfig, results: readonly number[], over: Partial<AccountConfig> = {}) => {
  const sizer = sizerOf(config, { ...account, ...over });
  for (const pnl of results) sizer.record(pnl, 40_000);
  return sizer;
};

describe('a window of trades', () => {
  it('adds up the last results exactly, zero counting as a loss', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 7 }), fc.array(fc.integer({ min: -500, max: 500 }), { maxLength: 30 }), (capacity, results) => {
      const window = tradeWindow(capacity);
      for (const pnl of results) window.push(pnl);
      const last = results.slice(-capacity);
      const wins = last.filter((pnl) => pnl > 0);
      const losses = last.filter((pnl) => pnl <= 0);
      const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
      expect(window.values()).toEqual(last);
      expect([window.trades(), window.wins(), window.losses()]).toEqual([last.length, wins.length, losses.length]);
      expect([window.winSum(), window.lossSum() + 0]).toEqual([sum(wins), -sum(losses) + 0]);
    }));
  });
});

describe('the published half-Kelly on a record', () => {
  // bootstrap: (0.6 * 200 - 0.4 * 100) / 200 = 0.4, half of it 0.2 of 10,000 dollars, 150 a contract: 13
  it('asks its bootstrap statistics until trades, wins and losses are enough', () => {
    for (const results of [[], [10_000], [10_000, -5_000], [10_000, 10_000, 10_000], [-5_000, -5_000, -5_000], [0, 0, 0]]) {
      expect(after(seed(), results).size(ask)).toEqual({ contracts: 13, because: 'bootstrap' });
      expect(after(seed(), results).belief()).toEqual({ winRate: 0.6, averageWin: 20_000, averageLoss: 10_000, trades: results.length, source: 'bootstrap' });
    }
    expect(after(seed(), [10_000, 10_000, -5_000]).size(ask).because).toBe('kelly');
  });
  it('then asks the record: two wins of 100 and a loss of 50', () => {
    const sizer = after(seed(), [10_000, 10_000, -5_000]);
    // (2/3 * 100 - 1/3 * 50) / 100 = 0.5, half of it 0.25 of 10,000 dollars: 2,500 / 150 = 16
    expect(sizer.belief()).toEqual({ winRate: 2 / 3, averageWin: 10_000, averageLoss: 5_000, trades: 3, source: 'history' });
    expect(sizer.size(ask)).toEqual({ contracts: 16, because: 'kelly' });
  });
  it('forgets what has left its window, as a whole', () => {
    const sizer = after(seed(), [90_000, 90_000, 10_000, 10_000, -5_000, -5_000]);
    expect(sizer.belief()).toEqual({ winRate: 0.5, averageWin: 10_000, averageLoss: 5_000, trades: 6, source: 'history' });
  });
  it('forgets wins and losses apart, and no rate, where statistics are separate', () => {
    const sizer = after(seed({ statistics: 'separate' }), [90_000, 10_000, 10_000, 10_000, 10_000, -5_000]);
    expect(sizer.belief()).toEqual({ winRate: 5 / 6, averageWin: 10_000, averageLoss: 5_000, trades: 6, source: 'history' });
    expect(sizer.size(ask).contracts).toBe(Math.floor((1_000_000 * kellyFraction({ winRate: 5 / 6, averageWin: 10_000, averageLoss: 5_000 }) * 0.5) / 15_000));
  });
  it('needs its wins and losses apart, too', () => {
    const strict = seed({ statistics: 'separate', minTrades: 3, minWins: 2, minLosses: 2 });
    for (const results of [[10_000, 10_000], [10_000, 10_000, -5_000], [10_000, -5_000, -5_000]]) expect(after(strict, results).belief().source).toBe('bootstrap');
    expect(after(strict, [10_000, 10_000, -5_000, -5_000]).belief().source).toBe('history');
    const whole = { ...strict, statistics: 'lastTrades' as const };
    for (const results of [[10_000, 10_000, -5_000], [10_000, -5_000, -5_000]]) expect(after(whole, results).belief().source).toBe('bootstrap');
    expect(after(whole, [10_000, 10_000, -5_000, -5_000]).belief().source).toBe('history');
    const long = seed({ statistics: 'separate', minTrades: 5, minWins: 0, minLosses: 0 });
    expect(after(long, [1, 1, 1, 1]).belief().source).toBe('bootstrap');
    expect(after(long, [1, 1, 1, 1, 1]).belief().source).toBe('history');
  });
  it('counts an average over nothing as nothing', () => {
    for (const statistics of ['lastTrades', 'separate'] as const) {
      const free = seed({ statistics, minTrades: 1, minWins: 0, minLosses: 0 });
      expect(after(free, [10_000]).belief()).toMatchObject({ winRate: 1, averageWin: 10_000, averageLoss: 0 });
      expect(after(free, [10_000]).size(ask)).toEqual({ contracts: 33, because: 'kelly' });
      expect(after(free, [-10_000]).belief()).toMatchObject({ winRate: 0, averageWin: 0, averageLoss: 10_000 });
      expect(after(free, [-10_000]).size(ask)).toEqual({ contracts: 0, because: 'noEdge' });
    }
  });
  it('says no edge where it has none, or its floor where it has one', () => {
    const losing = [1_000, -50_000, -50_000];
    expect(after(seed(), losing).size(ask)).toEqual({ contracts: 0, because: 'noEdge' });
    expect(after(seed({ floor: 1 }), losing).size(ask)).toEqual({ contracts: 1, because: 'floor' });
    expect(after(seed({ floor: 13 }), []).size(ask)).toEqual({ contracts: 13, because: 'bootstrap' });
    expect(after(seed({ floor: 14 }), []).size(ask)).toEqual({ contracts: 14, because: 'floor' });
  });
  it('trades its fallback when switched off, whatever the record', () => {
    expect(after(seed({ enabled: false }), [10_000, 10_000, -5_000]).size(ask)).toEqual({ contracts: 2, because: 'disabled' });
  });
});

describe('growth-optimal policies on a record', () => {
  const log: SizingConfig = { policy: 'kelly-log', multiplier: 0.5, cap: 1000, window: 4, minTrades: 3, before: 7 };
  const shrunk: SizingConfig = { ...log, policy: 'kelly-shrunk', confidence: 0.8, unseenLosses: 2 };
  const lots = (returns: readonly number[]): number => Math.floor((1_000_000 * optimalShare(returns) * 0.5) / 40_000);
  it.each([log, shrunk])('$policy asks what it was told until there are trades enough', (config) => {
    expect(after(config, [40_000, 40_000]).size(ask)).toEqual({ contracts: 7, because: 'bootstrap' });
    expect(after(config, [40_000, 40_000, 40_000]).size(ask).because).not.toBe('bootstrap');
  });
  it('stakes the optimum of returns on maximum loss, of its window alone', () => {
    const sizer = after(log, [-40_000, -40_000, 40_000, 40_000, -40_000, 40_000]);
    expect(sizer.size(ask)).toEqual({ contracts: lots([1, 1, -1, 1]), because: 'kelly' });
    sizer.record(-40_000, 40_000);
    expect(sizer.size(ask)).toEqual({ contracts: lots([1, -1, 1, -1]), because: 'noEdge' });
  });
  it('stakes the optimum of shrunk returns, anew after every trade', () => {
    const returns = [1, 0.5, 0.75, 0.9];
    const sizer = after(shrunk, returns.map((r) => r * 40_000));
    expect(sizer.size(ask).contracts).toBe(lots(shrunkReturns(returns, 0.8, 2)));
    sizer.record(20_000, 40_000);
    expect(sizer.size(ask).contracts).toBe(lots(shrunkReturns([0.5, 0.75, 0.9, 0.5], 0.8, 2)));
  });
  it('counts no loss beyond the maximum, and none where nothing was at risk', () => {
    const sizer = sizerOf(log, account);
    sizer.record(-90_000, 40_000);
    sizer.record(40_000, 40_000);
    sizer.record(40_000, 40_000);
    sizer.record(50_000, 0);
    expect(sizer.size(ask).contracts).toBe(lots([-1, 1, 1, 0]));
    expect(sizer.size({ ...ask, maxLoss: 0 })).toEqual({ contracts: 0, because: 'noEdge' });
  });
  it.each([log, shrunk])('$policy believes the whole record, and nothing before it', (config) => {
    expect(sizerOf(config, account).belief()).toEqual({ winRate: NaN, averageWin: NaN, averageLoss: NaN, trades: 0, source: 'history' });
    expect(after(config, [30_000, 10_000, -10_000, 0, 20_000]).belief()).toEqual({ winRate: 0.6, averageWin: 20_000, averageLoss: 5_000, trades: 5, source: 'history' });
    expect(after(config, [30_000]).belief()).toMatchObject({ averageLoss: NaN, winRate: 1 });
    expect(after(config, [-30_000]).belief()).toMatchObject({ averageWin: NaN, winRate: 0 });
  });
  it('lowers every return by the error of the mean, never below a full loss', () => {
    // mean 0.125; squared distances from it over n - 1
    const error = quantileOfNormal(0.8) * Math.sqrt((0.875 ** 2 + 0.375 ** 2 + 0.125 ** 2 + 1.125 ** 2) / 3 / 4);
    const lowered = shrunkReturns([1, 0.5, 0, -1], 0.8, 2);
    expect(lowered.length).toBe(6);
    [1 - error, 0.5 - error, -error, -1, -1, -1].forEach((value, i) => expect(lowered[i]).toBeCloseTo(value, 12));
  });
});

describe('the optimal share', () => {
  it('is nothing without returns or without an edge, and all but everything where nothing can be lost', () => {
    expect(optimalShare([])).toBe(0);
    expect(optimalShare([1, -1])).toBe(0);
    expect(optimalShare([0.5, -1])).toBe(0);
    expect(optimalShare([1, 0.5])).toBe(1 - 1e-9);
  });
  it('solves the condition of the optimum', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -1, max: 2, noNaN: true }), { minLength: 2, maxLength: 30 }), (returns) => {
      const share = optimalShare([...returns, 1.5, 1.5, -1]);
      const slope = [...returns, 1.5, 1.5, -1].reduce((sum, r) => sum + r / (1 + share * r), 0);
      if (share > 0) expect(Math.abs(slope)).toBeLessThan(1e-6);
    }));
  });
});

describe('the account around a policy', () => {
  const fixed: SizingConfig = { policy: 'fixed', contracts: 5 };
  it('halts strictly below its share of the start', () => {
    expect(sizerOf(fixed, account).size({ ...ask, equity: 500_000 })).toEqual({ contracts: 5, because: 'disabled' });
    expect(sizerOf(fixed, account).size({ ...ask, equity: 499_999 })).toEqual({ contracts: 0, because: 'halted' });
  });
  it('caps what the policy asks, and says so only when it does', () => {
    expect(after(seed({ cap: 12 }), []).size(ask)).toEqual({ contracts: 12, because: 'capped' });
    expect(after(seed({ cap: 13 }), []).size(ask)).toEqual({ contracts: 13, because: 'bootstrap' });
  });
  it('leaves buying power to plans that name it, counts what is open, and never goes below nothing', () => {
    const limited = sizerOf(fixed, { ...account, margin: 'definedRisk' });
    expect(sizerOf(fixed, account).size({ equity: 600_000, openRisk: 590_000, maxLoss: 40_000 }).contracts).toBe(5);
    expect(limited.size({ equity: 600_000, openRisk: 400_000, maxLoss: 40_000 })).toEqual({ contracts: 5, because: 'disabled' });
    expect(limited.size({ equity: 600_000, openRisk: 400_001, maxLoss: 40_000 })).toEqual({ contracts: 4, because: 'buyingPower' });
    expect(limited.size({ equity: 600_000, openRisk: 700_000, maxLoss: 40_000 })).toEqual({ contracts: 0, because: 'buyingPower' });
    expect(limited.size({ equity: 600_000, openRisk: 700_000, maxLoss: 0 }).contracts).toBe(5);
  });
  it('of a fixed size believes nothing', () => {
    const sizer = after(fixed, [100, -100]);
    expect(sizer.belief()).toEqual({ winRate: NaN, averageWin: NaN, averageLoss: NaN, trades: 0, source: 'bootstrap' });
    expect(sizer.size(ask).contracts).toBe(5);
  });
});

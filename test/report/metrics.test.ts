import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawdownsOf, factsOf, measureAll, metrics, momentsOf, tailOf } from '../../src/report/index.ts';
import { reportTrade } from '../support/report-run.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

const factsOfPnl = (start: number, pnl: readonly number[]) => {
  let balance = start;
  return factsOf(start, pnl.map((x) => (balance += x)), pnl.map((x) => reportTrade({ pnl: x, contracts: 1 })));
};
const valueOf = (facts: ReturnType<typeof factsOf>, id: string) => metrics.find((m) => m.id === id)?.of(facts) ?? null;

type Case = { id: string; inputs: never; expected: Record<string, never> };
describeWithData('the performance vectors', () => {
  const { cases } = JSON.parse(readFileSync(sharedPath('vectors/performance.json'), 'utf8')) as { cases: Case[] };
  const named = (prefix: string) => cases.filter(({ id }) => id.startsWith(prefix));
  const close = (got: number | null, want: number | null) => {
    if (want === null || got === null) expect(got).toBe(want);
    else expect(Math.abs(got - want)).toBeLessThanOrEqual(1e-14 + 1e-11 * Math.abs(want));
  };
  it.each([...named('perf-stats'), ...named('perf-degenerate')])('$id: moments, Sharpe, Sortino', ({ inputs, expected }) => {
    const { returns } = inputs as { returns: number[] };
    const facts = { ...factsOf(1, [], []), returns, returnMoments: momentsOf(returns) };
    close(facts.returnMoments.mean, expected.mean);
    close(facts.returnMoments.deviation ?? 0, expected.sampleSd);
    close(valueOf(facts, 'sharpe'), expected.sharpeAnnual);
    close(valueOf(facts, 'sortino'), expected.sortinoAnnual);
    if (expected.skewAdjusted_G1 !== undefined) {
      close(valueOf(facts, 'skewness'), expected.skewAdjusted_G1);
      close(valueOf(facts, 'kurtosis'), expected.excessKurtosisAdjusted_G2);
    }
  });
  it.each(named('perf-drawdown'))('$id: drawdowns, Calmar, Ulcer', ({ inputs, expected }) => {
    const { initialEquityCents, pnlCents } = inputs as { initialEquityCents: number; pnlCents: number[] };
    const facts = factsOfPnl(initialEquityCents, pnlCents);
    expect([facts.drawdowns.maxCents, facts.drawdowns.longest, facts.drawdowns.underWater]).toEqual([expected.maxDrawdownCents, expected.longestDuration, expected.underwaterObservations]);
    expect(facts.drawdowns.episodes.map((e) => [e.peak, e.trough, e.recovery])).toEqual(
      (expected.episodes as unknown as { peakIndex: number; troughIndex: number; recoveryIndex: number | null }[]).map((e) => [e.peakIndex, e.troughIndex, e.recoveryIndex]));
    close(facts.drawdowns.maxFraction, expected.maxDrawdownFraction);
    close(valueOf(facts, 'cagr'), expected.cagr);
    close(valueOf(facts, 'calmar'), expected.calmarCagr);
    close((valueOf(facts, 'ulcer') ?? NaN) * 100, expected.ulcerIndexPercent);
  });
  it.each(named('perf-trades'))('$id: trade quality', ({ inputs, expected }) => {
    const facts = factsOfPnl(10_000_000, (inputs as { pnlCents: number[] }).pnlCents);
    for (const [id, key] of [['winRate', 'winRate'], ['expectancy', 'expectancyCents'], ['profitFactor', 'profitFactor'], ['payoffRatio', 'payoffRatio'], ['sqn', 'sqnCapped100'], ['averageWin', 'averageWinCents']]) {
      close(valueOf(facts, id), expected[key]);
    }
    const loss = valueOf(facts, 'averageLoss');
    close(loss === null ? null : -loss, expected.averageLossCents);
  });
  it.each(named('perf-tail'))('$id: value at risk and expected shortfall', ({ inputs, expected }) => {
    const tail = tailOf((inputs as { returns: number[] }).returns, 0.05);
    close(tail.var, expected.VaR);
    close(tail.cvar, expected.CVaR);
  });
});

describe('the metric registry', () => {
  it('has unique ids and a formula for each', () => {
    expect(new Set(metrics.map(({ id }) => id)).size).toBe(metrics.length);
    expect(metrics.every(({ formula }) => formula.length > 10)).toBe(true);
  });
  it('shows nothing below the minimum sample', () => {
    const few = measureAll(factsOfPnl(100_000, [100, -50, 20]));
    expect(few.find((m) => m.id === 'sharpe')).toMatchObject({ value: null, n: 3 });
    expect(few.find((m) => m.id === 'trades')).toMatchObject({ value: 3 });
  });
  it('gives the mean a wider interval when a day decides its trades together', () => {
    const width = (dates: (i: number) => string) => {
      const trades = Array.from({ length: 40 }, (_, i) => reportTrade({ pnl: i % 8 < 4 ? 1000 : -900, contracts: 1, date: dates(i) }));
      const [{ low, high }] = measureAll(factsOf(1e6, [1e6], trades)).filter((m) => m.id === 'expectancy');
      return (high ?? 0) - (low ?? 0);
    };
    expect(width((i) => `day ${Math.floor(i / 4)}`)).toBeGreaterThan(1.9 * width((i) => `day ${i}`));
  });
  it('keeps drawdowns in money and in share apart', () => {
    const { maxCents, maxFraction } = drawdownsOf([100, 50, 400, 300]);
    expect([maxCents, maxFraction]).toEqual([100, 0.5]);
  });
});

describe('figures users know from elsewhere', () => {
  const pnl = [300, -200, 500, -1000, 700, 0, 250, -150, 900, -400];
  const facts = factsOfPnl(10_000_00, pnl.map((x) => x * 100));
  const returns = facts.returns;
  it('has the tail ratio, omega and recovery factor of their published definitions', () => {
    const sorted = [...returns].sort((a, b) => a - b);
    const at = (p: number): number => {
      const h = (sorted.length - 1) * p;
      return sorted[Math.floor(h)] + (h - Math.floor(h)) * (sorted[Math.min(sorted.length - 1, Math.floor(h) + 1)] - sorted[Math.floor(h)]);
    };
    expect(valueOf(facts, 'tailRatio')).toBeCloseTo(Math.abs(at(0.95)) / Math.abs(at(0.05)), 12);
    const [gains, losses] = [returns.filter((r) => r > 0), returns.filter((r) => r < 0)].map((list) => list.reduce((sum, r) => sum + r, 0));
    expect(valueOf(facts, 'omega')).toBeCloseTo(gains / -losses, 12);
    expect(valueOf(facts, 'recoveryFactor')).toBeCloseTo(900 / 1000, 12);
  });
  it('gives the chance of a losing streak that counting every order gives', () => {
    const n = 10;
    const p = 4 / 10;
    const longest = 1;
    let chance = 0;
    for (let bits = 0; bits < 1 << n; bits++) {
      let [run, most, weight] = [0, 0, 1];
      for (let i = 0; i < n; i++) {
        const lost = (bits >> i) & 1;
        weight *= lost === 1 ? p : 1 - p;
        run = lost === 1 ? run + 1 : 0;
        most = Math.max(most, run);
      }
      if (most >= longest) chance += weight;
    }
    expect(valueOf(facts, 'losingStreakChance')).toBeCloseTo(chance, 12);
  });
  it('counts scratches as neither, and keeps the median apart from the mean', () => {
    expect(valueOf(facts, 'scratches')).toBe(1);
    expect(valueOf(facts, 'medianTrade')).toBe(125 * 100);
  });
  it('adds up buying power of positions open at once', () => {
    const day = '2024-01-02';
    const trades = [
      reportTrade({ date: day, entryMinute: 600, exitMinute: 700, contracts: 2, maxLoss: 40_000 }),
      reportTrade({ date: day, entryMinute: 650, exitMinute: 660, contracts: 1, maxLoss: 30_000 }),
      reportTrade({ date: day, entryMinute: 700, exitMinute: 800, contracts: 3, maxLoss: 20_000 }),
    ];
    expect(valueOf(factsOf(1_000_000, [1_000_000], trades, [day]), 'buyingPowerMost')).toBeCloseTo(0.11, 12);
  });
});

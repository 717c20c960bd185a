import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountConfig, SizingConfig } from '../../src/strategy/index.ts';
import { kellyFraction, optimalShare, shrunkReturns, sizerOf } from '../../src/strategy/index.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

const published = (over: Partial<Extract<SizingConfig, { policy: 'kelly-seed' }>> = {}): SizingConfig => ({
  policy: 'kelly-seed', enabled: true, fallback: 1, multiplier: 0.5, cap: 3, window: 50, riskPerContract: 150,
  statistics: 'lastTrades', minTrades: 10, minWins: 5, minLosses: 2, floor: 1,
  bootstrap: { winRate: 0.582, averageWin: 266, averageLoss: 109 }, ...over,
});
const account = (start: number): AccountConfig => ({ startingEquity: start, haltBelow: 0.5, margin: 'none' });
const ask = (dollars: number) => ({ equity: Math.round(dollars * 100), openRisk: 0, maxLoss: 40000 });

describe('the published half-Kelly', () => {
  it('gives 3 contracts at 20,000 because of the cap', () => {
    expect(sizerOf(published(), account(20000)).size(ask(20000))).toEqual({ contracts: 3, because: 'capped' });
  });
  it('gives 3 at 10,000 and 0 a cent below', () => {
    const sizer = sizerOf(published(), account(20000));
    expect(sizer.size(ask(10000))).toEqual({ contracts: 3, because: 'capped' });
    expect(sizer.size(ask(9999.99))).toEqual({ contracts: 0, because: 'halted' });
  });
  it('falls to its floor of 1 when the average win is zero', () => {
    const sizer = sizerOf(published({ minTrades: 2, minWins: 0, minLosses: 2 }), account(20000));
    sizer.record(-100, 40000);
    sizer.record(-100, 40000);
    expect(sizer.size(ask(20000))).toEqual({ contracts: 1, because: 'floor' });
  });
  it('uses the fallback when switched off', () => {
    expect(sizerOf(published({ enabled: false }), account(20000)).size(ask(20000))).toEqual({ contracts: 1, because: 'disabled' });
  });
  it('stakes the risk fraction 0.4107 of its bootstrap statistics', () => {
    expect(kellyFraction({ winRate: 0.582, averageWin: 266, averageLoss: 109 })).toBeCloseTo(0.4107142857142857, 12);
  });
});

describeWithData('the published sizing vectors', () => {
  const golden = JSON.parse(readFileSync(sharedPath('golden/seed-golden.json'), 'utf8')) as {
    kelly: { bal: number; wr: number; aw: number; al: number; start: number; cap: number; contracts: number }[];
  };
  it.each(golden.kelly)('balance $bal of $start, cap $cap gives $contracts', (row) => {
    const config = published({ cap: row.cap, bootstrap: { winRate: row.wr, averageWin: row.aw, averageLoss: row.al } });
    expect(sizerOf(config, account(row.start)).size(ask(row.bal)).contracts).toBe(row.contracts);
  });
});

describe('growth-optimal sizing', () => {
  const log: SizingConfig = { policy: 'kelly-log', multiplier: 0.5, cap: 100, window: 50, minTrades: 2, before: 1 };
  const shrunk: SizingConfig = { ...log, policy: 'kelly-shrunk', confidence: 0.9, unseenLosses: 1 };
  it('finds one third for a 2:1 coin', () => expect(optimalShare([1, 1, -1])).toBeCloseTo(1 / 3, 9));
  it.each([log, shrunk])('sizes zero edge to zero under $policy', (config) => {
    const sizer = sizerOf(config, account(20000));
    for (let i = 0; i < 20; i++) sizer.record(i % 2 === 0 ? 10000 : -10000, 40000);
    expect(sizer.size(ask(20000))).toEqual({ contracts: 0, because: 'noEdge' });
  });
  it('never stakes more after shrinking', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 2, noNaN: true }), { minLength: 3, maxLength: 60 }), (returns) =>
        optimalShare(shrunkReturns(returns, 0.9, 1)) <= optimalShare(returns) + 1e-9),
    );
  });
  it('never exceeds cap or buying power', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -40000, max: 40000 }), { maxLength: 60 }),
        fc.integer({ min: 0, max: 5_000_000 }),
        fc.integer({ min: 0, max: 3_000_000 }),
        fc.constantFrom(log, shrunk, published({ cap: 100 })),
        (results, equity, openRisk, config) => {
          const sizer = sizerOf(config, { ...account(20000), margin: 'definedRisk' });
          for (const pnl of results) sizer.record(pnl, 40000);
          const { contracts } = sizer.size({ equity, openRisk, maxLoss: 40000 });
          return contracts >= 0 && contracts <= 100 && (contracts === 0 || contracts * 40000 + openRisk <= equity);
        },
      ),
    );
  });
});

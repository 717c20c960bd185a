import { describe, expect, it } from 'vitest';
import { ruleCoverage } from '../../src/backtest/index.ts';
import { fairMarket } from '../../src/market/index.ts';
import type { GexPinConfig } from '../../src/strategy/index.ts';
import { gexPinSetup, publishedNdxSetup, publishedSetup, trailLevel } from '../../src/strategy/index.ts';
import { studyWith } from '../support/plans.ts';

const pin = { method: 'previousClose', increment: 25 } as const;
const withoutBuffers = (config: GexPinConfig): GexPinConfig => ({
  ...config, buckets: config.buckets.map((b) => (b.side === 'away' ? { ...b, pinBuffer: -1e6 } : b)),
});

describe('the published rules that decide nothing', () => {
  it('include the pin buffers on SPX, over every pin and distance', () => {
    const config = publishedSetup(pin);
    for (let level = 5800; level <= 5900; level++) {
      for (let distance = -50; distance <= 50; distance++) {
        for (const vix of [13, 17]) {
          expect(gexPinSetup(withoutBuffers(config), level, level + distance, vix)).toEqual(gexPinSetup(config, level, level + distance, vix));
        }
      }
    }
  });

  it('include the tightening of the deployed trails, whose distance never changes', () => {
    for (let best = 20; best <= 100; best++) {
      expect(best - trailLevel({ triggerPercent: 20, lockPercent: 12, minDistancePercent: 8, tighten: 0.4 }, best)).toBeCloseTo(8, 9);
    }
    for (let best = 30; best <= 100; best++) {
      expect(best - trailLevel({ triggerPercent: 30, lockPercent: 20, minDistancePercent: 10, tighten: 0.4 }, best)).toBeCloseTo(10, 9);
    }
  });

  it('refuse NDX distances of 31 to 34 and 76 to 79 points as dead zones', () => {
    const config = publishedNdxSetup(pin);
    const refused: number[] = [];
    for (let distance = 0; distance <= 250; distance++) if (gexPinSetup(config, 20000, 20000 + distance, 17) === 'deadZone') refused.push(distance);
    expect(refused).toEqual([31, 32, 33, 34, 76, 77, 78, 79]);
  });

  it('give a zero-width NDX spread about 55% of the time below VIX 15', () => {
    const config = publishedNdxSetup(pin);
    let all = 0;
    let zero = 0;
    for (let level = 20000; level < 20100; level++) {
      for (let distance = -250; distance <= 250; distance++) {
        const shape = gexPinSetup(config, level, level + distance, 14);
        if (shape === 'deadZone') continue;
        all++;
        if (shape === 'zeroWidth') zero++;
      }
    }
    expect(zero / all).toBeCloseTo(0.55, 1);
  });

  it('show up as inert in the coverage report of the deployed bot', () => {
    const market = fairMarket(3, { sessions: 60, step: 5 });
    const study = studyWith('seed-live-0110', () => ({}));
    const rules = ruleCoverage(() => market.dates.map((_, i) => market.day(i, 'ticked')), study, () => undefined);
    const changed = Object.fromEntries(rules.map((rule) => [rule.rule, rule.changed]));
    expect(changed['setup pin buffers']).toBe(0);
    expect(changed['trailing stop tightening']).toBe(0);
    expect(changed['gate shortDistance']).toBe(0);
    // Only a jump of the index over its target and the take-profit at once lets the hold decide.
    expect(changed.hold).toBeLessThanOrEqual(1);
    expect(changed['exit stopLoss']).toBeGreaterThan(0);
  });
});

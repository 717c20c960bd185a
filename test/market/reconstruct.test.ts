import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionDate } from '../../src/kernel/index.ts';
import type { KnownAt, SessionPath } from '../../src/market/index.ts';
import { atMoneyDeviation, reconstructDay, smileRatio, surfaceFit, surfaceValues } from '../../src/market/index.ts';

const known: KnownAt = {
  minute: 600, closeMinute: 960, spot: 6000, previousVix: 16, previousRange: 0.01, gap: 0.002, realised: 0.000009, isFomc: false, vix1d: NaN,
};

const minutes = Array.from({ length: 78 }, (_, t) => 570 + 5 * t);
const path = (levels: readonly number[], vix1dAt: SessionPath['vix1dAt'] = () => 12): SessionPath => ({
  date: sessionDate('2025-05-14'), minutes: minutes.slice(0, levels.length), levels, previousClose: 5990, previousVix: 16, previousHigh: 6020, previousLow: 5960, vix1dAt,
});
const walk = fc.array(fc.double({ min: -0.004, max: 0.004, noNaN: true }), { minLength: 78, maxLength: 78 })
  .map((moves) => moves.reduce<number[]>((levels, move) => [...levels, (levels.at(-1) ?? 6000) * Math.exp(move)], []));

describe('the fitted surface', () => {
  it('rises with the VIX, the range before and the moves so far, and falls with the time left', () => {
    const at = (change: Partial<KnownAt>): number => atMoneyDeviation({ ...known, ...change });
    expect(at({ previousVix: 30 })).toBeGreaterThan(at({}));
    expect(at({ previousRange: 0.03 })).toBeGreaterThan(at({}));
    expect(at({ realised: 0.0001, minute: 840 })).toBeGreaterThan(at({ minute: 840 }));
    expect(at({ vix1d: 20 })).toBeGreaterThan(at({ vix1d: 10 }));
    expect(at({ minute: 930 })).toBeLessThan(at({ minute: 720 }));
    expect(at({})).toBeGreaterThan(15);
    expect(at({})).toBeLessThan(60);
  });

  it('has a ratio of 1 at the money at every minute, and flat ends', () => {
    for (const minute of [570, 575, 700, 930, 955]) expect(smileRatio(minute, 0)).toBe(1);
    expect(smileRatio(600, -9)).toBe(smileRatio(600, -4));
    expect(surfaceFit.smile.every(({ ratios }) => ratios.length === surfaceFit.z.length)).toBe(true);
  });

  it('gives puts and calls of one index, and verticals worth between nothing and their width', () => {
    fc.assert(fc.property(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 4, max: 60 }), fc.integer({ min: 570, max: 955 }), (steps, deviation, minute) => {
      const strike = 6000 + 5 * steps;
      const [put, call] = surfaceValues({ spot: 6000, minute }, strike, deviation);
      const [nextPut, nextCall] = surfaceValues({ spot: 6000, minute }, strike + 5, deviation);
      expect(call - put).toBeCloseTo(100 * (6000 - strike), 6);
      for (const width of [nextPut - put, call - nextCall]) {
        expect(width).toBeGreaterThan(-1e-6);
        expect(width).toBeLessThan(500 + 1e-6);
      }
    }));
  });
});

describe('a reconstructed session', () => {
  it('knows nothing later than its minute: a day cut short has the same rows', () => {
    fc.assert(fc.property(walk, fc.integer({ min: 1, max: 77 }), (levels, rows) => {
      const whole = reconstructDay(path(levels)) ?? expect.fail();
      const cut = reconstructDay(path(levels.slice(0, rows))) ?? expect.fail();
      expect(cut.strikes).toEqual(whole.strikes);
      for (let contract = 0; contract < 2 * whole.strikes.length; contract += 7) {
        expect(cut.bid.slice(contract * rows, (contract + 1) * rows)).toEqual(whole.bid.slice(contract * 78, contract * 78 + rows));
      }
    }), { numRuns: 15 });
  });

  it('uses VIX1D where it is known and the VIX where it is not, and is not made without either', () => {
    const levels = minutes.map(() => 6000);
    const [low, high, none] = [() => 8, () => 25, () => NaN].map((vix1dAt) => reconstructDay(path(levels, vix1dAt)) ?? expect.fail());
    const k = none.strikes.indexOf(6000) * none.stride + 10;
    const atMoney = (day: typeof none): number => day.ask[day.strikes.indexOf(6000) * day.stride + 10];
    expect(atMoney(low)).toBeLessThan(atMoney(high));
    expect(none.ask[k]).toBeGreaterThan(0);
    expect(reconstructDay({ ...path(levels, () => NaN), previousVix: NaN })).toBeUndefined();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  concession, creditAt, debitAt, gapDebit, namedFees, namedFills, settlementDebit, settlementFees, snapshotWidths, tradeFees, widen, worstFees,
} from '../../src/execution/index.ts';
import { callVertical, ironCondor, putVertical } from '../../src/strategy/index.ts';
import { randomDay } from '../support/random-day.ts';

const vertical = putVertical(5900, 5890);

describe('fees', () => {
  it('charge 1.97 dollars for two legs above a dollar, and 3.94 for the round trip', () => {
    expect(tradeFees(namedFees['spxw-retail-2026'], vertical, [400, 150])).toBe(197);
  });
  it('charge 3.76 dollars for a round trip with one leg below a dollar', () => {
    const schedule = namedFees['spxw-retail-2026'];
    expect(2 * tradeFees(schedule, vertical, [185, 50])).toBe(376);
  });
  it('are the published five and ten dollars a side less two cents of slippage', () => {
    const condor = ironCondor(callVertical(5920, 5930), putVertical(5880, 5870));
    expect(tradeFees(namedFees['published-half-dollar'], vertical, [185, 50])).toBe(100);
    expect(tradeFees(namedFees['published-half-dollar'], condor, [185, 50, 185, 50])).toBe(200);
  });
  it('are bounded by the worst case used for buying power', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 5800, max: 6000 }), (a, b, settlement) => {
        const fees = namedFees['spxw-retail-2026'];
        const paid = tradeFees(fees, vertical, [a, b]) + Math.max(tradeFees(fees, vertical, [b, a]), settlementFees(fees, vertical, settlement));
        expect(paid).toBeLessThanOrEqual(worstFees(fees, vertical));
      }),
    );
  });
});

describe('fills', () => {
  const quote = { mid: 250, halfWidth: 20, natural: 230 };
  it('take the mid, half the width with a floor of a tick, or the whole width', () => {
    expect(creditAt(namedFills.mid, quote)).toBe(250);
    expect(creditAt(namedFills.half, quote)).toBe(240);
    expect(creditAt(namedFills.half, { mid: 250, halfWidth: 4, natural: 246 })).toBe(245);
    expect(creditAt(namedFills.cross, quote)).toBe(quote.natural);
    expect(debitAt(namedFills.cross, 'exit', quote, 1000)).toBe(270);
  });
  it('never pay more to close than a package can be worth', () => {
    expect(debitAt(namedFills.pessimistic, 'stop', { mid: 990, halfWidth: 40, natural: 950 }, 1000)).toBe(1000);
  });
  it('concede more from mid to half to cross to pessimistic', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 200 }), fc.constantFrom('entry' as const, 'exit' as const, 'stop' as const), (halfWidth, urgency) => {
        const q = { mid: 300, halfWidth, natural: 300 - halfWidth };
        const costs = [namedFills.mid, namedFills.half, namedFills.cross, namedFills.pessimistic].map((fills) => concession(fills, urgency, q));
        expect(costs[0]).toBeLessThanOrEqual(costs[1]);
        expect(costs[2]).toBeLessThanOrEqual(costs[3]);
        if (urgency !== 'stop') expect(costs[1]).toBeLessThanOrEqual(costs[2] + 5);
      }),
    );
  });
});

describe('modelled widths', () => {
  it('keep every mid and never show a negative bid', () => {
    const day = randomDay(3);
    const wide = widen(day, snapshotWidths);
    for (let i = 0; i < day.bid.length; i++) {
      const mid = (day.bid[i] + day.ask[i]) / 2;
      if (Number.isNaN(mid)) expect(wide.bid[i]).toBeNaN();
      else {
        expect((wide.bid[i] + wide.ask[i]) / 2).toBeCloseTo(mid, 9);
        expect(wide.bid[i]).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

describe('settlement', () => {
  it('owes intrinsic on one official print, exactly at the strike nothing', () => {
    expect(settlementDebit(vertical, 5893)).toBe(70_000);
    expect(settlementDebit(vertical, 5900)).toBe(0);
    expect(settlementDebit(vertical, 5899.99)).toBe(100);
    expect(settlementDebit(vertical, 5000)).toBe(100_000);
  });
});

describe('gap risk at stops', () => {
  const gap = { seed: 5, chance: 0.3, meanPoints: 4, lateMinutes: 30, lateFactor: 2 };
  const moment = (entryMinute: number, distance: number, minutesLeft: number) => ({ date: '2024-05-14', entryMinute, distance, minutesLeft });
  it('costs nothing when there is none', () => expect(gapDebit(null, moment(600, 5, 60))).toBe(0));
  it('never costs less when gaps are larger, likelier, later or nearer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 570, max: 950 }), fc.double({ min: -20, max: 60, noNaN: true }), fc.integer({ min: 1, max: 390 }), (entry, distance, left) => {
        const base = gapDebit(gap, moment(entry, distance, left));
        expect(gapDebit({ ...gap, meanPoints: 9 }, moment(entry, distance, left))).toBeGreaterThanOrEqual(base);
        expect(gapDebit({ ...gap, chance: 0.6 }, moment(entry, distance, left))).toBeGreaterThanOrEqual(base);
        expect(gapDebit(gap, moment(entry, distance, Math.min(left, 30)))).toBeGreaterThanOrEqual(base);
        expect(gapDebit(gap, moment(entry, distance - 5, left))).toBeGreaterThanOrEqual(base);
      }),
    );
  });
});

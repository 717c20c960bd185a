import { describe, expect, it } from 'vitest';
import { outcomeOf, proxyDebit, twinMeasurements } from '../../src/compat/index.ts';
import type { CompatCandidate, CompatDay } from '../../src/compat/index.ts';
import { openStream } from '../../src/kernel/index.ts';
import { callVertical, ironCondor, putVertical } from '../../src/strategy/index.ts';

const call: CompatCandidate = { hours: 0.5, spot: 5990, spread: callVertical(6000, 6010), credit: 4 };
const condor: CompatCandidate = { hours: 0.5, spot: 6000, spread: ironCondor(callVertical(6020, 6025), putVertical(5980, 5975)), credit: 4 };
const day = (bar: Partial<CompatDay>): CompatDay => ({ date: '2025-01-06', open: 5990, high: 5991, low: 5980, close: 5985, vix: 14, skip: null, ...bar });
const draw = (candidate: CompatCandidate, bar: Partial<CompatDay>, method: 'published' | 'holdsSettled' | 'settled' = 'published') =>
  outcomeOf(candidate, day(bar), method, openStream(1, 0));

describe('the published guess of a price', () => {
  it.each([[5985, 0], [5990, 4 / 3], [6000, 4], [6004, 3.1], [6010, 10], [6050, 10]])('puts a call vertical at %d at %d points', (level, debit) => {
    expect(proxyDebit(call, level)).toBeCloseTo(debit, 9);
  });
  it.each([[6000, 0], [6010, 2], [5990, 2], [6022, 1.7], [5960, 5]])('puts a condor at %d at %d points', (level, debit) => {
    expect(proxyDebit(condor, level)).toBeCloseTo(debit, 9);
  });
});

describe('how a published trade ends', () => {
  it('stops first, even when the extreme came before the entry', () => {
    expect(draw(call, { high: 6012 })).toEqual({ share: -0.15, reason: 'stop' });
  });
  it('takes the target when it cannot be held', () => {
    expect(draw(call, { vix: 18, low: 5970 })).toEqual({ share: 0.8, reason: 'target' });
    expect(draw({ ...call, spot: 5995 }, { low: 5970 })).toEqual({ share: 0.8, reason: 'target' });
  });
  it('throws dice for a hold, and settles it at the close where asked', () => {
    expect(draw(call, { low: 5970 }).reason).toMatch(/worthless|nearMoney|inMoney/);
    expect(draw(call, { low: 5970, close: 6002 }, 'holdsSettled')).toEqual({ share: 0.5, reason: 'settled' });
  });
  it('trails what never reached the target', () => {
    expect(draw(call, { low: 5989, high: 5999, close: 5998 }).reason).toBe('trail');
  });
  it('pays the close and nothing else when every trade is settled', () => {
    expect(draw(call, { high: 6050, close: 5999 }, 'settled')).toEqual({ share: 1, reason: 'settled' });
    expect(draw(call, { close: 6020 }, 'settled')).toEqual({ share: -1.5, reason: 'settled' });
  });
});

describe('the honest twin', () => {
  it('measures trades in dollars with intervals of whole days', () => {
    const days = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? [-9000, -9000] : [4000, 5000]));
    const measured = twinMeasurements(days);
    expect(measured['twin.win-rate']).toMatchObject({ value: 2 / 3 });
    expect(measured['twin.profit-factor']).toMatchObject({ value: 1 });
    expect(measured['twin.average-loser']).toMatchObject({ value: -90, low: -90, high: -90 });
    const mean = measured['twin.trade-mean'] as { low: number; value: number; high: number };
    expect(mean.value).toBe(0);
    expect(mean.low).toBeLessThan(-5);
    expect(mean.high).toBeGreaterThan(5);
    expect(twinMeasurements(days)).toEqual(measured);
  });
});

import { describe, expect, it } from 'vitest';
import type { GexProfile, StrikeGamma } from '../../src/market/index.ts';
import { competingPeaksPin, fairMarket, gexAt, gexProfile, maxGexPin, previousClosePin, proximityPin, roundHalf, totalGex, valueOption, zeroGammaLevels } from '../../src/market/index.ts';
import { sessionDate } from '../../src/kernel/index.ts';
import { describeWithData } from '../support/shared-data.ts';
import { optionCase, within } from './vectors.ts';

const friday = sessionDate('2025-07-11');
const reach = { share: 0.015, fallback: 50 };
const profileOf = (spot: number, nets: Record<number, number>): GexProfile => ({
  convention: 'dollars-per-100-percent', spot, openInterestFrom: friday,
  strikes: Object.entries(nets).map(([strike, net]) => ({ strike: Number(strike), call: Math.max(net, 0), put: Math.min(net, 0), net })),
});

describe('dealer gamma exposure', () => {
  const rows: StrikeGamma[] = [{ strike: 6000, callGamma: 0.005, putGamma: 0.005, callOpenInterest: 300, putOpenInterest: 100 }];

  it('states its unit: per 100 percent is 100 times per percent', () => {
    const unit = (convention: Parameters<typeof gexProfile>[3]) => totalGex(gexProfile(rows, 6000, friday, convention));
    expect(unit('dollars-per-100-percent')).toBeCloseTo(0.005 * 200 * 100 * 6000 * 6000, 3);
    expect(unit('dollars-per-percent') * 100).toBeCloseTo(unit('dollars-per-100-percent'), 3);
    expect(unit('dollars-per-point')).toBeCloseTo(0.005 * 200 * 100 * 6000, 6);
  });

  it('of a chain is undefined without open interest, and stamps when the interest was known', () => {
    const day = fairMarket(1, { sessions: 2, step: 30 }).day(1, 'exact');
    expect(gexAt(day, 3, 'dollars-per-percent')).toBeUndefined();
    const interest = new Float64Array(2 * day.strikes.length).fill(100, 0, day.strikes.length);
    const profile = gexAt({ ...day, openInterest: interest }, 3, 'dollars-per-percent');
    expect(profile?.openInterestFrom).toBe('2023-02-23');
    expect(totalGex(profile ?? profileOf(1, {}))).toBeLessThan(0);
  });

  it('returns every zero-gamma level, not one', () => {
    const strike = (at: number, callOpenInterest: number, putOpenInterest: number) => ({ strike: at, volatility: 0.12, callOpenInterest, putOpenInterest });
    const book = [strike(5900, 5000, 0), strike(5950, 0, 8000), strike(6000, 9000, 0)];
    const levels = zeroGammaLevels(book, 0.0005);
    expect(levels).toHaveLength(2);
    expect(levels[0]).toBeGreaterThan(5900);
    expect(levels[1]).toBeLessThan(6000);
    expect(zeroGammaLevels(book.slice(0, 1), 0.0005)).toEqual([]);
  });
});

describe('pins', () => {
  it('round the previous close as Python does, or half up', () => {
    expect(roundHalf(2.5, 'half-even')).toBe(2);
    expect(roundHalf(3.5, 'half-even')).toBe(4);
    expect(roundHalf(-2.5, 'half-even')).toBe(-2);
    expect(previousClosePin(5987.5, 25, 'half-even')).toBe(6000);
    expect(previousClosePin(6012.5, 25, 'half-even')).toBe(6000);
    expect(previousClosePin(6012.5, 25, 'half-up')).toBe(6025);
    expect(previousClosePin(NaN, 25, 'half-even')).toBeUndefined();
  });

  it('take the most positive strike within reach, else the largest, else nothing', () => {
    expect(maxGexPin(profileOf(6000, { 5960: 5, 6020: 7, 6050: 99 }), 50)).toBe(6020);
    expect(maxGexPin(profileOf(6000, { 5960: -5, 6020: -7 }), 50)).toBe(6020);
    expect(maxGexPin(profileOf(6000, { 5900: 5 }), 50)).toBeUndefined();
  });

  it('weigh proximity with a constant that keeps 15 points nearly flat', () => {
    expect(proximityPin(profileOf(6000, { 5990: 1, 6015: 1.05 }), reach)).toBe(5990);
    expect(proximityPin(profileOf(6000, { 5990: 1, 6015: 1.2 }), reach)).toBe(6015);
    expect(proximityPin(profileOf(6000, { 6005: 1, 6050: 20 }), reach)).toBe(6005);
    expect(proximityPin(profileOf(3000, { 3049: 2 }), reach)).toBe(3049);
    expect(proximityPin(profileOf(6000, { 5980: -3 }), reach)).toBe(5980);
    expect(proximityPin(profileOf(6000, {}), reach)).toBeUndefined();
  });

  it('meet in the middle of two rivals on either side, else keep the winner', () => {
    expect(competingPeaksPin(profileOf(6000, { 5990: 10, 6015: 10 }), reach, 5)).toBe(6000);
    expect(competingPeaksPin(profileOf(6000, { 5990: 10, 6015: 3 }), reach, 5)).toBe(5990);
    expect(competingPeaksPin(profileOf(6000, { 6005: 10, 6015: 10 }), reach, 5)).toBe(6005);
    expect(competingPeaksPin(profileOf(6000, { 5995: 10 }), reach, 5)).toBe(5995);
  });
});

describeWithData('dealer gamma exposure against reference vectors', () => {
  const compare = (profile: GexProfile, expected: { strikes: { callGex: number; putGex: number; netGex: number }[]; totalNetGex: number }, relative: number): void => {
    profile.strikes.forEach((row, i) => {
      within(row.call, expected.strikes[i].callGex, 1e-6, relative);
      within(row.put, expected.strikes[i].putGex, 1e-6, relative);
      within(row.net, expected.strikes[i].netGex, 1e-6, relative * 10);
    });
    within(totalGex(profile), expected.totalNetGex, 1e-5, relative * 10);
  };

  it('matches the worked example', () => {
    const { inputs, expected, tolerance } = optionCase('gex-worked');
    const rows = inputs.rows.map((row: Record<string, number>) => ({ strike: row.strike, callGamma: row.gammaCall, putGamma: row.gammaPut, callOpenInterest: row.callOI, putOpenInterest: row.putOI }));
    compare(gexProfile(rows, inputs.spot, friday, 'dollars-per-percent'), expected, tolerance.relative);
  });

  it('matches the example with gammas from the option formula', () => {
    const { inputs, expected, tolerance } = optionCase('gex-from-bsm');
    const rows = inputs.rows.map(({ strike, sigma, callOI, putOI }: Record<string, number>) => {
      const { gamma } = valueOption({ right: 'call', spot: inputs.spot, strike, years: inputs.timeYears, volatility: sigma, rate: inputs.rate });
      return { strike, callGamma: gamma, putGamma: gamma, callOpenInterest: callOI, putOpenInterest: putOI };
    });
    compare(gexProfile(rows, inputs.spot, friday, 'dollars-per-percent'), expected, tolerance.relative);
  });
});

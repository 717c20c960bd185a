import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cumulativeNormal, quantileOfNormal, valueOption } from '../../src/market/index.ts';
import type { Right } from '../../src/market/index.ts';
import { describeWithData } from '../support/shared-data.ts';
import { optionCase, within } from './vectors.ts';

describe('option values', () => {
  it('are intrinsic at expiry, with no NaN and no gamma', () => {
    const at = (strike: number) => valueOption({ right: 'put', spot: 6000, strike, years: 0, volatility: 0.2 });
    expect(at(6010)).toEqual({ price: 10, delta: -1, gamma: 0, vega: 0, theta: 0 });
    expect(at(6000).price).toBe(0);
    expect(at(5990).price).toBe(0);
  });

  it('refuse a negative time to expiry', () => {
    expect(() => valueOption({ right: 'call', spot: 1, strike: 1, years: -1e-9, volatility: 0.2 })).toThrow(/time to expiry must be at least 0/);
  });

  it('obey put-call parity and rise with volatility', () => {
    const terms = { spot: fc.integer({ min: 3000, max: 7000 }), moneyness: fc.double({ min: 0.95, max: 1.05, noNaN: true }),
      minutes: fc.integer({ min: 1, max: 390 }), volatility: fc.double({ min: 0.05, max: 1, noNaN: true }) };
    fc.assert(fc.property(fc.record(terms), ({ spot, moneyness, minutes, volatility }) => {
      const strike = spot * moneyness;
      const value = (right: Right, v: number) => valueOption({ right, spot, strike, years: minutes / 525600, volatility: v }).price;
      expect(Math.abs(value('call', volatility) - value('put', volatility) - (spot - strike))).toBeLessThan(1e-9);
      expect(value('put', volatility * 1.1)).toBeGreaterThanOrEqual(value('put', volatility));
    }), { examples: [[{ spot: 3000, moneyness: 0.9618147543113117, minutes: 2, volatility: 0.47159352161314017 }]] });
  });
});

describeWithData('option values against reference vectors', () => {
  const columns = ['price', 'delta', 'gamma', 'vega', 'theta'] as const;
  const grids = ['390min-r0.0', '390min-r0.045', '60min-r0.0', '60min-r0.045', '15min-r0.0', '15min-r0.045', '1min-r0.0', '1min-r0.045', 'dividend-yield'];

  it.each(grids)('match the grid %s', (name) => {
    const { inputs, expected, tolerance } = optionCase(`bsm-${name}`);
    for (const [right, strike, third, ...values] of expected.rows) {
      const sigma = inputs.sigma ?? third;
      const years = inputs.timeYears ?? third;
      const found = valueOption({ right, spot: inputs.spot, strike, years, volatility: sigma, rate: inputs.rate, dividendYield: inputs.dividendYield });
      columns.forEach((column, i) => {
        const absolute = tolerance.absolute[column === 'theta' ? 'thetaPerYear' : column];
        within(found[column], values[i], absolute, tolerance.relative);
      });
    }
  });

  it('match the limits at no time and no volatility', () => {
    const { inputs, expected } = optionCase('bsm-limits');
    inputs.rows.forEach(([right, strike, years, volatility]: [Right, number, number, number], i: number) => {
      const found = valueOption({ right, spot: inputs.spot, strike, years, volatility });
      within(found.price, expected.price[i], 1e-12, 0);
      if (expected.delta[i] !== null) expect(found.delta === expected.delta[i]).toBe(true);
    });
  });

  it('rest on a normal distribution good to its far tail', () => {
    const { inputs, expected } = optionCase('normal-cdf');
    inputs.x.forEach((x: number, i: number) => {
      if (x < -5) within(cumulativeNormal(x), expected.cdf[i], 0, 1e-12);
      else within(cumulativeNormal(x), expected.cdf[i], 1e-15, 0);
    });
  });

  it('rest on a normal quantile good to machine precision', () => {
    const { inputs, expected } = optionCase('normal-inverse');
    inputs.p.forEach((p: number, i: number) => within(quantileOfNormal(p), expected.x[i], 1e-15, 1e-14));
  });
});

import { describe, expect, it } from 'vitest';
import { MINUTES_PER_YEAR, impliedVolatility, valueOption } from '../../src/market/index.ts';
import type { Right } from '../../src/market/index.ts';
import { describeWithData } from '../support/shared-data.ts';
import { optionCase } from './vectors.ts';

describe('implied volatility', () => {
  it('comes back from a price one minute before expiry', () => {
    const terms = { right: 'put' as Right, spot: 6000, strike: 5995, years: 1 / MINUTES_PER_YEAR };
    expect(impliedVolatility(terms, valueOption({ ...terms, volatility: 0.3 }).price)).toBeCloseTo(0.3, 12);
  });

  it('is undefined at expiry and for a missing price, and refuses negative time', () => {
    const terms = { right: 'call' as Right, spot: 6000, strike: 6000, years: 0 };
    expect(impliedVolatility(terms, 1)).toBeUndefined();
    expect(impliedVolatility({ ...terms, years: 1 }, NaN)).toBeUndefined();
    expect(() => impliedVolatility({ ...terms, years: -1 }, 1)).toThrow(/time to expiry must be at least 0/);
  });
});

describeWithData('implied volatility against reference vectors', () => {
  it.each(['ticks', 'round-trip', 'no-solution'])('matches every row of %s', (name) => {
    const { inputs, expected } = optionCase(`implied-vol-${name}`);
    for (const [right, strike, years, rate, price, volatility, , tolerance] of expected.rows) {
      const found = impliedVolatility({ right, spot: inputs.spot, strike, years, rate }, price);
      if (volatility === null) expect(found).toBeUndefined();
      else expect(Math.abs((found ?? NaN) - volatility)).toBeLessThanOrEqual(tolerance);
    }
  });
});

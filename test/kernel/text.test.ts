import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedText, pointsText } from '../../src/kernel/index.ts';

it('writes prices with two digits, and with those a half-cent needs', () => {
  expect([2.5, 2.525, 0, 0.1, 1 / 3, 2.0001, 10, -0.075].map(pointsText)).toEqual(['2.50', '2.525', '0.00', '0.10', '0.3333', '2.0001', '10.00', '-0.075']);
});

describe('a number with separators of thousands', () => {
  it('is what a locale of the United States makes of it', () => {
    fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.nat({ max: 99 }), (whole, hundredths) => {
      const value = Number((whole + hundredths / 100).toFixed(2));
      if (!Object.is(value, -0)) expect(groupedText(value)).toBe(value.toLocaleString('en-US', { maximumFractionDigits: 2 }));
    }));
    expect(groupedText(-0)).toBe('0');
  });
});

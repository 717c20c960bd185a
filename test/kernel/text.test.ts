import { expect, it } from 'vitest';
import { pointsText } from '../../src/kernel/index.ts';

it('writes prices with two digits, and with those a half-cent needs', () => {
  expect([2.5, 2.525, 0, 0.1, 1 / 3, 2.0001, 10, -0.075].map(pointsText)).toEqual(['2.50', '2.525', '0.00', '0.10', '0.3333', '2.0001', '10.00', '-0.075']);
});

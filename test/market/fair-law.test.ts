import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/kernel/index.ts';
import { fairRecipe } from '../../src/market/index.ts';
import { atMoneyUnits, valueTable } from '../../src/market/synthetic/fair-law.ts';
import { openMoves } from '../../src/market/synthetic/fair-moves.ts';

const law = atMoneyUnits(fairRecipe.law.move);
const valueAt = valueTable(law);
const callAt = (z: number): number => (z < 0 ? valueAt(z) - z : valueAt(z));

/** Mean and its standard error. */
const meanOf = (count: number, draw: (i: number) => number) => {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const x = draw(i);
    sum += x;
    squares += x * x;
  }
  const mean = sum / count;
  return { mean, error: Math.sqrt((squares / count - mean * mean) / count) };
};

describe('the law of the move to come', () => {
  it('is priced at the money as a unit normal', () => {
    expect(valueAt(0)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 12);
  });

  it('prices as the normal law does when it has next to no jumps', () => {
    const none = { shape: 1e-12, rate: 5 };
    const normal = valueTable({ gaussian: 1, down: none, up: none });
    // Value of a call one deviation out of the money, from tables of the normal law.
    expect(normal(1)).toBeCloseTo(0.0833154705876863, 9);
    expect(normal(-1)).toBeCloseTo(0.0833154705876863, 9);
  });

  it('has calls falling and convex in the strike, between nodes too', () => {
    for (let z = -12; z < 12; z += 0.0093) {
      const [left, middle, right] = [callAt(z - 0.01), callAt(z), callAt(z + 0.01)];
      expect(middle).toBeLessThanOrEqual(left);
      expect(left - 2 * middle + right).toBeGreaterThan(-1e-11);
    }
  });

  it('is drawn as it is priced, in one move to the close', () => {
    const moves = openMoves(fairRecipe.law.move);
    const draws = Float64Array.from({ length: 200_000 }, (_, i) => moves.step(1, 0, openStream(5, i)));
    for (const z of [-4, -2, -1, 0, 1, 2, 4]) {
      const { mean, error } = meanOf(draws.length, (i) => Math.max(0, draws[i] - z));
      expect(Math.abs(mean - callAt(z)), `strike at ${z}`).toBeLessThan(4 * error);
    }
    const { mean, error } = meanOf(draws.length, (i) => draws[i]);
    expect(Math.abs(mean)).toBeLessThan(4 * error);
  });

  it('makes every option a martingale: its value expects its value later, whatever the minute', () => {
    const moves = openMoves(fairRecipe.law.move);
    for (const [from, to] of [[1, 0.9], [1, 0.4], [0.2, 0.05]]) {
      const draws = Float64Array.from({ length: 100_000 }, (_, i) => moves.step(from, to, openStream(6, i, Math.round(100 * from))));
      for (const z of [-3, -1, 0, 1, 3]) {
        const strike = z * from;
        const { mean, error } = meanOf(draws.length, (i) => to * callAt((strike - draws[i]) / to));
        expect(Math.abs(mean - from * callAt(z)), `${from} to ${to}, strike at ${z}`).toBeLessThan(4 * error);
      }
    }
  });
});

import { describe, expect, it } from 'vitest';
import { numpyRandom, overlay, overlayCost, overlayFates } from '../../src/compat/index.ts';

describe('the published overlay', () => {
  it('draws the reals numpy draws after seed(42)', () => {
    const random = numpyRandom(42);
    expect([random(), random(), random()]).toEqual([0.3745401188473625, 0.9507143064099162, 0.7319939418114051]);
  });

  it.each([[2834, 306, 45], [3789, 401, 57], [4749, 502, 86], [4778, 506, 85]])('hits the published number of %i trades: %i stops, %i gaps', (trades, stops, gaps) => {
    const fates = overlayFates(trades);
    expect(fates.filter((fate) => fate === 'stop')).toHaveLength(stops);
    expect(fates.filter((fate) => fate === 'gap')).toHaveLength(gaps);
  });

  it('costs 17,075 dollars for 2,253 verticals and 581 condors', () => {
    expect(2253 * overlayCost(2) + 581 * overlayCost(4)).toBe(1_707_500);
  });

  it('takes the same from the total as its three steps say', () => {
    const pnl = Array.from({ length: 500 }, (_, i) => (i % 3 === 0 ? -7000 : 20000));
    const done = overlay(pnl, pnl.map(() => 2));
    const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, x) => total + x, 0);
    expect(sum(pnl) - sum(done.pnl)).toBe(done.costs + done.stopImpact + done.gapImpact);
  });
});

import { describe, expect, it } from 'vitest';
import { complete } from '../../src/execution/index.ts';
import { contractOffset, fairMarket, prefix, strikeIndex } from '../../src/market/index.ts';

const whole = fairMarket(5, { sessions: 2, step: 30 }).day(1, 'exact');
const centre = Math.round(whole.spot[0] / 5) * 5;
const holes = (() => {
  const bid = Float64Array.from(whole.bid);
  const ask = Float64Array.from(whole.ask);
  for (const right of ['put', 'call'] as const) {
    whole.strikes.forEach((strike, k) => {
      const offset = Math.abs(strike - centre);
      const at = contractOffset(whole, right, k);
      if (offset === 5 || offset === 45 || offset > 50) [bid, ask].forEach((side) => side.fill(NaN, at, at + whole.stride));
    });
  }
  return { ...whole, bid, ask };
})();

describe('completion by a fitted smile', () => {
  it('is off unless asked for', () => expect(complete(holes, null)).toEqual({ day: holes, completed: 0 }));

  it('prices the holes of the panel near their value, and none beyond the quoted strikes', () => {
    const { day, completed } = complete(holes, { kind: 'smile', minQuotes: 6 });
    expect(completed).toBeGreaterThan(20);
    const errors: number[] = [];
    for (const offset of [-5, 5, -45, 45]) {
      const right = offset < 0 ? 'put' : 'call';
      const ours = contractOffset(day, right, strikeIndex(day, centre + offset));
      const theirs = contractOffset(whole, right, strikeIndex(whole, centre + offset));
      for (let t = 0; t < 8; t++) errors.push(Math.abs(day.bid[ours + t] - whole.bid[theirs + t]));
    }
    errors.sort((a, b) => a - b);
    expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(25);
    const far = contractOffset(day, 'put', strikeIndex(day, centre - 60));
    expect(day.bid[far]).toBeNaN();
  });

  it('uses a row\'s own quotes only', () => {
    const full = complete(holes, { kind: 'smile', minQuotes: 6 }).day;
    const cut = complete(prefix(holes, 3), { kind: 'smile', minQuotes: 6 }).day;
    const k = strikeIndex(full, centre + 5);
    for (let t = 0; t <= 3; t++) expect(cut.bid[contractOffset(cut, 'call', k) + t]).toEqual(full.bid[contractOffset(full, 'call', k) + t]);
  });
});

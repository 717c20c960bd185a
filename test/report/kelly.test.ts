import { describe, expect, it } from 'vitest';
import { kellyStakes } from '../../src/report/index.ts';
import { reportTrade } from '../support/report-run.ts';

const record = (wins: number, losses: number) =>
  [...Array.from({ length: wins }, () => 20_000), ...Array.from({ length: losses }, () => -20_000)].map((pnl) => reportTrade({ pnl, pnlPerContract: pnl, maxLoss: 20_000 }));

describe('growth-optimal stakes', () => {
  it('are the textbook share of an even bet, half of it, and less after shrinking', () => {
    const [full, half, shrunk] = kellyStakes(record(60, 40));
    expect(full.share).toBeCloseTo(0.2, 6);
    expect(half.share).toBeCloseTo(0.1, 6);
    expect(shrunk.share).toBeLessThan(half.share);
    expect(full.growth).toBeCloseTo(0.6 * Math.log(1.2) + 0.4 * Math.log(0.8), 9);
    expect(full.givenUp).toBe(0);
    expect(shrunk.givenUp).toBeGreaterThan(half.givenUp);
  });
  it('are zero without an edge', () => expect(kellyStakes(record(50, 50)).map(({ share }) => share)).toEqual([0, 0, 0]));
  it('are not shown below thirty trades', () => expect(kellyStakes(record(10, 9))).toEqual([]));
});

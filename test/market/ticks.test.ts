import { describe, expect, it } from 'vitest';
import { NET_TICK, ceilToTick, floorToTick, isOnTick, nearestTick } from '../../src/market/index.ts';

describe('the tick grid', () => {
  it('is a nickel below 3.00 and a dime from there on', () => {
    expect([floorToTick(297), ceilToTick(297), nearestTick(297)]).toEqual([295, 300, 295]);
    expect([floorToTick(304.9), ceilToTick(300.1), nearestTick(305)]).toEqual([300, 310, 310]);
    expect([295, 300, 305, 310, 2, 0].map(isOnTick)).toEqual([true, true, false, true, false, true]);
  });

  it('keeps quotable prices as they are and missing ones missing', () => {
    for (const price of [0, 5, 295, 300, 310, 4990]) {
      expect([floorToTick(price), ceilToTick(price), nearestTick(price)]).toEqual([price, price, price]);
    }
    expect(ceilToTick(NaN)).toBeNaN();
  });

  it('is a nickel for the net of a complex order at any price', () => expect(NET_TICK).toBe(5));
});

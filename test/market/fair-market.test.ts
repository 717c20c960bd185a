import { describe, expect, it } from 'vitest';
import { contractOffset, fairMarket, isOnTick, rowAt } from '../../src/market/index.ts';

const market = fairMarket(7, { sessions: 1200, step: 30 });
const days = market.dates.map((_, i) => market.day(i, 'exact'));

/** Mean over its standard error. */
const tOf = (values: readonly number[]): number => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1);
  return mean / Math.sqrt(variance / values.length);
};

describe('the fair market', () => {
  it('has an index without drift within the day and overnight', () => {
    const session = days.map((day) => (day.settlement ?? NaN) / day.spot[0] - 1);
    const night = days.slice(1).map((day) => day.spot[0] / day.context.previousClose - 1);
    expect(Math.abs(tOf(session))).toBeLessThan(3);
    expect(Math.abs(tOf(night))).toBeLessThan(3);
  });

  it('pays every option what it costs, on average, from any minute and strike', () => {
    for (const minute of [570, 660, 780, 930]) {
      for (const deviations of [-1, -0.5, 0, 0.5, 1]) {
        const gains = days.flatMap((day) => {
          const t = rowAt(day, minute);
          if (t < 0) return [];
          const near = day.strikes.findIndex((strike) => strike >= day.spot[t]);
          const deviation = day.bid[contractOffset(day, 'call', near) + t] / 40;
          const k = day.strikes.findIndex((strike) => strike >= day.spot[t] + deviations * deviation);
          const put = day.bid[contractOffset(day, 'put', k) + t] / 100;
          const call = day.bid[contractOffset(day, 'call', k) + t] / 100;
          const settled = day.settlement ?? NaN;
          return [[Math.max(0, day.strikes[k] - settled) - put, Math.max(0, settled - day.strikes[k]) - call]];
        });
        expect(Math.abs(tOf(gains.map((pair) => pair[0])))).toBeLessThan(3);
        expect(Math.abs(tOf(gains.map((pair) => pair[1])))).toBeLessThan(3);
      }
    }
  });

  it('keeps put-call parity exact and prices by distance in deviations alone', () => {
    const day = days[3];
    const atMoney = (t: number): number => {
      const k = day.strikes.findIndex((strike) => strike >= day.spot[t]);
      return day.bid[contractOffset(day, 'call', k) + t] + 50 * (day.strikes[k] - day.spot[t]);
    };
    expect(atMoney(0)).toBeGreaterThan(3 * atMoney(day.rows - 1));
    for (let k = 0; k < day.strikes.length; k++) {
      for (let t = 0; t < day.rows; t++) {
        const put = day.bid[contractOffset(day, 'put', k) + t];
        const call = day.bid[contractOffset(day, 'call', k) + t];
        expect(Math.abs(call - put - 100 * (day.spot[t] - day.strikes[k]))).toBeLessThan(1e-9);
      }
    }
  });

  it('reaches 150 points and 6 deviations beyond the open', () => {
    for (const day of days.slice(0, 100)) {
      expect(day.spot[0] - day.strikes[0]).toBeGreaterThanOrEqual(150);
      expect(day.strikes[day.strikes.length - 1] - day.spot[0]).toBeGreaterThanOrEqual(150);
    }
  });

  it('brackets the fair value with quotes on the tick grid, zero bids included', () => {
    let zeroBids = 0;
    for (const i of [0, 1, 2]) {
      const ticked = market.day(i, 'ticked');
      ticked.bid.forEach((bid, c) => {
        const fair = days[i].bid[c];
        const ask = ticked.ask[c];
        if (!(bid >= 0 && bid < ask && bid <= fair && fair <= ask && isOnTick(bid) && isOnTick(ask))) expect([bid, fair, ask]).toBe('a market');
        if (bid === 0) zeroBids++;
      });
    }
    expect(zeroBids).toBeGreaterThan(0);
  });

  it('draws the same day whatever the number of sessions and the row step', () => {
    const short = fairMarket(7, { sessions: 4, step: 1 }).day(3, 'exact');
    expect(short.settlement).toBe(days[3].settlement);
    expect(short.spot[60]).toBe(days[3].spot[2]);
    expect(short.strikes).toEqual(days[3].strikes);
    expect(fairMarket(8, { sessions: 4 }).day(3, 'exact').settlement).not.toBe(short.settlement);
  });

  it('knows only the past in its context and shortens half days', () => {
    const day = days[300];
    expect(day.context.closes.length).toBe(252);
    expect(day.context.closes[251]).toBe(days[299].settlement);
    expect(day.context.vixCloses[251]).toBe(day.context.previousVix);
    expect(Number.isNaN(days[0].context.previousClose)).toBe(true);
    const half = days[market.dates.indexOf(market.dates.find((date) => date === '2023-07-03') ?? market.dates[0])];
    expect(half.context.closeMinute).toBe(780);
    expect(half.minutes[half.rows - 1]).toBe(750);
  });

  it('refuses more sessions than the calendar has', () => {
    expect(() => fairMarket(1, { sessions: 5000 })).toThrow(/sessions must be a whole number from 1 to/);
    expect(() => fairMarket(1, { sessions: 5, step: 0 })).toThrow(/step must be/);
  });
});

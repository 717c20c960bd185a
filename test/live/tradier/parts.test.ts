import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionDate } from '../../../src/kernel/index.ts';
import { epochOf, limitsOf, openBudget } from '../../../src/live/brokers/tradier/budget.ts';
import { occName, occSymbol } from '../../../src/live/brokers/tradier/occ.ts';
import { netCreditOf, orderForm } from '../../../src/live/brokers/tradier/order-form.ts';
import { redactor } from '../../../src/live/brokers/tradier/redact.ts';
import type { Order, OrderLeg } from '../../../src/live/index.ts';

const leg = (side: OrderLeg['side'], strike = 4700): OrderLeg => ({ symbol: `SPXW240102P0${strike}000`, right: 'put', strike, side, ratio: 1 });
const order = (over: Partial<Order>): Order => ({
  tag: 'g1-1234-20240102-1-o-1', effect: 'open', contracts: 3, limit: 130, urgency: 'entry', legs: [leg('sell_to_open'), leg('buy_to_open', 4690)], ...over,
});

describe('an order as Tradier takes it', () => {
  it('has its net price on the grid, rounded in our favour', () => {
    const open = (limit: number): number => netCreditOf(order({ limit }));
    const close = (limit: number): number => netCreditOf(order({ effect: 'close', limit }));
    expect([open(130), open(130.01), open(131), open(134.999)]).toEqual([130, 135, 135, 135]);
    expect([close(130), close(134.99), close(4), close(0), close(-3)]).toEqual([-130, -130, 0, 0, 5]);
    const single = (limit: number): number => netCreditOf(order({ effect: 'close', limit, legs: [leg('buy_to_close')] }));
    expect([single(299), single(309)]).toEqual([-295, -300]);
    fc.assert(fc.property(fc.double({ min: 1, max: 5000, noNaN: true }), (limit) => {
      expect(open(limit)).toBeGreaterThanOrEqual(limit - 1e-6);
      expect(close(limit)).toBeGreaterThanOrEqual(-limit - 1e-6);
      expect(open(limit) % 5).toBe(0);
    }));
  });

  it('names every leg, its side and its contracts', () => {
    expect(Object.fromEntries(orderForm(order({})))).toEqual({
      class: 'multileg', symbol: 'SPX', type: 'credit', price: '1.30', duration: 'day', tag: 'g1-1234-20240102-1-o-1',
      'option_symbol[0]': 'SPXW240102P04700000', 'side[0]': 'sell_to_open', 'quantity[0]': '3',
      'option_symbol[1]': 'SPXW240102P04690000', 'side[1]': 'buy_to_open', 'quantity[1]': '3',
    });
    expect(Object.fromEntries(orderForm(order({ effect: 'close', limit: 2 })))).toMatchObject({ type: 'even' });
    expect(orderForm(order({ effect: 'close', limit: 2 })).has('price')).toBe(false);
    expect(Object.fromEntries(orderForm(order({ effect: 'close', limit: 85, legs: [leg('buy_to_close')] })))).toMatchObject({ class: 'option', type: 'limit', side: 'buy_to_close', quantity: '3', price: '0.85' });
  });

  it('cannot be one that nobody may send', () => {
    for (const over of [{ legs: [leg('sell_to_open')] }, { legs: [] }, { legs: Array.from({ length: 5 }, () => leg('sell_to_open')) }, { contracts: 0 }, { contracts: 1.5 }, { tag: 'a b' }, { tag: '' }]) {
      expect(() => orderForm(order(over))).toThrow(/defect of the workbench/);
    }
  });
});

describe('an option\'s name', () => {
  it('comes apart into what it was made of', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3650 }), fc.boolean(), fc.integer({ min: 1, max: 99_999_999 }), (days, isPut, mills) => {
      const name = { root: 'SPXW', expiry: sessionDate(new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10)), right: isPut ? ('put' as const) : ('call' as const), strike: mills / 1000 };
      expect(occName(occSymbol(name))).toEqual(name);
    }));
    for (const wrong of ['SPX', 'AAPL', 'SPXW241302P04700000', 'SPXW240231P04700000', 'SPXW240102X04700000', 'SPXW240102P4700', '']) expect(occName(wrong)).toBeUndefined();
  });
});

describe('the request budget', () => {
  it('keeps the last requests of a minute for ways out, and frees them as the minute passes', () => {
    let now = 0;
    const budget = openBudget(limitsOf(true), () => now);
    for (let i = 0; i < 50; i++) {
      expect(budget.waitMs('trading', false)).toBe(0);
      budget.spend('trading');
      now += 100;
    }
    expect(budget.waitMs('trading', false)).toBe(55_000);
    expect(budget.waitMs('data', false)).toBe(0);
    for (let i = 0; i < 10; i++) {
      expect(budget.waitMs('trading', true)).toBe(0);
      budget.spend('trading');
    }
    expect(budget.waitMs('trading', true)).toBe(55_000);
    now = 60_001;
    expect(budget.waitMs('trading', true)).toBe(0);
  });

  it('believes the broker, in seconds or milliseconds, but for two minutes at most', () => {
    let now = 1000;
    const brokerNow = 1_700_000_000_000;
    for (const expiry of [1_700_000_020, 1_700_000_020_000]) {
      const budget = openBudget(limitsOf(false), () => now);
      budget.heard('data', 0, epochOf(expiry), brokerNow);
      expect(budget.waitMs('data', true)).toBe(20_000);
      budget.heard('data', 0, brokerNow + 86_400_000, brokerNow);
      expect(budget.waitMs('data', true)).toBe(120_000);
      now += 1;
    }
    expect(epochOf(12)).toBe(NaN);
  });
});

describe('redaction', () => {
  it('takes a secret out as such, URL-encoded, in base64 and after Bearer, and leaves the last four of an account', () => {
    fc.assert(fc.property(fc.string({ minLength: 8, maxLength: 40, unit: 'grapheme-ascii' }).filter((secret) => !/\s/.test(secret)), (secret) => {
      const clean = redactor([secret], ['VA00004321'])(`a ${secret} ${encodeURIComponent(secret)} ${Buffer.from(secret).toString('base64')} Bearer other VA00004321`);
      expect(clean).not.toContain(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
      expect(clean).not.toContain(encodeURIComponent(secret));
      expect(clean).toContain('Bearer [redacted]');
      expect(clean).toContain('...4321');
    }));
  });
});

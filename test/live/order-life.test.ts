import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderEvent, OrderLife } from '../../src/live/index.ts';
import { isFinal, next, packageOrder, promised, stateOf } from '../../src/live/index.ts';

const after = (contracts: number, events: readonly OrderEvent[]): OrderLife => events.reduce(next, promised(contracts));

/** A broker's facts of one order in the order they were true: received or refused, fills rising, an end. */
const facts = fc
  .record({ contracts: fc.integer({ min: 1, max: 5 }), fills: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }), end: fc.constantFrom('cancelled', 'expired', undefined) })
  .map(({ contracts, fills, end }) => {
    const rising = fills.map((fill) => Math.min(fill, contracts)).sort((a, b) => a - b);
    const filled = rising.at(-1) ?? 0;
    const events: OrderEvent[] = [{ kind: 'acknowledged', brokerId: '7' }, ...rising.map((fill): OrderEvent => ({ kind: 'fill', filled: fill }))];
    if (filled === contracts) events.push({ kind: 'ended', end: 'filled', filled });
    else if (end !== undefined) events.push({ kind: 'ended', end, filled });
    return { contracts, events };
  });

describe('an order', () => {
  it('comes to the same state whatever is repeated, left out before the end, or learned about sending', () => {
    fc.assert(
      fc.property(facts, fc.array(fc.nat(), { maxLength: 6 }), fc.constantFrom<OrderEvent[]>([], [{ kind: 'unknown', why: 'time-out' }], [{ kind: 'cancelling' }]), ({ contracts, events }, repeats, extra) => {
        const told = events.flatMap((event, i) => (repeats.includes(i) ? [event, event] : [event]));
        const whole = after(contracts, [...extra, ...told]);
        expect(stateOf(after(contracts, [...told, ...extra]))).toBe(stateOf(whole));
        const last = events.at(-1);
        if (last?.kind === 'ended') expect(stateOf(after(contracts, [last]))).toBe(stateOf(after(contracts, told)));
      }),
    );
  });

  it('stays unknown until the broker or enough absences speak, and is filled even after it was voided', () => {
    const unknown = after(2, [{ kind: 'unknown', why: 'reset' }]);
    expect(stateOf(unknown)).toBe('unknown');
    expect(isFinal('unknown')).toBe(false);
    const voided = next(unknown, { kind: 'voided' });
    expect(stateOf(voided)).toBe('voided');
    expect(stateOf(next(next(voided, { kind: 'acknowledged', brokerId: '9' }), { kind: 'fill', filled: 2 }))).toBe('filled');
  });

  it('lets a fill win the race with a cancel', () => {
    expect(stateOf(after(1, [{ kind: 'acknowledged', brokerId: '1' }, { kind: 'cancelling' }, { kind: 'ended', end: 'filled', filled: 1 }]))).toBe('filled');
    expect(stateOf(after(2, [{ kind: 'ended', end: 'cancelled', filled: 1 }, { kind: 'ended', end: 'filled', filled: 2 }]))).toBe('filled');
  });

  it('refuses fills that fall or exceed the order', () => {
    expect(() => after(3, [{ kind: 'fill', filled: 2 }, { kind: 'fill', filled: 1 }])).toThrow(/fills fell from 2 to 1/);
    expect(() => after(1, [{ kind: 'fill', filled: 2 }])).toThrow(/2 of 1/);
  });
});

describe('the maker of package orders', () => {
  it('makes none with a short leg that no long of its right covers, put or call', () => {
    const wish = { tag: 'g1-a', date: '2026-11-24', effect: 'open', contracts: 1, limit: 100, urgency: 'entry' } as const;
    for (const right of ['put', 'call'] as const) {
      for (const legs of [[-1], [-2, 1], [-1, -1, 1]]) {
        const spread = { kind: 'custom' as const, legs: legs.map((ratio, i) => ({ right, strike: 5900 - 10 * i, ratio })) };
        expect(() => packageOrder(spread, wish)).toThrow(/every short leg covered/);
      }
    }
  });
});

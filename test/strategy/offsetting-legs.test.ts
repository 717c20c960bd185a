import { describe, expect, it } from 'vitest';
import type { Account, Book, Opened, Spread } from '../../src/strategy/index.ts';
import { callVertical, decide, emptyBook, isOffset, putVertical } from '../../src/strategy/index.ts';
import { studyWith } from '../support/plans.ts';
import { tinyDay } from '../support/tiny-day.ts';

const plan = studyWith('seed-live-0110', (study) => ({
  strategy: {
    setup: { kind: 'fixedOffset', right: 'put', increment: 5, offset: 20, width: 10 },
    entry: { times: ['10:00'], lateByMinutes: 0, gates: [], limitOfMid: 0, workMinutes: 0 }, exits: { hold: null, rules: [] },
  },
  risk: { ...study.risk, sizing: { policy: 'fixed', contracts: 1 }, limits: { maxOpen: null, maxEntriesPerDay: null, dailyLoss: null, maxOpenRisk: null, minutesBetweenEntries: null } },
}));
/** A day on which the plan sells 5900 and buys 5890. */
const day = tinyDay([{ minute: 600, debit: 150 }, { minute: 601, debit: 150 }]);

const held = (spread: Spread, contracts = 1): Book => ({ ...emptyBook, open: [{ id: 7, spread, contracts, row: 0 } as Opened] });
const outcome = (book: Book, isHalted = false): string => {
  const account: Account = { book, equity: 1e7, isHalted, size: () => ({ contracts: 1, because: 'capped' }), costOf: () => 0 };
  const [intent] = decide(day, 0, plan, account);
  return intent.kind === 'pass' ? intent.why : intent.kind;
};

describe('an entry whose leg is the other side of one', () => {
  it.each([
    ['held: its short is our long', putVertical(5890, 5880), 'offsetsHeldLeg'],
    ['held: its long is our short', putVertical(5910, 5900), 'offsetsHeldLeg'],
    ['held on the same side: two spreads may share their legs', putVertical(5900, 5890), 'open'],
    ['of a call at the same strike', callVertical(5890, 5900), 'open'],
    ['of no strike in common', putVertical(5885, 5875), 'open'],
  ])('%s', (_title, spread, expected) => {
    expect(outcome(held(spread))).toBe(expected);
    expect(outcome({ ...emptyBook, working: [{ spread, contracts: 1, maxLoss: 1 }] })).toBe(expected);
  });

  it('takes no notice of a position of no contracts, unless the account has halted and it stands in for a real one', () => {
    expect(outcome(held(putVertical(5890, 5880), 0))).toBe('open');
    expect(outcome(held(putVertical(5890, 5880), 0), true)).toBe('offsetsHeldLeg');
  });

  it('is told alike from either side', () => {
    for (const [a, b] of [[putVertical(5900, 5890), putVertical(5890, 5880)], [putVertical(5900, 5890), putVertical(5895, 5885)]]) {
      expect(isOffset(a, b)).toBe(isOffset(b, a));
    }
  });
});

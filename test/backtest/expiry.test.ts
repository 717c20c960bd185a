import { describe, expect, it } from 'vitest';
import type { Study } from '../../src/backtest/index.ts';
import { runStudy } from '../../src/backtest/index.ts';
import type { ChainDay } from '../../src/market/index.ts';
import { closeMinuteOf, hasZeroDayExpiry } from '../../src/market/index.ts';
import { callVertical, ironCondor, putVertical } from '../../src/strategy/index.ts';
import { settlementDebit } from '../../src/execution/index.ts';
import type { TinyRow } from '../support/tiny-day.ts';
import { tinyDay } from '../support/tiny-day.ts';
import { studyWith } from '../support/plans.ts';

/** Sells the 5900/5890 put vertical at 10:00 with the index at 5920, and holds whatever the exits say. */
const study = (exits: Study['strategy']['exits'] = { hold: null, rules: [] }): Study =>
  studyWith('seed-live-0110', ({ risk, execution }) => ({
    strategy: {
      setup: { kind: 'fixedOffset', right: 'put', increment: 5, offset: 20, width: 10 },
      entry: { times: ['10:00'], lateByMinutes: 5, gates: [], limitOfMid: 0, workMinutes: 0 },
      exits,
    },
    risk: { ...risk, sizing: { policy: 'fixed', contracts: 2 } },
    execution: {
      ...execution, delayMinutes: 0, fees: { kind: 'none', because: 'arithmetic' },
      fills: { entry: { share: 0, atLeast: 0, slippage: 0 }, exit: { share: 0, atLeast: 0, slippage: 0 }, stop: { share: 0, atLeast: 0, slippage: 0 } },
    },
  }));
const run = (day: ChainDay, s: Study = study()) => runStudy([day], { plan: { strategy: s.strategy, risk: s.risk }, execution: s.execution });
const rows = (...more: TinyRow[]): TinyRow[] => [{ minute: 600, debit: 200 }, ...more];

describe('expiry', () => {
  it.each<[string, number, number]>([
    ['a cent above the short strike', 5900.01, 200_00],
    ['exactly at the short strike', 5900, 200_00],
    ['a cent below the short strike', 5899.99, 199_00],
    ['between the strikes', 5895, -300_00],
    ['exactly at the long strike', 5890, -800_00],
    ['far below', 5000, -800_00],
  ])('settles %s', (_what, settlement, pnl) => {
    const [trade] = run(tinyDay(rows(), settlement)).trades;
    expect(trade.reason).toBe('settled');
    expect(trade.pnlPerContract).toBe(pnl);
    expect(trade.pnl).toBe(2 * pnl);
  });

  it('settles every leg on one official print, not on the last row', () => {
    const [trade] = run(tinyDay(rows({ minute: 959, debit: 0, spot: 5950 }), 5895)).trades;
    expect(trade.pnlPerContract).toBe(-300_00);
    expect(settlementDebit(ironCondor(callVertical(5900, 5910), putVertical(5900, 5890)), 5903.25)).toBe(325_00);
  });

  it('of a half day is at 13:00: nothing trades at or after it', () => {
    const s = study({ hold: null, rules: [{ kind: 'clock', minutesBeforeClose: 0 }] });
    const day = tinyDay(rows({ minute: 779, debit: 150 }, { minute: 780, debit: 10 }, { minute: 900, debit: 5 }), 5950, 780);
    const [trade] = run(day, s).trades;
    expect(trade.reason).toBe('settled');
    expect(trade.exitMinute).toBe(780);
    expect(closeMinuteOf('2024-07-03')).toBe(780);
    expect(closeMinuteOf('2024-11-29')).toBe(780);
  });

  it('without an official close leaves the session out and says so', () => {
    const result = run({ ...tinyDay(rows()), settlement: undefined });
    expect(result.trades).toEqual([]);
    expect(result.skipped).toEqual(['2024-05-14']);
  });

  it('during a halt: a stop that cannot trade waits for the first two-sided quote, at whatever it is', () => {
    const s = study({ hold: null, rules: [{ kind: 'stopLoss', basis: 'mid', stopLossPercent: 50, graceSeconds: 0, confirmSeconds: 0 }] });
    const delayed = { ...s, strategy: { ...s.strategy, entry: { ...s.strategy.entry, workMinutes: 1 } }, execution: { ...s.execution, delayMinutes: 1 } };
    const day = tinyDay(rows({ minute: 601, debit: 200 }, { minute: 602, debit: 320 }, { minute: 603, debit: NaN }, { minute: 604, debit: NaN }, { minute: 618, debit: 700 }));
    const [trade] = run(day, delayed).trades;
    expect(trade.exitRow).toBe(5);
    expect(trade.pnlPerContract).toBe(-500_00);
  });

  it('during a halt to the close settles what no quote let out', () => {
    const s = study({ hold: null, rules: [{ kind: 'clock', minutesBeforeClose: 30 }] });
    const [trade] = run(tinyDay(rows({ minute: 930, debit: NaN }, { minute: 950, debit: NaN }), 5880), s).trades;
    expect(trade.reason).toBe('settled');
    expect(trade.pnlPerContract).toBe(-800_00);
  });

  it('on a holiday eve is an ordinary expiry, and on a holiday there is none', () => {
    expect(hasZeroDayExpiry('2024-07-03')).toBe(true);
    expect(hasZeroDayExpiry('2024-12-24')).toBe(true);
    expect(hasZeroDayExpiry('2025-01-09')).toBe(false);
    expect(hasZeroDayExpiry('2026-07-03')).toBe(false);
  });

  it('did not exist on Tuesdays and Thursdays before they were listed in 2022', () => {
    expect(hasZeroDayExpiry('2022-03-22')).toBe(false);
    expect(hasZeroDayExpiry('2022-03-24')).toBe(false);
    expect(hasZeroDayExpiry('2022-03-23')).toBe(true);
    expect(hasZeroDayExpiry('2022-06-16')).toBe(true);
  });
});

describe('an exit', () => {
  it('is judged strictly after the fill', () => {
    const s = study({ hold: null, rules: [{ kind: 'minutesInTrade', minutes: 0.001 }, { kind: 'dollarStop', basis: 'mid', dollars: 0.001 }] });
    const [trade] = run(tinyDay(rows({ minute: 601, debit: 200 })), s).trades;
    expect(trade.entryRow).toBe(0);
    expect(trade.exitRow).toBe(1);
  });

  it('by a stop is a trigger, not a price: it fills at what the market shows after the delay', () => {
    const s = study({ hold: null, rules: [{ kind: 'stopLoss', basis: 'mid', stopLossPercent: 100, graceSeconds: 0, confirmSeconds: 0 }] });
    const delayed = { ...s, execution: { ...s.execution, delayMinutes: 1 } };
    const [trade] = run(tinyDay(rows({ minute: 601, debit: 200 }, { minute: 602, debit: 410 }, { minute: 603, debit: 560 }, { minute: 604, debit: 300 })), delayed).trades;
    expect(trade.debit).toBe(560);
  });
});

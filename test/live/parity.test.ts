import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Study, Trade } from '../../src/backtest/index.ts';
import { runStudy } from '../../src/backtest/index.ts';
import type { AccountState, JournalRecord } from '../../src/live/index.ts';
import type { ChainDay } from '../../src/market/index.ts';
import { sessionsBetween } from '../../src/market/index.ts';
import { randomDay } from '../support/random-day.ts';
import { exitPresets, studyWith } from '../support/plans.ts';
import { replayDays } from '../support/replay.ts';

const dates = sessionsBetween('2024-05-13', '2024-12-31');
const days = (seed: number, count: number): ChainDay[] =>
  Array.from({ length: count }, (_, i) => ({ ...randomDay(seed + i), date: dates[i] }));

/** Trades often, on rough days, with limits that bind. */
const busy = (exits: string, delayMinutes: number): Study =>
  studyWith('seed-live-0110', (study) => ({
    strategy: {
      setup: { kind: 'fixedOffset', right: 'put', increment: 5, offset: 10, width: 10 },
      entry: { times: ['09:35', '10:00', '10:04', '10:40', '11:30', '13:00', '13:05', '14:30'], lateByMinutes: 30, gates: [], limitOfMid: 0.9, workMinutes: 12 },
      exits: exitPresets[exits],
    },
    risk: { ...study.risk, limits: { maxOpen: 3, maxEntriesPerDay: 6, dailyLoss: 600, maxOpenRisk: 4000, minutesBetweenEntries: 10 } },
    execution: { ...study.execution, delayMinutes },
  }));

/** What a trade is, whoever made it. */
const told = (t: { date: string; slot: string; entryMinute: number; reason: string; contracts: number; pnl: number; equityAfter: number }): unknown[] => [
  t.date, t.slot, t.entryMinute, t.reason, t.contracts, t.pnl, t.equityAfter,
];

const ofBacktest = (trades: readonly Trade[]): unknown[] => trades.filter((trade) => !trade.isShadow).map(told);

const ofRunner = (state: AccountState): unknown[] =>
  state.concluded.map(({ position, contracts, pnl, equityAfter }) => {
    const entry = position.orders.find(({ order }) => order.effect === 'open');
    const last = position.others.length > 0 ? position.others.at(-1)?.reason : position.orders.at(-1)?.reason;
    return told({ date: position.session, slot: position.decided.slot, entryMinute: entry?.minute ?? NaN, reason: last ?? '', contracts, pnl, equityAfter });
  });

/** The looks of a journal that ended in nothing, with the reason. */
const passesOf = (records: readonly JournalRecord[]): string[][] =>
  records.flatMap((record) => (record.kind === 'decided' ? record.decided.flatMap((each) => (each.kind === 'pass' ? [[record.session, each.slot, each.why]] : [])) : []));

describe('a replay through the runner', () => {
  it('passes over the same entries as the backtest where legs would offset those of a position held or being bought', async () => {
    const base = busy('settle only', 5);
    const study: Study = {
      ...base,
      strategy: { ...base.strategy, setup: { ...base.strategy.setup, offset: 5 } as typeof base.strategy.setup },
      risk: { ...base.risk, sizing: { policy: 'fixed', contracts: 2 }, limits: { maxOpen: null, maxEntriesPerDay: null, dailyLoss: null, maxOpenRisk: null, minutesBetweenEntries: null } },
    };
    const backtest = runStudy(days(401, 40), { plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution });
    const records: JournalRecord[] = [];
    const live = await replayDays(study, days(401, 40), records);
    expect(backtest.passes.filter(({ why }) => why === 'offsetsHeldLeg').length).toBeGreaterThan(30);
    const decided = backtest.passes.filter(({ why }) => why !== 'notFilled' && why !== 'noRow');
    expect(passesOf(records).filter(([, , why]) => why !== 'noRow')).toEqual(decided.map(({ date, slot, why }) => [date, slot, why]));
    expect(ofRunner(live)).toEqual(ofBacktest(backtest.trades));
    expect(backtest.trades.some((trade) => backtest.trades.some((other) => other.date === trade.date && other.id > trade.id && other.entryRow < trade.exitRow))).toBe(true);
  });

  it('parts with a staged target, pays a gap at stops and a fraction of a cent as the backtest does', async () => {
    const base = busy('seed-live-0110', 1);
    const study: Study = {
      ...base,
      strategy: {
        ...base.strategy,
        exits: {
          hold: null,
          rules: [
            { kind: 'stopLoss', basis: 'mid', stopLossPercent: 60, graceSeconds: 0, confirmSeconds: 0 },
            { kind: 'stagedTarget', basis: 'mid', stages: [{ percent: 15, share: 0.4 }, { percent: 30, share: 0.3 }] },
          ],
        },
      },
      execution: {
        ...base.execution,
        fills: { entry: { share: 0.37, atLeast: 0, slippage: 0 }, exit: { share: 0.41, atLeast: 0, slippage: 0 }, stop: { share: 0.77, atLeast: 0, slippage: 0.01 } },
        gap: { seed: 3, chance: 0.5, meanPoints: 3, lateMinutes: 60, lateFactor: 2 },
      },
    };
    const backtest = runStudy(days(11, 20), { plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution });
    const live = await replayDays(study, days(11, 20));
    expect(backtest.trades.length).toBeGreaterThan(20);
    expect(ofRunner(live)).toEqual(ofBacktest(backtest.trades));
  });

  it('closes the same trades at the same minutes, for the same reasons and cents, as the backtest', async () => {
    let closed = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom(...Object.keys(exitPresets)), fc.constantFrom(0, 1, 5), async (seed, exits, delay) => {
        const study = busy(exits, delay);
        const plan = { strategy: study.strategy, risk: study.risk };
        const backtest = runStudy(days(seed, 3), { plan, execution: study.execution });
        const live = await replayDays(study, days(seed, 3));
        expect(ofRunner(live)).toEqual(ofBacktest(backtest.trades));
        closed += live.concluded.length;
        expect(live.equity).toBe(backtest.equity.at(-1)?.equity);
      }),
      { numRuns: 40 },
    );
    expect(closed).toBeGreaterThan(200);
  });
});

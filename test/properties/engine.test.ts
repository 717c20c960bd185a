import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Study, StudyResult, Trade } from '../../src/backtest/index.ts';
import { runStudy } from '../../src/backtest/index.ts';
import { debitBounds, decide, emptyBook } from '../../src/strategy/index.ts';
import type { Account, Opened } from '../../src/strategy/index.ts';
import { markPath, shortDistance } from '../../src/strategy/index.ts';
import { prefix } from '../../src/market/index.ts';
import { randomDay } from '../support/random-day.ts';
import { exitPresets, studyWith } from '../support/plans.ts';

/** A study that trades often on random days: offsets around the index, no calendar, no credit floor. */
const busy = (exits: string, over: { delay: number; fills?: Study['execution']['fills'] }): Study =>
  studyWith('seed-live-0110', (study) => ({
    strategy: {
      setup: { kind: 'fixedOffset', right: 'put', increment: 5, offset: 10, width: 10 },
      entry: {
        times: ['09:35', '10:00', '10:04', '10:40', '11:30', '13:00', '13:05', '14:30'],
        lateByMinutes: 30, gates: [], limitOfMid: 0.5, workMinutes: 20,
      },
      exits: exitPresets[exits],
    },
    execution: { ...study.execution, delayMinutes: over.delay, fills: over.fills ?? study.execution.fills },
  }));

const seeds = fc.integer({ min: 1, max: 1_000_000 });
const exitNames = fc.constantFrom(...Object.keys(exitPresets));
const delays = fc.constantFrom(0, 1, 5);
const days = (seed: number, count = 3) => Array.from({ length: count }, (_, i) => randomDay(seed + i));
const closes = (result: StudyResult): (string | number)[][] =>
  result.trades.map((t: Trade) => [t.id, t.entryRow, t.exitRow, t.reason, t.contracts, t.pnl, t.equityAfter]);

describe('the engine', () => {
  it('closes the same trades on the same rows whether it visits every row or only those that matter', () => {
    fc.assert(
      fc.property(seeds, exitNames, delays, (seed, exits, delay) => {
        const { strategy, risk, execution } = busy(exits, { delay });
        const plan = { strategy, risk };
        const fast = runStudy(days(seed), { plan, execution });
        const slow = runStudy(days(seed), { plan, execution, everyRow: true });
        expect(closes(fast)).toEqual(closes(slow));
        expect(fast.passes).toEqual(slow.passes);
      }),
      { numRuns: 60 },
    );
  });

  it('decides the same with the future cut off', () => {
    fc.assert(
      fc.property(seeds, exitNames, fc.integer({ min: 5, max: 58 }), fc.integer({ min: 0, max: 4 }), (seed, exits, t, entryRow) => {
        const day = randomDay(seed);
        const study = busy(exits, { delay: 1 });
        const spread = { kind: 'putVertical' as const, legs: [{ right: 'put' as const, strike: 5970, ratio: -1 }, { right: 'put' as const, strike: 5960, ratio: 1 }] };
        const mark = markPath(day, spread)?.mid[entryRow] ?? NaN;
        const opened: Opened = {
          id: 1, date: day.date, spread, contracts: 1, row: entryRow, minute: day.minutes[entryRow], credit: Number.isNaN(mark) ? 200 : Math.max(20, mark),
          spot: day.spot[entryRow], distance: shortDistance(spread, day.spot[entryRow]), vix: 14, maxLoss: 90000, most: 1000,
        };
        const account: Account = {
          book: { ...emptyBook, open: [opened] }, equity: 2_000_000, isHalted: false, size: () => ({ contracts: 1, because: 'kelly' }), costOf: () => 500,
        };
        const plan = { strategy: study.strategy, risk: study.risk };
        expect(decide(prefix(day, t), t, plan, account)).toEqual(decide(day, t, plan, account));
      }),
      { numRuns: 200 },
    );
  });

  it('conserves cents: the start plus every result is the end, and each booked trade says so', () => {
    fc.assert(
      fc.property(seeds, exitNames, delays, (seed, exits, delay) => {
        const { strategy, risk, execution } = busy(exits, { delay });
        const result = runStudy(days(seed, 5), { plan: { strategy, risk }, execution });
        let equity = risk.account.startingEquity * 100;
        for (const trade of result.trades) {
          equity += trade.pnl;
          expect(trade.equityAfter).toBe(equity);
          expect(Number.isInteger(trade.pnl)).toBe(true);
          expect(trade.pnl).toBe(trade.contracts * trade.pnlPerContract);
        }
        expect(result.equity.at(-1)?.equity).toBe(equity);
      }),
      { numRuns: 40 },
    );
  });

  it('ends every position it opens exactly once, strictly after its fill unless it settles', () => {
    fc.assert(
      fc.property(seeds, exitNames, delays, (seed, exits, delay) => {
        const { strategy, risk, execution } = busy(exits, { delay });
        const result = runStudy(days(seed, 4), { plan: { strategy, risk }, execution });
        const events = result.events.flat();
        const opened = events.filter((e) => e > 0).sort((a, b) => a - b);
        const closed = events.filter((e) => e < 0).map((e) => -e).sort((a, b) => a - b);
        expect(closed).toEqual(opened);
        expect(result.trades.map((t) => t.id).sort((a, b) => a - b)).toEqual(opened);
        for (const trade of result.trades) {
          if (trade.reason === 'settled') expect(trade.exitRow).toBeGreaterThanOrEqual(trade.entryRow);
          else expect(trade.exitRow).toBeGreaterThan(trade.entryRow);
          expect(trade.entryRow).toBeGreaterThanOrEqual(trade.decidedRow);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('never loses more than a contract can, nor spends more than the account has', () => {
    fc.assert(
      fc.property(seeds, exitNames, delays, (seed, exits, delay) => {
        const { strategy, risk, execution } = busy(exits, { delay });
        const result = runStudy(days(seed, 5), { plan: { strategy, risk }, execution });
        for (const trade of result.trades) {
          expect(trade.pnlPerContract).toBeGreaterThanOrEqual(-trade.maxLoss);
          expect(trade.debit).toBeLessThanOrEqual(debitBounds(trade.spread).most * 100);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('never earns more for the same decisions when fees rise or gaps widen', () => {
    const gap = { seed: 2, chance: 0.5, meanPoints: 4, lateMinutes: 60, lateFactor: 2 };
    fc.assert(
      fc.property(seeds, exitNames, (seed, exits) => {
        const { strategy, risk, execution } = busy(exits, { delay: 1 });
        const plan = { strategy, risk: { ...risk, sizing: { policy: 'fixed' as const, contracts: 1 }, account: { ...risk.account, startingEquity: 1e7 } } };
        const run = (over: Partial<Study['execution']>) => runStudy(days(seed, 1), { plan, execution: { ...execution, ...over } }).trades;
        const base = new Map(run({}).map((trade) => [trade.id, trade]));
        const dearer = run({ fees: { ...execution.fees, commission: 3 } as Study['execution']['fees'] });
        const worse = [...dearer, ...run({ gap }), ...run({ gap: { ...gap, meanPoints: 9 } })];
        for (const trade of worse) {
          const before = base.get(trade.id);
          if (before !== undefined && before.slot === trade.slot) expect(trade.pnlPerContract).toBeLessThanOrEqual(before.pnlPerContract);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('lets no two entries on one row share the same room', () => {
    fc.assert(
      fc.property(seeds, delays, (seed, delay) => {
        const { strategy, risk, execution } = busy('settle only', { delay });
        const crowded = { ...strategy, entry: { ...strategy.entry, times: ['10:00', '10:01', '10:02', '10:03', '10:04'], lateByMinutes: 60 } };
        const limits = { ...risk.limits, maxOpen: 2, maxEntriesPerDay: 2, minutesBetweenEntries: null };
        const result = runStudy(days(seed, 1), { plan: { strategy: crowded, risk: { ...risk, limits } }, execution });
        for (const { date } of result.equity) expect(result.trades.filter((trade) => trade.date === date).length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 40 },
    );
  });

  it('never has more at risk than the account holds', () => {
    fc.assert(
      fc.property(seeds, delays, fc.integer({ min: 900, max: 5000 }), (seed, delay, startingEquity) => {
        const { strategy, risk, execution } = busy('settle only', { delay });
        const account = { ...risk.account, startingEquity, haltBelow: 0, margin: 'definedRisk' as const };
        const result = runStudy(days(seed, 1), { plan: { strategy, risk: { ...risk, account, sizing: { policy: 'fixed', contracts: 3 } } }, execution });
        const atRisk = result.trades.reduce((sum, trade) => sum + trade.contracts * trade.maxLoss, 0);
        expect(atRisk).toBeLessThanOrEqual(startingEquity * 100);
      }),
      { numRuns: 60 },
    );
  });

  it('never earns more for the same decisions under a worse fill', () => {
    const worse = { entry: { share: 1, atLeast: 0.1, slippage: 0 }, exit: { share: 1, atLeast: 0.1, slippage: 0 }, stop: { share: 1, atLeast: 0.1, slippage: 0.1 } };
    const better = { entry: { share: 0.5, atLeast: 0.05, slippage: 0 }, exit: { share: 0.5, atLeast: 0.05, slippage: 0 }, stop: { share: 0.5, atLeast: 0.05, slippage: 0 } };
    fc.assert(
      fc.property(seeds, (seed) => {
        const run = (fills: Study['execution']['fills']) => {
          const { strategy, risk, execution } = busy('settle only', { delay: 0, fills });
          const loose = { ...strategy, entry: { ...strategy.entry, limitOfMid: 0, workMinutes: 0 } };
          return runStudy(days(seed), { plan: { strategy: loose, risk: { ...risk, sizing: { policy: 'fixed' as const, contracts: 1 } } }, execution });
        };
        const good = new Map(run(better).trades.map((t) => [`${t.date} ${t.slot} ${t.id}`, t.pnlPerContract]));
        for (const trade of run(worse).trades) {
          const other = good.get(`${trade.date} ${trade.slot} ${trade.id}`);
          if (other !== undefined) expect(trade.pnlPerContract).toBeLessThanOrEqual(other);
        }
      }),
      { numRuns: 40 },
    );
  });
});

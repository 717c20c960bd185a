import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountRules } from '../../src/montecarlo/index.ts';
import { ensembleOn, prepareJob, resampleMethods, sessionColumn, simulate, tellPath } from '../../src/montecarlo/index.ts';
import { sizerOf } from '../../src/strategy/index.ts';
import { fixedRules, jobOf, publishedRules, run } from '../support/jobs.ts';
import { populationOf, sampleRecord } from '../support/populations.ts';

const record = sampleRecord(90, 5);
const identity = { method: 'replay', block: 'auto' } as const;

describe('the identity draw', () => {
  const policies: AccountRules['sizing'][] = [
    publishedRules.sizing,
    { policy: 'kelly-log', multiplier: 0.5, cap: 10, window: 50, minTrades: 10, before: 1 },
    { policy: 'kelly-shrunk', multiplier: 0.5, cap: 10, window: 50, minTrades: 10, before: 1, confidence: 0.9, unseenLosses: 1 },
    { policy: 'fixed', contracts: 2 },
  ];
  it.each(policies)('gives the sequence of the sizing module called trade by trade, under $policy', (sizing) => {
    const rules = { ...publishedRules, sizing };
    const sizer = sizerOf(sizing, rules.account);
    const expected: { contracts: number; because: string }[] = [];
    let equity = 2_500_000;
    let openRisk = 0;
    const lots = new Map<number, number>();
    for (const event of record.events) {
      const trade = Math.abs(event) - 1;
      const maxLoss = record.maxLoss[trade];
      if (event > 0) {
        const sized = sizer.size({ equity, openRisk, maxLoss });
        expected.push(sized);
        lots.set(trade, sized.contracts);
        openRisk += sized.contracts * maxLoss;
      } else {
        const contracts = lots.get(trade) ?? 0;
        openRisk -= contracts * maxLoss;
        equity += contracts * record.pnl[trade];
        if (contracts > 0) sizer.record(record.pnl[trade], maxLoss);
      }
    }
    const story = tellPath(prepareJob(jobOf(record, { rules, resample: identity, sessions: 90 })), 0);
    expect(story.trades.map(({ contracts, because }) => ({ contracts, because }))).toEqual(expected);
    expect(story.balance.at(-1)).toBe(equity);
  });
});

describe('an ensemble', () => {
  it.each(resampleMethods)('has the same bytes for any split of its paths, drawn by %s', (method) => {
    const job = jobOf(record, { resample: { method, block: 'auto' }, paths: 37 });
    const prepared = prepareJob(job);
    const split = ensembleOn({ paths: 37, sessions: job.sessions, wide: prepared.wide });
    for (const [from, to] of [[30, 37], [0, 1], [1, 30]]) simulate(prepared, split, from, to);
    expect(new Uint8Array(split.memory)).toEqual(new Uint8Array(run(job).memory));
  });
  it('tells a single path as the ensemble walked it', () => {
    const job = jobOf(record);
    const ensemble = run(job);
    const story = tellPath(prepareJob(job), 123);
    expect(story.balance).toEqual(Array.from({ length: job.sessions }, (_, s) => sessionColumn(ensemble, s)[123]));
    expect(story.maxDrawdown).toBe(ensemble.maxDrawdown[123]);
  });
  it('keeps 64-bit balances where 32 bits could overflow, with equal values', () => {
    const narrow = jobOf(record, { rules: fixedRules(2), sessions: 20 });
    const wide = jobOf(record, { rules: fixedRules(2, 30_000_000), sessions: 20 });
    expect(prepareJob(narrow).wide).toBe(false);
    expect(prepareJob(wide).wide).toBe(true);
    const shift = (30_000_000 - 25_000) * 100;
    expect(Array.from(run(wide).balance, (x) => x - shift)).toEqual(Array.from(run(narrow).balance));
  });
  it('refuses amounts that could leave whole cents', () => {
    const huge = populationOf([[1, -9e15]]);
    expect(() => prepareJob(jobOf(huge))).toThrow(/amounts must be small enough/);
  });
  it.each([['paths', 0], ['paths', 1.5], ['sessions', 0]])('refuses %s of %d', (key, value) => {
    expect(() => prepareJob(jobOf(record, { [key]: value }))).toThrow(new RegExp(`^${key} must be a whole number`));
  });
});

describe('an account on a path', () => {
  const bad = populationOf([[-40_000, -40_000, 30_000], [30_000, 30_000, -100]]);
  const story = (rules: AccountRules) => tellPath(prepareJob(jobOf(bad, { rules, resample: identity, sessions: 2 })), 0);
  it('halts for good below its share of the start', () => {
    const rules: AccountRules = { ...fixedRules(1, 1_000), account: { startingEquity: 1_000, haltBelow: 0.5, margin: 'none' } };
    const { trades, haltedAt, balance } = story(rules);
    expect(trades.map((t) => t.because)).toEqual(['disabled', 'disabled', 'halted', 'halted', 'halted', 'halted']);
    expect([haltedAt, balance]).toEqual([0, [20_000, 20_000]]);
  });
  it('stops opening for the session at the daily loss limit, and resumes the next', () => {
    const rules = fixedRules(1);
    const { trades } = story({ ...rules, limits: { ...rules.limits, dailyLoss: 400 } });
    expect(trades.map((t) => t.because)).toEqual(['disabled', 'dailyLoss', 'dailyLoss', 'disabled', 'disabled', 'disabled']);
  });
  it('opens no more than the daily maximum', () => {
    const rules = fixedRules(1);
    expect(story({ ...rules, limits: { ...rules.limits, maxEntriesPerDay: 2 } }).trades.map((t) => t.contracts)).toEqual([1, 1, 0, 1, 1, 0]);
  });
  it('opens no more positions at once than allowed', () => {
    const overlapping = { ...populationOf([[100, -50, 100]]), events: Int32Array.of(1, 2, -1, 3, -2, -3) };
    const rules = fixedRules(1);
    const job = jobOf(overlapping, { rules: { ...rules, limits: { ...rules.limits, maxOpen: 1 } }, resample: identity, sessions: 1 });
    expect(tellPath(prepareJob(job), 0).trades.map((t) => t.because)).toEqual(['disabled', 'maxOpen', 'disabled']);
  });
  it('pays withdrawals only out of what exceeds the start, and counts them', () => {
    const rules = fixedRules(1, 25_000);
    const job = jobOf(populationOf([[50_000, -10], [-60_000, 5]]), {
      rules: { ...rules, limits: { ...rules.limits, withdrawal: { everySessions: 1, dollars: 300 } } }, resample: identity, sessions: 2, paths: 1,
    });
    const ensemble = run(job);
    expect([ensemble.withdrawn[0], ensemble.balance[1], ensemble.maxDrawdown[0]]).toEqual([30_000, 2_500_000 + 49_990 - 59_995 - 30_000, 60_010]);
  });
  it('never risks more than its equity with defined risk, nor exceeds the cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1_000, max: 60_000 }), (path, start) => {
        const rules: AccountRules = { ...publishedRules, account: { ...publishedRules.account, startingEquity: start } };
        const { trades } = tellPath(prepareJob(jobOf(record, { rules })), path);
        for (const t of trades) {
          expect(t.contracts).toBeLessThanOrEqual(10);
          expect(t.contracts * record.maxLoss[t.trade]).toBeLessThanOrEqual(Math.max(0, t.equityAtOpen));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('closed forms', () => {
  it('compounds as the product of its factors when contracts are fine and nothing caps them', () => {
    const even = populationOf([[1], [-1], [1]], 1);
    const rules: AccountRules = {
      sizing: {
        policy: 'kelly-seed', enabled: true, fallback: 0, multiplier: 0.5, cap: 1e9, window: 10, riskPerContract: 0.01, statistics: 'lastTrades',
        minTrades: 1_000_000, minWins: 0, minLosses: 0, floor: 0, bootstrap: { winRate: 0.6, averageWin: 1, averageLoss: 1 },
      },
      account: { startingEquity: 1e7, haltBelow: 0, margin: 'none' }, limits: publishedRules.limits,
    };
    const { balance, trades } = tellPath(prepareJob(jobOf(even, { rules, sessions: 40 })), 3);
    const wins = trades.filter((t) => t.pnlPerContract > 0).length;
    expect((balance.at(-1) ?? 0) / (1e9 * 1.1 ** wins * 0.9 ** (40 - wins))).toBeCloseTo(1, 6);
  });
  const coin = populationOf([[10_000], [-8_000], [3_000], [-1_000]]);
  const mean = 1_000;
  const variance = (9_000 ** 2 + 9_000 ** 2 + 2_000 ** 2 + 2_000 ** 2) / 4;
  it('independent draws have the mean and variance of a sum', () => {
    const P = 20_000;
    const ensemble = run(jobOf(coin, { rules: fixedRules(1), paths: P, sessions: 50 }));
    const last = Array.from(sessionColumn(ensemble, 49), (x) => x - 2_500_000);
    const average = last.reduce((s, x) => s + x, 0) / P;
    const spread = last.reduce((s, x) => s + (x - average) ** 2, 0) / (P - 1);
    expect(Math.abs(average - 50 * mean)).toBeLessThan(5 * Math.sqrt((50 * variance) / P));
    expect(Math.abs(spread / (50 * variance) - 1)).toBeLessThan(5 * Math.sqrt(2 / P));
  });
  it('a biased walk is ruined as often as Feller says', () => {
    const walk = populationOf([[100], [100], [100], [-100], [-100]]);
    const rules: AccountRules = { ...fixedRules(1, 5), account: { startingEquity: 5, haltBelow: 0.2, margin: 'none' } };
    const P = 20_000;
    const ensemble = run(jobOf(walk, { rules, paths: P, sessions: 600 }));
    const halted = ensemble.haltedAt.filter((s) => s >= 0).length / P;
    const expected = (0.4 / 0.6) ** 5;
    expect(Math.abs(halted - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / P));
  });
});

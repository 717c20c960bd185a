import { describe, expect, it } from 'vitest';
import type { ReportRun } from '../../src/report/index.ts';
import { compareRuns, compareTrades, comparisonMarkup, pairedDifferences } from '../../src/report/index.ts';
import { reportTrade, sampleRun } from '../support/report-run.ts';

/** A run whose every session is better by the same amount. */
const shifted = (run: ReportRun, cents: number): ReportRun => ({ ...run, sessions: run.sessions.map((s, i) => ({ ...s, equity: s.equity + cents * (i + 1) })) });

describe('a comparison of runs', () => {
  const run = sampleRun();
  it('finds no difference between a run and itself, and is sure of it', () => {
    const { differences, sessions } = pairedDifferences(run, run);
    expect(sessions).toBe(run.sessions.length);
    for (const { value, low, high } of differences) expect([value, low, high]).toEqual([0, 0, 0]);
    expect(compareTrades(run, run)).toMatchObject({ same: run.trades.length, onlyFirst: 0, onlySecond: 0, changed: 0, differences: [] });
  });
  it('tells a constant gain a session from nothing, since days are drawn in pairs', () => {
    const { differences } = pairedDifferences(run, shifted(run, 500));
    const mean = differences.find(({ id }) => id === 'meanSession');
    expect(mean?.value).toBeCloseTo(500, 6);
    expect(mean?.low).toBeCloseTo(500, 6);
    expect(mean?.high).toBeCloseTo(500, 6);
  });
  it('gives no interval below thirty shared sessions', () => {
    const few = { ...run, sessions: run.sessions.slice(0, 29) };
    expect(pairedDifferences(few, few).differences.every(({ low, high }) => low === null && high === null)).toBe(true);
  });
  it('names why trades differ: the other run passed, did not look, or ended otherwise', () => {
    const trade = reportTrade({ date: run.sessions[0].date, slot: '10:00', legs: 'a', reason: 'stopLoss', pnlPerContract: -100 });
    const first = { ...run, trades: [trade, { ...trade, slot: '11:00' }, { ...trade, slot: '12:00' }] };
    const second = { ...run, trades: [{ ...trade, reason: 'settled', pnlPerContract: 200 }], passes: [{ date: trade.date, slot: '11:00', why: 'vix' }] };
    expect(compareTrades(first, second)).toMatchObject({
      same: 0, onlyFirst: 2, onlySecond: 0, changed: 1,
      reasons: [{ why: 'exit stopLoss became settled', times: 1 }, { why: 'second passed: did not look', times: 1 }, { why: 'second passed: vix', times: 1 }],
    });
  });
  it('says first what makes runs hard to compare, and escapes names', () => {
    const other = { ...run, manifest: { ...run.manifest, id: 'other', grade: 'synthetic' as const } };
    const comparison = compareRuns([run, other], ['<b>one</b>', 'two']);
    expect(comparison.cautions[0]).toContain('data grade');
    expect(comparisonMarkup(comparison).markup).not.toContain('<b>one');
  });
  it('says when a run is set against itself, under one name or two', () => {
    const another = { ...run, manifest: { ...run.manifest, id: 'another' } };
    expect(compareRuns([run, run], ['a', 'a']).cautions).toEqual(['a is given twice: that nothing differs says nothing.']);
    expect(compareRuns([run, another, run], ['a', 'b', 'c']).cautions).toEqual(['a and c are the same run: that nothing differs says nothing.']);
    expect(compareRuns([run, another], ['a', 'b']).cautions).toEqual([]);
  });
  it('counts money in cents, and says so', () => {
    const { metrics, others } = compareRuns([run, run], ['a', 'b']);
    expect(others[0].differences.find(({ id }) => id === 'netProfit')).toMatchObject({ unit: 'cents', first: run.sessions[run.sessions.length - 1].equity - run.summary.startingEquity });
    expect([...metrics.map(({ metric }) => metric), ...others[0].differences].every(({ unit }) => String(unit) !== 'money')).toBe(true);
  });
  it('refuses a single run', () => expect(() => compareRuns([run], ['one'])).toThrow(/two or more, found 1/));
});

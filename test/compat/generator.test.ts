import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  accountFigures, candidatesOf, dayMeasurements, figuresOf, fiveYearMeasurements, generate, lookAheadRung, prepareDays, publishedFigures, publishedRisk,
  readDailyBars, readDailyCloses, recordFigures, recordsOf, rowOf, rungJob, rungs, SEEDS, threeYearMeasurements,
} from '../../src/compat/index.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';
import { run } from '../support/jobs.ts';

describeWithData('the published generator', () => {
  const read = (name: string): string => readFileSync(sharedPath(`daily/${name}`), 'utf8');
  const bars = readDailyBars(read('spx_daily_magis.csv'), 'spx');
  const vix = readDailyCloses(read('vix_daily_cboe.csv'), 'vix');
  const three = prepareDays(bars, vix, 750);
  const five = prepareDays(bars, vix, 1260);
  const [published] = rungs;
  const rung = (id: string) => rungs.find((each) => each.id === id) ?? published;
  const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

  it('prepares 723 and 1,249 days, and refuses 3,045 entries at VIX 20 in five years', () => {
    expect([three.length, three[0].date, three.at(-1)?.date]).toEqual([723, '2023-02-23', '2026-01-09']);
    expect([five.length, five[0].date]).toEqual([1249, '2021-01-21']);
    const days = dayMeasurements(candidatesOf(three, published.entry), candidatesOf(five, published.entry));
    expect([days['days.vix-skips'], days['days.fomc-skips'], days['days.short-skips']]).toEqual([[3045], [16], [6]]);
  });

  it('lies in the range of the independent re-implementation wherever there is one', () => {
    const measured = { ...threeYearMeasurements(recordsOf(three, published, SEEDS)), ...fiveYearMeasurements(recordsOf(five, published, SEEDS)) };
    const ranged = publishedFigures.filter(({ id, range }) => id.startsWith('run.') && range !== undefined);
    expect(ranged.length).toBeGreaterThan(7);
    for (const figure of ranged) expect(rowOf(figure, measured[figure.id]).status, figure.id).toMatch(/reproduced|within-range/);
  });

  it('draws a seed the same twice, and another seed otherwise', () => {
    const candidates = candidatesOf(three, published.entry);
    const [a, b, c] = [1, 1, 2].map((seed) => generate(candidates, published.list, seed));
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });

  it('wins every trade when the close is both the entry and the settlement: look-ahead', () => {
    const figures = recordFigures(recordsOf(three, lookAheadRung, [1])[0]);
    expect([figures.winRate, figures.drawdown]).toEqual([1, 0]);
    expect(figures.trades).toBeGreaterThan(2700);
  });

  it('loses half its profit with the open as entry, and all of it at quoted credits', () => {
    const pnl = (id: string): number => mean(recordsOf(three, rung(id), SEEDS).map((record) => recordFigures(record).pnl));
    const [first, open, quotes] = ['published', 'open', 'quotes'].map(pnl);
    expect(open / first).toBeGreaterThan(0.4);
    expect(open / first).toBeLessThan(0.6);
    expect(Math.abs(quotes)).toBeLessThan(0.1 * first);
  });

  it('finds an account drawdown an order of magnitude above the published one percent', () => {
    const shares = recordsOf(three, published, SEEDS).map((record) => accountFigures(record, publishedRisk).drawdownShare);
    expect(mean(shares)).toBeLessThan(-0.1);
  });

  it('loses about twenty times as often when whole days are drawn, with three times the spread', () => {
    const records = recordsOf(three, published, [1, 2, 3, 4, 5]);
    const figures = records.map((record, i) => {
      const job = rungJob({ draw: 'days', risk: publishedRisk }, record, i, 400);
      return figuresOf(run(job), job);
    });
    expect(mean(figures.map(({ loss }) => loss))).toBeGreaterThan(0.025);
    expect(mean(figures.map(({ loss }) => loss))).toBeLessThan(0.055);
    expect(mean(figures.map(({ deviation }) => deviation))).toBeGreaterThan(3 * 110_035);
  });
});

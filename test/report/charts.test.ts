import { describe, expect, it } from 'vitest';
import { chartsOf, monthlyResults, withColours } from '../../src/report/index.ts';
import { chartSvg } from '../../src/store/index.ts';
import { answerOf, sampleRun } from '../support/report-run.ts';

const run = sampleRun();
const monteCarlo = await answerOf(run, 200, 40);
const charts = chartsOf({ ...run, monteCarlo });

/** A specification without its rows: what a chart is, apart from what it shows. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => (key === 'values' && Array.isArray(inner)
    ? [key, [`${Object.keys((inner as object[])[0] ?? {}).join(' ')}`]]
    : [key, shapeOf(inner)])));
};

describe('every chart', () => {
  it('shows the future first, then the record', () =>
    expect(charts.map(({ id }) => id)).toEqual([
      'fan', 'terminal', 'drawdown-distribution', 'equity', 'drawdown', 'per-contract', 'monthly', 'return-distribution', 'calendar', 'rolling-sharpe', 'rolling-wins', 'exit-reasons',
      'entry-times', 'weekdays', 'regimes', 'distances', 'adverse', 'holding',
    ]));
  it.each(charts)('$id is the chart it was', ({ spec }) => expect(shapeOf(spec)).toMatchSnapshot());
  it.each(charts)('$id draws the same SVG twice, with no colour left to resolve', async ({ spec }) => {
    const [a, b] = [await chartSvg(spec), await chartSvg(spec)];
    expect(a).toBe(b);
    expect(a).toMatch(/^<svg[^>]+viewBox/);
    expect(a).not.toContain('var(--');
    expect(JSON.stringify(withColours(spec))).not.toContain('var(--');
  });
  it('draws without trades, too', async () => {
    const empty = chartsOf({ ...run, trades: [], summary: { ...run.summary, exits: [], halted: { date: '2024-05-01', equity: 1_000_000 } } });
    for (const { spec } of empty) expect(await chartSvg(spec)).toContain('<svg');
  });
});

describe('months', () => {
  it('compound to the year and the years to the record', () => {
    const results = monthlyResults(run);
    const product = (of: typeof results) => of.reduce((growth, { share }) => growth * (1 + share), 1);
    const months2024 = results.filter(({ year, month }) => year === '2024' && month !== 'Year');
    expect(months2024.length).toBe(12);
    expect(product(months2024) - 1).toBeCloseTo(results.find(({ year, month }) => year === '2024' && month === 'Year')?.share ?? NaN, 12);
    expect(results.filter(({ month }) => month === 'Year').reduce((sum, { pnl }) => sum + pnl, 0)).toBe(run.summary.endingEquity - run.summary.startingEquity);
  });
});

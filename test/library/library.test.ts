import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backtest, LibraryDataset } from 'gamma-workbench';
import { backtest, chartBundle, frame, isGammaError, makeStudy, monteCarlo, openDataset, presetStudy, readLedger, readReportRun, report, sweep, synthesize, tableBundle } from 'gamma-workbench';
import { gamma, scratch } from '../support/panel.ts';

const folder = scratch();
const root = join(folder.path, 'datasets');
const study = presetStudy('seed-bt3y-quotes');
const stopAt = 'strategy.exits.rules.stopLoss.stopLossPercent';
let dataset: LibraryDataset;
let run: Backtest;

const remedyOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (isGammaError(error)) return error.message;
    throw error;
  }
  return '';
};

beforeAll(async () => {
  dataset = await synthesize(root, 'small', { sessions: 24, step: 5 });
  run = backtest(dataset, study);
});
afterAll(folder.dispose);

describe('the library, imported by its name', () => {
  it('synthesizes a dataset that opens again with the same content', async () => {
    expect(dataset.grade).toBe('synthetic');
    expect((await openDataset(root, 'small')).hash).toBe(dataset.hash);
    await expect(synthesize(root, 'small', { sessions: 3 })).rejects.toSatisfy(isGammaError);
    await expect(synthesize(root, 'none', { sessions: 0 })).rejects.toThrow(/sessions must be a whole number/);
  });

  it('backtests to the very trades of the command line', async () => {
    const { code, err } = await gamma('backtest', '-c', 'seed-bt3y-quotes', '-d', 'small', '--root', root, '--out', join(folder.path, 'by-command'));
    expect([code, err.includes('error')]).toEqual([0, false]);
    await report(run, join(folder.path, 'by-library'), { formats: ['md'] });
    for (const name of ['trades.csv', 'equity.csv', 'outcomes.csv', 'summary.json']) {
      expect(readFileSync(join(folder.path, 'by-library', name), 'utf8')).toBe(readFileSync(join(folder.path, 'by-command', name), 'utf8'));
    }
  });

  it('counts a plan once in the ledger, whoever tried it', async () => {
    const before = readLedger(root, 'small').length;
    backtest(dataset, study);
    expect(readLedger(root, 'small')).toHaveLength(before);
    backtest(dataset, { ...study, execution: { ...study.execution, delayMinutes: 10 } });
    expect(readLedger(root, 'small')).toHaveLength(before + 1);
  });

  it('refuses data below what a study requires, and dates without sessions', () => {
    expect(remedyOf(() => backtest(dataset, { ...study, requires: 'recorded' }))).toMatch(/must be of grade recorded or better/);
    expect(remedyOf(() => backtest(dataset, study, { from: '2031-01-01' }))).toMatch(/must be within/);
  });

  it('asks the futures the command line asks', async () => {
    const answer = await monteCarlo(run, { paths: 300, sessions: 60, seed: 5 });
    const folderOf = join(folder.path, 'futures');
    await report(run, folderOf, { formats: ['html', 'json'], monteCarlo: answer });
    const { code, out } = await gamma('mc', folderOf, '--paths', '300', '--sessions', '60', '--seed', '5', '--json');
    expect(code).toBe(0);
    expect((JSON.parse(out) as { sha256: string }).sha256).toBe(answer.sha256);
    expect(readReportRun(folderOf).monteCarlo?.sha256).toBe(answer.sha256);
    expect(existsSync(join(folderOf, 'report.html'))).toBe(true);
    await expect(report(run, folderOf)).rejects.toThrow(/must be a new folder/);
  });

  it('stops futures and sweeps when told to', async () => {
    const stopped = AbortSignal.abort(new Error('enough'));
    await expect(monteCarlo(run, { paths: 300, signal: stopped })).rejects.toThrow('enough');
    await expect(sweep(dataset, study, { axes: { [stopAt]: [20, 40] }, objective: 'profit' }, { signal: stopped })).rejects.toThrow('enough');
  });

  it('sweeps to what a backtest of each configuration finds, and counts each', async () => {
    const before = readLedger(root, 'small').length;
    const { trials, best, newTrials, axes } = await sweep(dataset, study, { axes: { [stopAt]: { from: 50, to: 150, step: 50 } }, objective: 'meanPerContract', constraints: ['trades >= 1'] });
    expect(axes[0].values).toEqual([50, 100, 150]);
    expect(newTrials).toBe(3);
    expect(readLedger(root, 'small')).toHaveLength(before + 3);
    const exits = { rules: study.strategy.exits.rules.map((rule) => (rule.kind === 'stopLoss' ? { ...rule, stopLossPercent: 100 } : rule)) };
    const changed = makeStudy({ extends: 'seed-bt3y-quotes', strategy: { exits } });
    const { result } = backtest(dataset, changed);
    const results = result.trades.map(({ pnlPerContract }) => pnlPerContract / 100);
    expect(trials[1].objective).toBeCloseTo(results.reduce((sum, x) => sum + x, 0) / results.length, 9);
    expect(readLedger(root, 'small')).toHaveLength(before + 3);
    expect(best?.objective).toBe(Math.max(...trials.filter(({ isFeasible }) => isFeasible).map(({ objective }) => objective)));
  });

  it('sweeps to the same trials on threads', async () => {
    const question = { axes: { [stopAt]: [30, 60], 'risk.account.startingEquity': [20_000, 30_000] }, objective: 'profit' } as const;
    const [one, two] = [await sweep(dataset, study, question), await sweep(dataset, study, question, { workers: 2 })];
    expect(two.trials.map(({ daily }) => [...daily])).toEqual(one.trials.map(({ daily }) => [...daily]));
    expect([one.newTrials, two.newTrials]).toEqual([4, 0]);
  });

  it('keeps every configuration out of reach of constraints it breaks', async () => {
    const { best, trials } = await sweep(dataset, study, { axes: { [stopAt]: [50, 100] }, objective: 'profit', constraints: ['trades >= 100000'] });
    expect(best).toBeNull();
    expect(trials.every(({ isFeasible }) => !isFeasible)).toBe(true);
  });

  it('makes tables with danfojs and charts with Vega-Lite', async () => {
    const table = await frame([{ side: 'put', pnl: 1 }, { side: 'put', pnl: 3 }, { side: 'call', pnl: 5 }]);
    expect(table.groupby(['side']).agg({ pnl: 'sum' }).values).toEqual([['put', 4], ['call', 5]]);
    expect(tableBundle(table)['text/plain']).toBe('side  pnl\nput   1\nput   3\ncall  5');
    expect(tableBundle(await frame([{ name: '<b>x</b>', share: 1 / 3 }]))['text/html']).toContain('<td>&lt;b&gt;x&lt;/b&gt;</td><td>0.33</td>');
    const spec = { data: { values: [{ x: 1, y: 2 }] }, mark: 'point', encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } } } as const;
    const first = await chartBundle(spec, 'a point');
    expect(first['image/svg+xml']).toMatch(/^<svg/);
    expect(await chartBundle(spec, 'a point')).toEqual(first);
  });
});

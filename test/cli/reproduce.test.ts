import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Row } from '../../src/compat/index.ts';
import { gamma } from '../support/panel.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'gamma-reproduce-'));
afterAll(() => rmSync(folder, { recursive: true }));
const out = (name: string): string => join(folder, name);
const reproduce = (...args: string[]) => gamma('reproduce', ...args);
const rowsOf = (text: string): Row[] => JSON.parse(text) as Row[];

/** Ten seeds of ten thousand paths. */
const MINUTES = 180_000;

describe('gamma reproduce', () => {
  it('prints the published Monte Carlo as an array of rows, each held as decided over ten seeds', async () => {
    const { code, out: text } = await reproduce('monte-carlo', '--json', '--out', out('mc'));
    const rows = rowsOf(text);
    expect(code).toBe(0);
    for (const row of rows) expect(Object.keys(row)).toEqual(['id', 'published', 'ours', 'low', 'high', 'status', 'why']);
    const row = (id: string): Row => rows.find((each) => each.id === id) ?? rows[0];
    const apart = (id: string): number => Math.abs((row(id).ours ?? NaN) / row(id).published - 1);
    expect(apart('mc.median')).toBeLessThan(0.003);
    expect(apart('mc.p5')).toBeLessThan(0.004);
    expect(rows.filter(({ status }) => status !== 'reproduced' && status !== 'within-range').map(({ id }) => id)).toEqual(['mc.std']);
    expect(row('mc.std')).toMatchObject({ status: 'not-reproducible' });
    expect(row('mc.std').why).toMatch(/About (1[5-9]|2\d) paths of 10,000 halt/);
    const written = ['rows.json', 'audit.json', 'report.md', 'report.html'].map((name) => join(out('mc'), name));
    expect(written.filter((path) => !existsSync(path))).toEqual([]);
    expect(rowsOf(readFileSync(written[0], 'utf8'))).toEqual(rows);
  }, MINUTES);

  it('takes the deployed account apart without any file', async () => {
    const { out: text } = await reproduce('deployed', '--json', '--out', out('deployed'));
    const rows = rowsOf(text);
    const ours = (id: string): number => rows.find((row) => row.id === id)?.ours ?? NaN;
    expect(ours('deployed.above-million')).toBe(0);
    expect(Math.abs(ours('deployed.median') / 478_000 - 1)).toBeLessThan(0.005);
    expect(rows.filter(({ status }) => status === 'reproduced').map(({ id }) => id)).toEqual(['sizing.at-20000', 'sizing.at-40-percent']);
  }, MINUTES);

  it('says what an audit without files needs, in 80 columns', async () => {
    const { code, out: text } = await reproduce('audit', '--out', out('audit'));
    expect(code).toBe(0);
    expect(text).toContain('10 more figures need --spx and --vix, or --dataset.');
    const lines = text.split('\n').filter((line) => !line.includes('written'));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each([
    ['a part it does not know', ['montecarlo'], 2, 'did you mean monte-carlo?'],
    ['one daily file of two', ['audit', '--spx', 'spx.csv'], 2, '--spx and --vix must be given together'],
    ['a file that is not there', ['audit', '--spx', 'no.csv', '--vix', 'no.csv'], 3, '--spx must be a file'],
    ['a folder for a file', ['audit', '--spx', folder, '--vix', folder], 3, '--spx must be a file'],
    ['a dataset that is not there', ['audit', '--dataset', 'nowhere', '--root', folder], 3, 'nowhere'],
  ])('refuses %s', async (_what, args, code, message) => {
    const answer = await reproduce(...args, '--out', out('refused'));
    expect(answer.code).toBe(code);
    expect(answer.err).toContain(message);
    expect(existsSync(out('refused'))).toBe(false);
  });

  it('takes no file for a folder, and no modelled quotes for recorded ones', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect((await reproduce('deployed', '--out', file)).code).toBe(2);
    await gamma('data', 'synthesize', '--market', 'fair', '--seed', '1', '--dataset', 'made', '--sessions', '3', '--root', folder);
    const { code, err } = await reproduce('audit', '--dataset', 'made', '--root', folder, '--out', out('refused'));
    expect([code, err.includes('of grade recorded-mids or better, found "synthetic"')]).toEqual([4, true]);
  });

  it('names the line of a file it cannot read', async () => {
    const path = join(folder, 'bad.csv');
    writeFileSync(path, 'date,open,high,low,close\n2024-01-02,10,9,8,9\n');
    const answer = await reproduce('three-year', '--spx', path, '--vix', path, '--out', out('bad'));
    expect([answer.code, answer.err.includes('line 2 of bad.csv')]).toEqual([3, true]);
  });
});

describeWithData('gamma reproduce audit', () => {
  it('shows the ladder, the price of whole days and the alarm', async () => {
    const files = ['--spx', sharedPath('daily/spx_daily_magis.csv'), '--vix', sharedPath('daily/vix_daily_cboe.csv')];
    const { out: text } = await reproduce('audit', ...files, '--json', '--out', out('ladder'));
    const row = (id: string): Row | undefined => rowsOf(text).find((each) => each.id === id);
    expect(row('whole-days.loss')?.ours).toBeGreaterThan(0.03);
    expect(row('whole-days.loss')?.ours).toBeLessThan(0.05);
    expect((row('whole-days.std')?.ours ?? 0) / 110_035).toBeGreaterThan(3);
    expect(row('alarm.close-settled')).toMatchObject({ ours: 1, status: 'contradicted' });
    expect(row('alarm.close-settled')?.why).toContain('Look-ahead');
    const { ladder, paragraph } = JSON.parse(readFileSync(join(out('ladder'), 'audit.json'), 'utf8')) as { ladder: { id: string }[]; paragraph: string };
    expect(ladder.map(({ id }) => id)).toEqual(['published', 'open', 'holds', 'settled', 'quotes', 'margin', 'days', 'deployed']);
    expect(paragraph).toContain('Entering at the open');
    expect(readFileSync(join(out('ladder'), 'report.html'), 'utf8')).toContain('<svg');
    expect(existsSync(join(out('ladder'), 'charts/ladder.vl.json'))).toBe(true);
  }, MINUTES);
});

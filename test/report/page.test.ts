import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exactMoney, inPrint, markdownOf, metricsCsv, pageOf, percentage, readCsv, reportData, tableOf } from '../../src/report/index.ts';
import { describeTrades, parseReportFormats, readReportRun, reportFormats, reportPage, writeReport } from '../../src/store/index.ts';
import { answerOf, sampleRun } from '../support/report-run.ts';
import { writeReportRun } from '../support/write-report-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'gamma-report-'));
afterAll(() => rmSync(folder, { recursive: true }));
const run = { ...sampleRun(), monteCarlo: await answerOf(sampleRun(), 300, 60) };
const parts = { libraries: ['/* one </script> two */'], sha256Base64: (text: string) => createHash('sha256').update(text).digest('base64'), pictures: new Map<string, string>() };
const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(2)>';

describe('the page', () => {
  const page = pageOf(run, parts);
  it('gives the data grade before the verdict, and the verdict before any number', () => {
    const order = ['Data grade', 'recorded-mids', '<h1>', 'class="lead"', 'id="ahead"', 'id="record"', 'id="numbers"'].map((text) => page.indexOf(text));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order.every((at) => at > 0)).toBe(true);
  });
  it('asks nothing of anyone', () => {
    expect(/(src|href)="(?!#)/.test(page)).toBe(false);
    expect(page.includes('default-src &#39;none&#39;')).toBe(true);
  });
  it('admits only its own scripts, by hash', () => {
    const scripts = [...page.matchAll(/<script(?: type="text\/plain" class="library")?>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
    expect(scripts.length).toBe(2);
    for (const text of scripts) expect(page.includes(`sha256-${parts.sha256Base64(text)}`)).toBe(true);
  });
  it('lets no text of a plan or a log run', () => {
    const study = { ...run.manifest.study, name: hostile };
    const bad = pageOf({
      ...run, manifest: { ...run.manifest, study, dataset: { ...run.manifest.dataset, source: hostile } },
      trades: run.trades.map((trade) => ({ ...trade, legs: hostile, reason: hostile })),
      summary: { ...run.summary, passes: { [hostile]: 3 }, exits: [{ id: hostile, fired: 1, pnl: 1 }] },
    }, parts);
    expect(bad.includes('<script>alert')).toBe(false);
    expect(bad.includes('<img')).toBe(false);
    expect(bad.split('<script').length).toBe(page.split('<script').length);
  });
  it('says what a halted or thin record is worth', () => {
    const thin = reportData({ ...run, trades: run.trades.slice(0, 5), summary: { ...run.summary, trades: 5, tradesAfterHalt: 7, halted: { date: '2024-02-01', equity: 1_100_000 } } });
    expect(thin.warnings.join(' ')).toMatch(/halted on 2024-02-01 at \$11,000; 7 later trades/);
    expect(reportData({ ...run, alarms: [{ id: 'allWinners', message: 'every trade won', where: ['trades'] }] }).warnings[0]).toMatch(/^Alarm allWinners/);
    expect(thin.warnings.join(' ')).toMatch(/5 trades touched the account: too few/);
    expect(thin.metrics.find(({ id }) => id === 'winRate')?.value).toBeNull();
  });
});

describe('a page without scripts', () => {
  it('has a picture of every chart, says where its figures stand, and lets no name of an exit run there either', async () => {
    const bad = { ...run, summary: { ...run.summary, exits: run.summary.exits.map((exit) => ({ ...exit, id: `${hostile} ${exit.id}` })) } };
    const page = await reportPage(bad);
    const figures = page.split('<figure').slice(1);
    expect(figures.length).toBe(17);
    for (const figure of figures) {
      expect(figure).toMatch(/<div class="picture" aria-hidden="true"><svg[^>]* viewBox="0 0 [1-9]\d*/);
      expect(figure).toMatch(/<noscript><p class="note">.*Its figures: .*\.<\/p><\/noscript>/);
      expect(figure.split('<noscript>')[0]).not.toMatch(/<(script|img)/);
    }
    expect(page).toContain('&lt;script&gt;alert');
  });
  it('has pictures whose bytes do not change and whose clips are their own', async () => {
    const [a, b] = [await reportPage(run), await reportPage(run)].map((page) => page.split('class="library"')[0]);
    expect(a).toBe(b);
    const ids = [...a.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of a.matchAll(/url\(#([^)]*)\)/g)) expect(ids).toContain(id);
  });
});

describe('a share', () => {
  it('is never rounded to certainty, nor to nothing', () => {
    expect([0, 0.0004, 0.05, 0.5, 0.985, 0.9996, 1, -0.9996].map(percentage)).toEqual(['0.0%', '0.04%', '5.0%', '50.0%', '98.5%', '99.96%', '100.0%', '−99.96%']);
  });
});

describe('a minus sign', () => {
  it('is the one of the charts in every number of the page, and stays a hyphen within words and dates', () => {
    expect(inPrint('the median is -$20,753 [-$1, -3.5%] on 2024-01-05, seed-live-0110, x-2')).toBe('the median is −$20,753 [−$1, −3.5%] on 2024-01-05, seed-live-0110, x-2');
    const answer = { ...run.monteCarlo, verdict: { ...run.monteCarlo.verdict, sentence: 'the 5th percentile -$44,468' } };
    expect(pageOf({ ...run, monteCarlo: answer }, parts)).not.toMatch(/>[^<]*[^\w.)-]-\$?\d[^<]*<\/(p|td|li)>/);
  });
});

describe('the percentile report', () => {
  it('says which assumption each number comes from where the verdict takes another than was asked', () => {
    const [asked, other] = run.monteCarlo.panel;
    const page = (worst: typeof asked): string => pageOf({ ...run, monteCarlo: { ...run.monteCarlo, verdict: { ...run.monteCarlo.verdict, worst } } }, parts);
    expect(page(asked)).not.toContain('numbers are those of the worst assumption');
    expect(page(other)).toContain(`numbers are those of the worst assumption, ${other.describe};`);
    for (const text of [`sessions, drawn as ${asked.describe}<`, `Chances, drawn as ${asked.describe}<`]) expect(page(other)).toContain(text);
  });
});

describe('an amount of one trade', () => {
  it('keeps its cents whatever its size', () => {
    expect([25_250, 252_500, 123_456, -123_456, 0, -100_000].map(exactMoney)).toEqual(['$252.50', '$2,525', '$1,234.56', '−$1,234.56', '$0', '−$1,000']);
  });
});

describe('a long table', () => {
  const rows = (n: number): string[][] => Array.from({ length: n }, (_, i) => [`row ${i + 1}`, String(i)]);
  const pages = (n: number): string => tableOf('Marks', [{ title: 'Row' }, { title: 'Value', isNumber: true }], rows(n)).markup;
  it('opens its first sixty rows, and says which rows every further page holds', () => {
    expect(pages(60)).not.toContain('<details');
    const long = pages(125);
    expect([...long.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, text]) => text)).toEqual(['Rows 61 to 120 of 125', 'Rows 121 to 125 of 125']);
    expect(long.indexOf('>row 60<')).toBeLessThan(long.indexOf('<details'));
    expect(long.indexOf('>row 61<')).toBeGreaterThan(long.indexOf('<details'));
  });
  it('loses no row and shows none twice', () => {
    for (const n of [0, 1, 59, 61, 180, 391]) expect([...pages(n).matchAll(/>row (\d+)</g)].map(([, row]) => Number(row))).toEqual(rows(n).map((_, i) => i + 1));
  });
});

describe('the written report', () => {
  it('reads a run back and writes every format, the page small', async () => {
    writeReportRun(folder, run);
    const read = readReportRun(folder);
    expect(read).toEqual(JSON.parse(JSON.stringify(run)));
    await writeReport(folder, read, reportFormats);
    for (const name of ['report.html', 'report.md', 'report.json', 'metrics.csv', 'trades-described.csv']) expect(existsSync(join(folder, name))).toBe(true);
    expect(readdirSync(join(folder, 'charts')).length).toBe(54);
    expect(readFileSync(join(folder, 'report.html')).length).toBeLessThan(3_000_000);
  });
  it('has Markdown and CSV with the numbers of the page', () => {
    expect(markdownOf(run).startsWith('**Data grade recorded-mids**')).toBe(true);
    const rows = readCsv(metricsCsv(run));
    expect(rows.find(({ id }) => id === 'trades')?.value).toBe(String(run.trades.length));
    expect(rows.every(({ formula }) => formula !== '')).toBe(true);
  });
  it('describes the trade table as its own numbers do', async () => {
    const results = run.trades.map(({ pnl }) => pnl);
    const statistics = (await describeTrades(run.trades)).find(({ column }) => column === 'pnl')?.statistics;
    const mean = results.reduce((sum, x) => sum + x, 0) / results.length;
    expect(statistics?.mean).toBeCloseTo(mean, 6);
    expect([statistics?.count, statistics?.min, statistics?.max]).toEqual([results.length, Math.min(...results), Math.max(...results)]);
  });
  it('names the nearest format when mistyped', () => expect(() => parseReportFormats('html,mdd')).toThrow(/did you mean md\?/));
  it('misses a run folder by name', () => expect(() => readReportRun('/nowhere')).toThrow(/manifest.json must be a file of a run folder/));
});

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--no-first-run'];

describe.skipIf(chromium === undefined)('in a browser', () => {
  it('draws every chart without a console message', async () => {
    writeReportRun(folder, run);
    await writeReport(folder, readReportRun(folder), ['html']);
    const profile = mkdtempSync(join(tmpdir(), 'gamma-chromium-'));
    const { stdout, stderr } = spawnSync(
      chromium ?? '', [...flags, `--user-data-dir=${profile}`, '--enable-logging=stderr', '--virtual-time-budget=4000', '--dump-dom', `file://${join(folder, 'report.html')}`],
      { encoding: 'utf8', maxBuffer: 1 << 27 },
    );
    rmSync(profile, { recursive: true, force: true });
    expect(stdout.split('<svg').length - 1).toBeGreaterThanOrEqual(8);
    expect(stderr.split('\n').filter((line) => line.includes(':CONSOLE:'))).toEqual([]);
  }, 60_000);
});

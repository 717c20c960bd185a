import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/index.ts';
import { fairRecipe } from '../../src/market/index.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gamma-data-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs one `gamma data` command and gives its exit code and its one JSON object. */
const gamma = async (...args: string[]) => {
  const out: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const code = await main(['data', ...args, '--root', join(folder, 'sets'), '--json']);
    expect(out.join('').trim().split('\n'), 'one line on stdout').toHaveLength(1);
    return { code, json: JSON.parse(out.join('')) };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
};

const save = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const left = (): string[] => {
  try {
    return readdirSync(join(folder, 'sets'));
  } catch {
    return [];
  }
};

const map = `
stamp: end
root: SPXW
columns: { date: date, time: time, expiry: expiry, strike: strike, right: right, bid: bid, ask: ask, underlying: spot, oi: oi }`;
const header = 'date,time,expiry,strike,right,bid,ask,spot,oi';

/** Quotes of two sessions, three minutes, ten strikes and both rights: 120 rows. */
const goodRows = ['2025-07-01', '2025-07-02'].flatMap((date) =>
  ['09:31', '09:32', '16:00'].flatMap((time) =>
    Array.from({ length: 10 }, (_, k) => 6150 + 5 * k).flatMap((strike) =>
      ['C', 'P'].map((right) => `${date},${time},${date},${strike},${right},${(strike - 6140) / 10},${(strike - 6139) / 10},6172.25,${strike}`),
    ),
  ),
);

const importing = async (rows: readonly string[], ...extra: string[]) =>
  gamma('import', save('quotes.csv', [header, ...rows].join('\n')), '--format', 'generic', '--map', save('map.yaml', map), '--dataset', 'own', ...extra);
const attested = ['--grade', 'recorded', '--source', 'my own recorder'];

describe('gamma data import', () => {
  it('makes a dataset whose hash ignores the order of rows and the packing of the file', async () => {
    const plain = await importing(goodRows, ...attested);
    expect(plain).toMatchObject({ code: 0, json: { sessions: 2, grade: 'recorded', source: 'my own recorder', counts: { quotes: 120, rejected: {} } } });
    const shuffled = await importing(goodRows.toReversed(), ...attested, '--replace');
    expect(shuffled.json.hash).toBe(plain.json.hash);
    const packed = save('quotes.csv.gz', gzipSync([header, ...goodRows].join('\r\n')));
    const zipped = await gamma('import', packed, '--format', 'generic', '--map', save('map.yaml', map), '--dataset', 'zipped', ...attested);
    expect(zipped.json.hash).toBe(plain.json.hash);
  });

  it('reads Parquet as it reads CSV', async () => {
    const { json } = await importing(goodRows, ...attested);
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const parquet = join(folder, 'quotes.parquet');
    await connection.run(`COPY (SELECT * FROM read_csv('${join(folder, 'quotes.csv')}', all_varchar = true)) TO '${parquet}' (FORMAT parquet)`);
    const read = await gamma('import', parquet, '--format', 'generic', '--map', join(folder, 'map.yaml'), '--dataset', 'parquet', ...attested);
    expect(read.json.hash).toBe(json.hash);
  });

  it('writes nothing on a dry run and replaces only when told to', async () => {
    expect((await importing(goodRows, ...attested, '--dry-run')).json.written).toBe(false);
    expect(left()).toEqual([]);
    await importing(goodRows, ...attested);
    const again = await importing(goodRows, ...attested);
    expect(again).toMatchObject({ code: 2, json: { error: { code: 'dataset-exists' } } });
  });

  const spoilt = (at: number, row: string): string[] => goodRows.with(at, row);
  const crossed = '2025-07-01,09:31,2025-07-01,6150,C,1.20,1.10,6172.25,1';

  it.each<[string, readonly string[], readonly string[], number, string]>([
    ['an unattested grade', goodRows, [], 2, 'grade'],
    ['an unattested source', goodRows, ['--grade', 'recorded'], 2, 'source'],
    ['a grade that is none', goodRows, ['--grade', 'real', '--source', 'x'], 2, 'grade'],
    ['a limit that is no percentage', goodRows, [...attested, '--max-rejects', 'many'], 2, 'max-rejects'],
    ['more than a tenth crossed', [...goodRows.slice(20), crossed, crossed, crossed], attested, 3, 'too-many-rejects'],
    ['any rejected row under --strict', spoilt(0, crossed), [...attested, '--strict'], 3, 'too-many-rejects'],
    ['two quotes of one contract and minute', [...goodRows, goodRows[0].replace(',1,', ',0.9,')], attested, 3, 'conflicting-duplicates'],
    ['a date the market was shut', spoilt(0, crossed.replaceAll('2025-07-01', '2025-07-04')), attested, 3, 'off-calendar'],
    ['a date outside the calendar', spoilt(0, crossed.replaceAll('2025-07-01', '2018-12-05')), attested, 3, 'off-calendar'],
    ['only other expiries', goodRows.map((row) => row.replace(/(2025-07-0\d),(\d)/, '$1,$2').replace(/,2025-07-0\d,/, ',2025-07-03,')), attested, 3, 'no-quotes'],
  ])('fails on %s, says so, and leaves nothing behind', async (_title, rows, extra, code, errorCode) => {
    const result = await importing(rows, ...extra);
    expect(result).toMatchObject({ code, json: { error: { code: errorCode } } });
    expect(result.json.error.message).toMatch(/ must /);
    expect(left()).toEqual([]);
  });

  it('fails on a missing file, a wrong column and an unknown layout', async () => {
    const absent = await gamma('import', join(folder, 'absent.csv'), '--dataset', 'own');
    expect(absent).toMatchObject({ code: 3, json: { error: { code: 'no-file' } } });
    const wrong = await gamma('import', save('q.csv', 'date,tiem\n'), '--format', 'generic', '--map', save('map.yaml', map), '--dataset', 'own', ...attested);
    expect(wrong).toMatchObject({ code: 3, json: { error: { code: 'wrong-header', message: expect.stringContaining('did you mean tiem?') } } });
    const unknown = await gamma('import', save('u.csv', 'a,b\n1,2\n'), '--dataset', 'own');
    expect(unknown).toMatchObject({ code: 3, json: { error: { code: 'unknown-format' } } });
    const format = await gamma('import', save('u.csv', 'a,b\n'), '--format', 'spxw-midpoint', '--dataset', 'own');
    expect(format.json.error.message).toContain('did you mean spxw-midpoints?');
    expect(left()).toEqual([]);
  });

  it('rejects what no market could show: odd strikes, prices above the index, far below intrinsic, levels off the day', async () => {
    const impossible = (strike: number, right: string, price: number, spot = 6172.25, time = '09:31') =>
      `2025-07-01,${time},2025-07-01,${strike},${right},${price},${price + 0.1},${spot},1`;
    const rows = [
      ...goodRows,
      impossible(6152, 'C', 20),
      impossible(6200, 'C', 6173),
      impossible(6200, 'P', 6201),
      impossible(6000, 'C', 100),
      impossible(6350, 'P', 100),
      impossible(6170, 'P', 10, 61722.5, '09:33'),
      impossible(6170, 'C', 10, 61.7, '09:34'),
    ];
    const { code, json } = await importing(rows, ...attested, '--max-rejects', '10');
    expect(code).toBe(0);
    expect(json.counts.rejected).toEqual({ 'above-index': 2, 'below-intrinsic': 2, 'index-jump': 2, 'off-strike-grid': 1 });
    expect(json.counts.quotes).toBe(120);
  });

  it('refuses middles attested as recorded quotes, and marks them as mids under any other grade', async () => {
    const mids = goodRows.map((row) => row.replace(/,(C|P),([^,]+),[^,]+,/, ',$1,$2,$2,'));
    expect(await importing(mids, ...attested)).toMatchObject({ code: 2, json: { error: { code: 'grade', message: expect.stringContaining('every bid equals its ask') } } });
    expect(left()).toEqual([]);
    expect(await importing(mids, '--grade', 'reconstructed', '--source', 'x')).toMatchObject({ code: 0, json: { quotes: 'mids' } });
  });

  it('refuses a folder and a gzip cut short, without a stack trace', async () => {
    expect(await gamma('import', folder, '--dataset', 'own')).toMatchObject({ code: 3, json: { error: { code: 'no-file', message: expect.stringContaining('not a folder') } } });
    const cut = gzipSync(goodRows.join('\n')).subarray(0, 200);
    const { code, json } = await gamma('import', save('cut.csv.gz', cut), '--dataset', 'own');
    expect(code).toBe(3);
    expect(json.error.message).toBe('cut.csv.gz must be a whole gzip file, found "200 damaged bytes"; fetch it again');
    expect(left()).toEqual([]);
  });

  it('names the two values of a stamp that a map lacks', async () => {
    const without = save('map.yaml', map.replace('stamp: end', ''));
    const { code, json } = await gamma('import', save('q.csv', header), '--format', 'generic', '--map', without, '--dataset', 'own', ...attested);
    expect(code).toBe(2);
    expect(json.error.message).toMatch(/^map.yaml.stamp must be start or end, found undefined; end: .*; start: one bar later/);
  });

  it('counts the rows it rejects and the rows it skips, by code', async () => {
    const rows = [
      ...goodRows,
      goodRows[0],
      crossed.replace('6150', '6100'),
      crossed.replace('1.10', '0').replace('6150', '6105'),
      crossed.replace(',C,', ',X,'),
      crossed.replace('1.20', 'much'),
      crossed.replace('09:31', '08:00'),
      crossed.replace('2025-07-01,6150', '2025-07-02,6150'),
    ];
    const { code, json } = await importing(rows, ...attested, '--max-rejects', '10');
    expect(code).toBe(0);
    expect(json.counts.rejected).toEqual({ 'ask-zero': 1, 'bad-number': 1, crossed: 1, duplicate: 1, 'off-hours': 1, 'unknown-right': 1 });
    expect(json.counts.skipped).toEqual({ 'not-expiring-today': 1 });
    expect(json.counts.quotes).toBe(120);
  });
});

describe('gamma data attach and check', () => {
  const closes = 'date,open,high,low,close\n2025-06-30,1,1,1,6204.95\n2025-07-01,1,1,1,6198.01\n2025-07-02,1,1,1,6227.42\n2025-07-05,1,1,1,9\n';

  it('settles sessions on attached closes and changes the hash', async () => {
    const { json } = await importing(goodRows, ...attested);
    const before = await gamma('check', 'own', '--strict');
    expect(before).toMatchObject({ code: 3, json: { broken: true, faults: [], gaps: { withoutSettlement: ['2025-07-01', '2025-07-02'] } } });
    expect((await gamma('check', 'own')).code).toBe(0);
    const attached = await gamma('attach', save('closes.csv', closes), '--series', 'spx', '--dataset', 'own');
    expect(attached.json).toMatchObject({ attached: { sessions: 3 }, gaps: { withoutSettlement: [], withoutPreviousClose: [] } });
    expect(attached.json.hash).not.toBe(json.hash);
    expect((await gamma('list')).json.datasets).toMatchObject([{ name: 'own', sessions: 2, attached: ['spx'], hash: attached.json.hash }]);
  });

  it('refuses a series of no such name, without closes or with a bad one', async () => {
    await importing(goodRows, ...attested);
    const attach = (text: string, series: string) => gamma('attach', save('closes.csv', text), '--series', series, '--dataset', 'own');
    expect(await attach(closes, 'spxx')).toMatchObject({ code: 2, json: { error: { code: 'series' } } });
    expect(await attach('date,price\n', 'spx')).toMatchObject({ code: 3, json: { error: { code: 'wrong-header' } } });
    expect(await attach('date,close\n', 'spx')).toMatchObject({ code: 3, json: { error: { code: 'no-closes' } } });
    expect(await attach('date,close\n2025-07-01,-1\n', 'spx')).toMatchObject({ code: 3, json: { error: { code: 'bad-close' } } });
    expect(await attach(`${closes}2025-07-01,1,1,1,7\n`, 'spx')).toMatchObject({ code: 3, json: { error: { code: 'bad-close' } } });
  });

  it('refuses closes of another series, index closes away from the quotes and VIX closes no VIX had', async () => {
    await importing(goodRows, ...attested);
    const attach = (text: string, series: string) => gamma('attach', save('closes.csv', text), '--series', series, '--dataset', 'own');
    const before = readFileSync(join(folder, 'sets', 'own', 'dataset.json'), 'utf8');
    const other = { code: 3, json: { error: { code: 'other-series' } } };
    expect(await attach('date,close\n2025-07-01,16.83\n', 'spx')).toMatchObject(other);
    expect(await attach(closes.replace('6198.01', '6498.01'), 'spx')).toMatchObject(other);
    expect(await attach(closes, 'vix')).toMatchObject(other);
    expect(await attach('date,close\n2025-07-01,4.9\n', 'vix')).toMatchObject(other);
    expect(readFileSync(join(folder, 'sets', 'own', 'dataset.json'), 'utf8')).toBe(before);
    expect((await attach('date,close\n2025-07-01,16.83\n', 'vix')).code).toBe(0);
  });

  it('finds calls and puts of another index: the parity median lies off, and --strict says broken', async () => {
    const price = (right: string, strike: number, index: number): string => (Math.max(0, right === 'C' ? index - strike : strike - index) + 10).toFixed(2);
    const quoting = (index: number): string[] => goodRows.map((row) => {
      const [date, time, expiry, strike, right] = row.split(',');
      return [date, time, expiry, strike, right, price(right, Number(strike), index), `${price(right, Number(strike), index)}9`, '6172.25', '1'].join(',');
    });
    await importing(quoting(6172.25), ...attested);
    expect((await gamma('check', 'own')).json.parity).toBeCloseTo(0, 1);
    await importing(quoting(6190), ...attested, '--replace');
    await gamma('attach', save('closes.csv', closes), '--series', 'spx', '--dataset', 'own');
    const { json } = await gamma('check', 'own', '--strict');
    expect(json.parity).toBeCloseTo(17.75, 1);
    expect(json.broken).toBe(true);
  });

  it('lists datasets within 80 columns, however long their source', async () => {
    await importing(goodRows, '--grade', 'recorded', '--source', 'recorded by my own machine beside the window, every minute of every day, since the spring of 2025');
    const out: string[] = [];
    const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
    await main(['data', 'list', '--root', join(folder, 'sets')]);
    stdout.mockRestore();
    const lines = out.join('').split('\n');
    expect(lines.join(' ')).toContain('beside the window');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('finds a changed day file, changed closes and a changed description, with exit 3', async () => {
    await importing(goodRows, ...attested);
    const own = join(folder, 'sets', 'own');
    await gamma('attach', save('closes.csv', closes), '--series', 'spx', '--dataset', 'own');
    const series = join(own, 'series', readdirSync(join(own, 'series'))[0]);
    writeFileSync(series, readFileSync(series, 'utf8').replace('6198.01', '6298.01'));
    writeFileSync(join(own, 'days', '2025-07-02.parquet'), 'PAR1');
    writeFileSync(join(own, 'dataset.json'), readFileSync(join(own, 'dataset.json'), 'utf8').replace('"recorded"', '"synthetic"'));
    const { code, json } = await gamma('check', 'own');
    expect(code).toBe(3);
    expect(json.faults).toHaveLength(3);
    expect(await gamma('check', 'none')).toMatchObject({ code: 3, json: { error: { code: 'no-dataset' } } });
  });
});

describe('gamma data synthesize', () => {
  it('makes the same dataset of the same seed, attached and sound', async () => {
    const make = (name: string, seed: string) => gamma('synthesize', '--sessions', '3', '--step', '30', '--seed', seed, '--dataset', name);
    const [one, two, other] = [await make('one', '5'), await make('two', '5'), await make('other', '6')];
    expect(one.json).toMatchObject({ sessions: 3, source: 'fair synthetic market, no planted edge, seed 5' });
    expect(two.json.hash).toBe(one.json.hash);
    expect(other.json.hash).not.toBe(one.json.hash);
    expect(await gamma('check', 'one')).toMatchObject({ code: 0, json: { broken: false, offGrid: 0, comparison: { families: { length: 4 } } } });
  });

  it('compares a synthetic market with the figures of its recipe: too few sessions miss them, with exit 4 under --strict', async () => {
    await gamma('synthesize', '--sessions', '3', '--step', '30', '--dataset', 'short');
    expect(await gamma('check', 'short', '--strict')).toMatchObject({ code: 4, json: { broken: false, comparison: { isWithin: false } } });
  });

  it('follows a recipe to the letter, and only the recipe', async () => {
    const recipe = { ...fairRecipe, to: '2023-02-27', step: 30, seed: '5' };
    const made = await gamma('synthesize', '--recipe', save('r.json', JSON.stringify(recipe)), '--dataset', 'recipe');
    const same = await gamma('synthesize', '--sessions', '3', '--step', '30', '--seed', '5', '--dataset', 'flags');
    expect(made.json).toMatchObject({ sessions: 3, last: '2023-02-27', hash: same.json.hash });
    expect(await gamma('synthesize', '--recipe', join(folder, 'r.json'), '--seed', '5', '--dataset', 'x')).toMatchObject({ code: 2 });
    expect(await gamma('synthesize', '--recipe', save('bad.json', '{'), '--dataset', 'x')).toMatchObject({ code: 2, json: { error: { code: 'recipe' } } });
    expect(await gamma('synthesize', '--recipe', save('odd.json', JSON.stringify({ ...recipe, laws: 1 })), '--dataset', 'x')).toMatchObject({ code: 2 });
  });

  it('refuses a market, a number of sessions or a step it does not know', async () => {
    expect(await gamma('synthesize', '--market', 'faire', '--dataset', 'x')).toMatchObject({ code: 2 });
    expect(await gamma('synthesize', '--sessions', '9999', '--dataset', 'x')).toMatchObject({ code: 2 });
    expect(await gamma('synthesize', '--step', 'x', '--dataset', 'x')).toMatchObject({ code: 2 });
  });
});

describeWithData('gamma data on real files', () => {
  it('imports the midpoint panel: 412 sessions, all settled once closes are attached', async () => {
    const panel = await gamma('import', sharedPath('chains/spxw_0dte_midpoints/midpoints.csv.gz'), '--dataset', 'panel');
    expect(panel.json).toMatchObject({ sessions: 412, first: '2023-11-06', last: '2025-06-30', grade: 'recorded-mids', quotes: 'mids' });
    expect(panel.json.counts).toMatchObject({ quotes: 120920, rejected: {}, skipped: { 'no-quote': 4540 } });
    await gamma('attach', sharedPath('daily/spx_daily_yahoo.csv'), '--series', 'spx', '--dataset', 'panel');
    const { json } = await gamma('attach', sharedPath('daily/vix_daily_cboe.csv'), '--series', 'vix', '--dataset', 'panel');
    expect(json.gaps).toEqual({ withoutSettlement: [], withoutPreviousClose: [], withoutVix: [] });
    expect((await gamma('check', 'panel', '--strict')).code).toBe(0);
  });
});

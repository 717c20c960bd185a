import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseBars } from '../../src/formats/index.ts';
import { seasonOf } from '../../src/market/index.ts';
import { gamma, importPanel, scratch } from '../support/panel.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

interface Audit {
  findings: { code: string; detail: string }[];
  counts: Record<string, number>;
  shifts: { season: string; against: string; shift: number }[];
  days: { date: string; trust: number; findings: { code: string }[] }[];
}

describeWithData('gamma data audit on the recorded panel', () => {
  const work = scratch();
  const root = join(work.path, 'sets');
  afterAll(work.dispose);
  beforeAll(async () => importPanel(root), 120_000);
  const bars = sharedPath('bars/spx_5min.csv.gz');
  const audit = async (dataset: string, ...extra: string[]): Promise<{ code: number; audit: Audit }> => {
    const { code, out } = await gamma('data', 'audit', dataset, '--root', root, '--json', ...extra);
    return { code, audit: JSON.parse(out) as Audit };
  };

  it('finds its clock right and its index a point or two off, and writes a page', async () => {
    const { audit: found } = await audit('panel', '--bars', bars, '--out', join(work.path, 'page'));
    expect(found.shifts.map(({ shift }) => shift)).toEqual(found.shifts.map(() => 0));
    expect(found.shifts.length).toBe(8);
    expect(found.counts['index-off-parity']).toBeGreaterThan(100);
    expect(readFileSync(join(work.path, 'page', 'index.html'), 'utf8')).toContain('<svg');
  });

  it('finds labels an hour early in summer, from the bars and from the quotes alone, and fails under --strict', async () => {
    const [header, ...rows] = gunzipSync(readFileSync(sharedPath('chains/spxw_0dte_midpoints/midpoints.csv.gz'))).toString('utf8').split('\n');
    const shifted = rows.flatMap((row) => {
      const [date, time, ...rest] = row.split(',');
      if (row === '' || seasonOf(date) === 'winter') return [row];
      const hour = Number(time.slice(0, 2)) - 1;
      return hour * 60 + Number(time.slice(3)) < 570 ? [] : [[date, `${String(hour).padStart(2, '0')}${time.slice(2)}`, ...rest].join(',')];
    });
    const path = join(work.path, 'shifted.csv');
    writeFileSync(path, [header, ...shifted].join('\n'));
    await gamma('data', 'import', path, '--dataset', 'shifted', '--root', root);
    const { code, audit: found } = await audit('shifted', '--strict', '--bars', bars);
    expect(code).toBe(4);
    expect(found.findings.map(({ code: finding }) => finding)).toEqual(['time-shift', 'time-shift', 'time-shift']);
    expect(found.findings.every(({ detail }) => /labels of summer time .* 60 minutes later/.test(detail))).toBe(true);
  }, 120_000);

  it('reads every shared file of bars', () => {
    for (const name of ['spx_5min.csv.gz', 'vix1d_5min.csv.gz', 'vix_5min.csv.gz', 'vix9d_5min.csv.gz', 'es_15min.csv.gz', 'spx_1hour_2023-09_2026-03.csv.gz', 'spy_1min_2024-02_2024-05_ext_hours.csv.gz', 'spy_1min_2025-09_2026-03.csv.gz', 'spx_1min_2023-03-16_2023-03-31_firstrate.txt']) {
      const bytes = readFileSync(sharedPath(`bars/${name}`));
      const read = parseBars((name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'), name);
      expect(read.length, name).toBeGreaterThan(1000);
      expect(read.every(({ date, start }) => /^\d{4}-\d\d-\d\d$/.test(date) && start >= 0 && start < 1440), name).toBe(true);
    }
  });
});

describeWithData('gamma data import', () => {
  it('names a localised date, and an index print that stood still overnight', async () => {
    const spanish = await gamma('data', 'import', sharedPath('chains/cboe_quotedata/spx_2022-03-23_1011ET_intraday.csv.gz'), '--dataset', 'x', '--dry-run', '--json');
    expect(JSON.parse(spanish.out).findings).toMatchObject([{ code: 'localised-date', detail: expect.stringContaining('2022-03-23 10:11') }]);
    const overnight = await gamma('data', 'import', sharedPath('chains/cboe_quotedata/spx_2024-11-11_0802ET_gth.csv.gz'), '--dataset', 'x', '--dry-run');
    expect(overnight.code).toBe(3);
    expect(overnight.err).toMatch(/off-hours 40.*stale-index: 2024-11-11 08:02, outside trading hours: the index prints 5995.54, calls and puts imply 602\d/);
  });
});

describe('gamma data audit of few sessions', () => {
  const work = scratch();
  const root = join(work.path, 'sets');
  afterAll(work.dispose);
  it('says that nothing tells whether their clock is right', async () => {
    await gamma('data', 'synthesize', '--market', 'fair', '--sessions', '6', '--seed', '3', '--step', '15', '--dataset', 'short', '--root', root);
    const { code, out } = await gamma('data', 'audit', 'short', '--root', root, '--strict', '--json');
    expect(code).toBe(0);
    expect((JSON.parse(out) as Audit).findings).toMatchObject([{ code: 'clock-untested', detail: expect.stringMatching(/the 6 sessions of winter time/) as string }]);
  }, 60_000);
});

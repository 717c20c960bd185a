import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quantiles, sessionDate } from '../../src/kernel/index.ts';
import type { Dataset } from '../../src/store/index.ts';
import { openDataset } from '../../src/store/index.ts';
import { gamma, scratch } from '../support/panel.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

describeWithData('gamma data reconstruct', () => {
  const work = scratch();
  const root = join(work.path, 'sets');
  afterAll(work.dispose);
  const files = ['--bars', sharedPath('bars/spx_5min.csv.gz'), '--spx', sharedPath('daily/spx_daily_yahoo.csv'), '--vix', sharedPath('daily/vix_daily_cboe.csv')];
  let dataset: Dataset;
  let result: { grade: string; sessions: number; leftOut: unknown[] };
  beforeAll(async () => {
    const { out } = await gamma('data', 'reconstruct', ...files, '--vix1d', sharedPath('bars/vix1d_5min.csv.gz'), '--dataset', 'made', '--root', root, '--json');
    result = JSON.parse(out);
    dataset = await openDataset(root, 'made');
  }, 120_000);

  it('makes sessions of grade reconstructed that settle on the official close', () => {
    expect(result).toMatchObject({ grade: 'reconstructed' });
    expect(result.sessions).toBeGreaterThan(200);
    expect(dataset.day(dataset.days[5]).settlement).toBeGreaterThan(3000);
  });

  it('lies within a quarter point of recorded 10-wide spreads, in the median, on sessions the fit left out', () => {
    const lines = gunzipSync(readFileSync(sharedPath('chains/spxw_0dte_midpoints/midpoints.csv.gz'))).toString('utf8').trim().split('\n').slice(1).map((line) => line.split(','));
    const vix1d = gunzipSync(readFileSync(sharedPath('bars/vix1d_5min.csv.gz'))).toString('utf8');
    const dates = [...new Set(lines.map(([date]) => date))].filter((date) => dataset.days.includes(sessionDate(date)) && vix1d.includes(`${date}T09:55`) && dataset.day(sessionDate(date)).context.closeMinute === 960);
    const heldOut = new Set(dates.filter((_, i) => i % 2 === 1));
    expect(heldOut.size).toBe(46);
    const mids = new Map(lines.filter(([date]) => heldOut.has(date)).map(([date, time, , strike, call, put]) => [`${date} ${time} ${strike}`, { call, put }]));
    const errors: number[] = [];
    for (const [key, near] of mids) {
      const [date, time, text] = key.split(' ');
      if (!['10:00', '12:00', '14:00', '15:30'].includes(time)) continue;
      const day = dataset.day(sessionDate(date));
      const t = day.minutes.indexOf(Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
      for (const side of ['put', 'call'] as const) {
        const strike = Number(text);
        const outer = side === 'put' ? strike - 10 : strike + 10;
        const far = mids.get(`${date} ${time} ${outer}`);
        const distance = side === 'put' ? day.spot[t] - strike : strike - day.spot[t];
        if (far === undefined || near[side] === '' || far[side] === '' || !(distance >= 10 && distance < 40)) continue;
        const mid = (at: number): number => {
          const cell = ((side === 'put' ? 0 : day.strikes.length) + day.strikes.indexOf(at)) * day.stride + t;
          return (day.bid[cell] + day.ask[cell]) / 200;
        };
        errors.push(Math.abs(mid(strike) - mid(outer) - (Number(near[side]) - Number(far[side]))));
      }
    }
    expect(errors.length).toBeGreaterThan(1500);
    expect(quantiles(errors, [0.5])[0]).toBeLessThanOrEqual(0.25);
  });

  it('refuses bars without their daily files, and says which sessions it left out', async () => {
    const { code, err } = await gamma('data', 'reconstruct', ...files.slice(0, 4), '--vix', sharedPath('bars/spx_5min.csv.gz'), '--dataset', 'other', '--root', root);
    expect(code).toBe(3);
    expect(err).toMatch(/with columns date and close/);
    expect(result.leftOut.every((entry) => typeof entry === 'object')).toBe(true);
  });
});

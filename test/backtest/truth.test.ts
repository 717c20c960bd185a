import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runStudy } from '../../src/backtest/index.ts';
import type { Dataset } from '../../src/store/index.ts';
import { openDataset } from '../../src/store/index.ts';
import { importPanel, scratch } from '../support/panel.ts';
import { studyWith } from '../support/plans.ts';
import { describeWithData, sharedPath } from '../support/shared-data.ts';

/**
 * The engine against a short calculation that shares no code with it: text in, cents out.
 *
 * Sell the 10-wide vertical whose short strike lies an offset from the index rounded to 5, at the panel's mids, free of
 * fees, held to the official close.
 */
const independent = (right: 'put' | 'call', offset: number, time: string) => {
  const text = gunzipSync(readFileSync(sharedPath('chains/spxw_0dte_midpoints/midpoints.csv.gz'))).toString();
  const closes = new Map<string, number>();
  for (const line of readFileSync(sharedPath('daily/spx_daily_yahoo.csv'), 'utf8').split('\n').slice(1)) {
    const [date, , , , close] = line.split(',');
    closes.set(date, Number(close));
  }
  const mids = new Map<string, number>();
  const spots = new Map<string, number>();
  for (const line of text.split('\n').slice(1)) {
    const [date, at, spot, strike, call, put] = line.split(',');
    if (at !== time) continue;
    spots.set(date, Number(spot));
    const price = right === 'call' ? call : put;
    if (price !== undefined && price !== '') mids.set(`${date} ${Number(strike)}`, Math.floor(Number(price) * 100 + 0.5 + 1e-9));
  }
  const results: number[] = [];
  for (const [date, spot] of spots) {
    const centre = Math.floor(spot / 5 + 0.5) * 5;
    const sign = right === 'call' ? 1 : -1;
    const [short, long] = [centre + sign * offset, centre + sign * (offset + 10)];
    const [sold, bought] = [mids.get(`${date} ${short}`), mids.get(`${date} ${long}`)];
    const close = closes.get(date);
    if (sold === undefined || bought === undefined || close === undefined || sold - bought <= 0) continue;
    const official = Math.round(close * 100);
    const owed = (strike: number): number => Math.max(0, sign * (official - strike * 100));
    results.push((sold - bought) * 100 - (owed(short) - owed(long)) * 100);
  }
  return results.sort((a, b) => a - b);
};

describeWithData('fixed offsets on the recorded panel', () => {
  const folder = scratch();
  let panel: Dataset;
  beforeAll(async () => {
    await importPanel(folder.path);
    panel = await openDataset(folder.path, 'panel');
  }, 60_000);
  afterAll(() => folder.dispose());

  const cases = (['put', 'call'] as const).flatMap((right) =>
    [10, 20, 30].flatMap((offset) => ['10:00', '12:00', '14:00'].map((time) => ({ right, offset, time }))));

  it.each(cases)('$right $offset points out at $time equal an independent calculation to the cent', ({ right, offset, time }) => {
    const study = studyWith('seed-bt3y-rules', ({ risk, execution }) => ({
      strategy: {
        setup: { kind: 'fixedOffset', right, increment: 5, offset, width: 10 },
        entry: { times: [time], lateByMinutes: 0, gates: [], limitOfMid: 0, workMinutes: 0 },
        exits: { hold: null, rules: [] },
      },
      risk: { ...risk, sizing: { policy: 'fixed', contracts: 1 }, account: { ...risk.account, startingEquity: 1_000_000 } },
      execution: {
        ...execution, delayMinutes: 0, fees: { kind: 'none', because: 'the check is of the engine alone' },
        fills: { entry: { share: 0, atLeast: 0, slippage: 0 }, exit: { share: 0, atLeast: 0, slippage: 0 }, stop: { share: 0, atLeast: 0, slippage: 0 } },
      },
    }));
    const days = panel.days.map((date) => panel.day(date));
    const result = runStudy(days, { plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution });
    const ours = result.trades.map((trade) => trade.pnlPerContract).sort((a, b) => a - b);
    const theirs = independent(right, offset, time);
    expect(theirs.length).toBeGreaterThan(200);
    expect(ours).toEqual(theirs);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStream } from '../../src/kernel/index.ts';
import { sessionsBetween } from '../../src/market/index.ts';
import { gamma } from './panel.ts';

/** Minutes after midnight of the rows, and the mid of the put vertical 5890/5880 in points on a good day and a bad one. */
const rows: readonly (readonly [string, number, number])[] = [
  ['09:35', 2, 2], ['10:00', 2, 2], ['11:00', 1.8, 2.6], ['12:00', 1.5, 4], ['13:00', 1.2, 5.5], ['14:00', 0.65, 7], ['15:00', 0.3, 8.5], ['15:55', 0.1, 9.5],
];

/**
 * A folder with quotes of one put vertical over some sessions.
 *
 * On a bad day the spread loses most of its width: 15 days in a hundred where an edge is planted, 40 where none is. At 10:00
 * the market is a few cents wide; at other times a point.
 */
export const plantMarket = async (folder: string, root: string, dataset: string, edge: boolean): Promise<void> => {
  const rng = openStream(11, 0x91a);
  const sessions = sessionsBetween('2023-03-01', '2023-11-30').slice(0, 160);
  const quotes = ['date,time,expiry,root,strike,right,bid,ask,spot'];
  const closes = ['date,open,high,low,close'];
  for (const date of sessions) {
    const isBad = rng.real() < (edge ? 0.15 : 0.4);
    const noise = rng.normal() * 0.06;
    rows.forEach(([time, good, bad], i) => {
      const mid = Math.max(0.05, (isBad ? bad : good) + noise * Math.sqrt(i));
      const half = time === '10:00' ? 0.04 : 0.5;
      const spot = isBad ? 5900 - i : 5900 + i;
      const low = Math.max(0, Math.round((mid - half) * 20) / 20);
      const high = Math.round((mid + half) * 20) / 20;
      quotes.push(`${date},${time},${date},SPXW,5890,P,${low.toFixed(2)},${high.toFixed(2)},${spot}`);
      quotes.push(`${date},${time},${date},SPXW,5880,P,0.00,0.05,${spot}`);
    });
    const close = isBad ? 5872 : 5907;
    closes.push(`${date},${close},${close},${close},${close}`);
  }
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const map = 'stamp: end\ncolumns: { date: date, time: time, expiry: expiry, root: root, strike: strike, right: right, bid: bid, ask: ask, underlying: spot }\n';
  for (const argv of [
    ['data', 'import', file(`${dataset}.csv`, quotes.join('\n')), '--format', 'generic', '--map', file('map.yaml', map), '--grade', 'recorded', '--source', 'a market made for a test'],
    ['data', 'attach', file(`${dataset}-closes.csv`, closes.join('\n')), '--series', 'spx'],
  ]) {
    const { code, err } = await gamma(...argv, '--dataset', dataset, '--root', root);
    if (code !== 0) throw new Error(err);
  }
};

/** Sells the spread at ten with a stop and a target, one contract. */
export const plantedStudy = {
  extends: 'seed-bt3y-quotes', name: 'planted', requires: 'recorded',
  strategy: {
    setup: { kind: 'fixedOffset', right: 'put', increment: 5, offset: 10, width: 10 },
    entry: { times: ['10:00'], lateByMinutes: 5, gates: [], limitOfMid: 0, workMinutes: 0 },
    exits: {
      hold: null,
      rules: [
        { kind: 'stopLoss', basis: 'mid', stopLossPercent: 100, graceSeconds: 0, confirmSeconds: 0 },
        { kind: 'profitTarget', basis: 'mid', clock: 'elapsed', schedule: [{ hours: 0, percent: 60 }] },
      ],
    },
  },
  risk: {
    account: { startingEquity: 25000, haltBelow: 0.5, margin: 'definedRisk' },
    sizing: { policy: 'fixed', contracts: 1 },
    limits: { maxOpen: null, maxEntriesPerDay: null, dailyLoss: null, maxOpenRisk: null, minutesBetweenEntries: null },
  },
  execution: { delayMinutes: 0, widths: { kind: 'recorded' }, completion: null, fills: 'half', trust: null, gap: null, fees: 'spxw-retail-2026' },
};

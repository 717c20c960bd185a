/** Rows of the shared midpoint panel with what was known at each: for fitting and checking reconstructed days. */
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { closeMinuteOf, impliedVolatility, isFomc, levelsOfBars, previousSession } from '../dist/market/index.js';
import { parseBars } from '../dist/formats/index.js';

const shared = resolve(process.env.GAMMA_SHARED ?? '../shared', 'data');

export const readShared = (path) => {
  const bytes = readFileSync(resolve(shared, path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
};

export const sharedFile = (path) => resolve(shared, path);

const bars = (path) => parseBars(readShared(path), basename(path));

/** Columns of a daily file by date. */
export const dailyRows = (path) => {
  const [header, ...lines] = readShared(path).trim().split(/\r?\n/);
  const names = header.toLowerCase().split(',');
  return new Map(lines.map((line) => {
    const row = Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell]));
    const american = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(row.date);
    return [american === null ? row.date : `${american[3]}-${american[1]}-${american[2]}`, row];
  }));
};

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const FULL = 960;

/** Middle of the levels that calls and puts imply within 25 points. */
const forwardOf = (quotes, spx) =>
  median(quotes.filter(({ strike, put, call }) => Math.abs(strike - spx) <= 25 && put > 0 && call > 0).map(({ strike, put, call }) => strike + call - put));

/** Deviation at the money, points: in proportion between the two quoted strikes around the forward. */
const deviationOf = (quotes, forward) => {
  const near = quotes.filter(({ put, call }) => put > 0 && call > 0).sort((a, b) => Math.abs(a.strike - forward) - Math.abs(b.strike - forward)).slice(0, 2);
  const [a, b] = near.map(({ strike, put, call }) => {
    const right = strike < forward ? 'put' : 'call';
    const total = impliedVolatility({ right, spot: forward, strike, years: 1 }, right === 'put' ? put : call);
    return { strike, deviation: total === undefined ? Number.NaN : total * forward };
  });
  if (b === undefined || (a.strike - forward) * (b.strike - forward) >= 0) return a?.deviation ?? Number.NaN;
  return a.deviation + ((forward - a.strike) / (b.strike - a.strike)) * (b.deviation - a.deviation);
};

/** All rows of full sessions, ascending; `heldOut` ones are for the check, the others for the fit. */
export const panelRows = () => {
  const spx = dailyRows('daily/spx_daily_yahoo.csv');
  const vix = dailyRows('daily/vix_daily_cboe.csv');
  const barLevel = levelsOfBars(bars('bars/spx_5min.csv.gz'));
  const vix1dLevel = levelsOfBars(bars('bars/vix1d_5min.csv.gz'));
  const rows = new Map();
  for (const line of readShared('chains/spxw_0dte_midpoints/midpoints.csv.gz').trim().split('\n').slice(1)) {
    const [date, time, level, strike, call, put] = line.split(',');
    if (closeMinuteOf(date) !== FULL) continue;
    const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
    const key = `${date} ${minute}`;
    if (!rows.has(key)) rows.set(key, { date, minute, spx: Number(level), quotes: [] });
    rows.get(key).quotes.push({ strike: Number(strike), call: call === '' ? Number.NaN : Number(call), put: put === '' ? Number.NaN : Number(put) });
  }
  const all = [...rows.values()].sort((a, b) => (a.date === b.date ? a.minute - b.minute : a.date < b.date ? -1 : 1));
  const withBars = [...new Set(all.map((row) => row.date))].filter((date) => vix1dLevel(date, 600) > 0 && barLevel(date, 600) > 0);
  let [realised, mark, current] = [0, 0, ''];
  for (const row of all) {
    const before = previousSession(row.date);
    row.forward = forwardOf(row.quotes, row.spx);
    row.deviation = deviationOf(row.quotes, row.forward);
    const open = Number(spx.get(row.date).open);
    if (row.date !== current) [realised, mark, current] = [0, open, row.date];
    realised += Math.log(row.forward / mark) ** 2;
    mark = row.forward;
    Object.assign(row, {
      realised,
      previousVix: Number(vix.get(before).close),
      previousRange: Math.log(Number(spx.get(before).high) / Number(spx.get(before).low)),
      gap: Math.abs(Math.log(open / Number(spx.get(before).close))),
      vix1d: vix1dLevel(row.date, row.minute),
      bar: barLevel(row.date, row.minute),
      heldOut: withBars.indexOf(row.date) % 2 === 1,
    });
  }
  return all;
};

/** What the surface may know at a panel row. */
export const knownOf = (row, spot = row.forward) => ({
  minute: row.minute, closeMinute: FULL, spot, previousVix: row.previousVix, previousRange: row.previousRange, gap: row.gap,
  realised: row.realised, isFomc: isFomc(row.date), vix1d: row.vix1d,
});

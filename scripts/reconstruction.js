/**
 * Holds reconstructed spreads against recorded ones and writes the tables into docs/data.md.
 *
 *   node scripts/reconstruction.js     # needs the shared data, see GAMMA_SHARED, and a build
 *
 * Only sessions that the fit left out, and recorded snapshots of other years, are compared.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseBars } from '../dist/formats/index.js';
import { levelsOfBars, reconstructDay } from '../dist/market/index.js';
import { readDailyCsv, readDailyRanges, reconstructedDataset } from '../dist/store/index.js';
import { dailyRows, panelRows, readShared } from './panel-rows.js';

const WIDTH = 10;
const TIMES = [[600, '10:00'], [720, '12:00'], [840, '14:00'], [930, '15:30']];
const BUCKETS = [[0, 10], [10, 20], [20, 30], [30, 40]];
const sides = ['put', 'call'];

const text = (path) => readShared(path);
const bars = parseBars(text('bars/spx_5min.csv.gz'), 'spx_5min');
const vix1dAt = levelsOfBars(parseBars(text('bars/vix1d_5min.csv.gz'), 'vix1d_5min'));
const series = {
  bars,
  closes: readDailyCsv(text('daily/spx_daily_yahoo.csv'), 'spx'),
  ranges: readDailyRanges(text('daily/spx_daily_yahoo.csv'), 'spx'),
  vixCloses: readDailyCsv(text('daily/vix_daily_cboe.csv'), 'vix'),
  inputs: [],
};

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Mid of a sold vertical in points: nearer strike less the one 10 points farther out. */
const spreadMid = (mids, side, strike) => {
  const [near, far] = [mids(side, strike), mids(side, side === 'put' ? strike - WIDTH : strike + WIDTH)];
  return near === undefined || far === undefined ? Number.NaN : near - far;
};

const midsOfDay = (day, minute) => {
  const t = day.minutes.indexOf(minute);
  return (side, strike) => {
    const k = day.strikes.indexOf(strike);
    if (k < 0) return undefined;
    const cell = ((side === 'put' ? 0 : day.strikes.length) + k) * day.stride + t;
    return (day.bid[cell] + day.ask[cell]) / 200;
  };
};

/** Differences model less recorded, with where they are. */
const compare = (rows, days) =>
  rows.flatMap((row) => {
    const day = days.get(row.date);
    if (day === undefined || !day.minutes.includes(row.minute)) return [];
    const spot = day.spot[day.minutes.indexOf(row.minute)];
    const quotes = new Map(row.quotes.map((quote) => [quote.strike, quote]));
    const recorded = (side, strike) => quotes.get(strike)?.[side];
    const modelled = midsOfDay(day, row.minute);
    return sides.flatMap((side) =>
      row.quotes.flatMap(({ strike }) => {
        const distance = side === 'put' ? spot - strike : strike - spot;
        const difference = spreadMid(modelled, side, strike) - spreadMid(recorded, side, strike);
        return Number.isNaN(difference) || distance < 0 || distance >= 40 ? [] : [{ minute: row.minute, side, distance, difference }];
      }),
    );
  });

const errorOf = (found) => median(found.map(({ difference }) => Math.abs(difference)));
const bias = (found) => median(found.map(({ difference }) => difference)).toFixed(2).replace(/^-0.00$/, '0.00');
const cell = (found) => (found.length === 0 ? '-' : `${errorOf(found).toFixed(2)} (${bias(found)})`);
const within = (found, side, from, to) => found.filter((entry) => entry.side === side && entry.distance >= from && entry.distance < to);

const table = (found) => {
  const columns = sides.flatMap((side) => BUCKETS.map(([from, to]) => [side, from, to]));
  const head = `| time | ${columns.map(([side, from, to]) => `${side} ${from}-${to}`).join(' | ')} |`;
  const rule = `|---|${columns.map(() => '---').join('|')}|`;
  const lines = TIMES.map(([minute, label]) => {
    const there = found.filter((entry) => entry.minute === minute);
    return `| ${label} | ${columns.map(([side, from, to]) => cell(within(there, side, from, to))).join(' | ')} |`;
  });
  return [head, rule, ...lines].join('\n');
};

const heldOut = panelRows().filter((row) => row.heldOut && TIMES.some(([minute]) => minute === row.minute));
const dates = new Set(heldOut.map((row) => row.date));

const pooled = (found) => found.filter(({ distance }) => distance >= 10);
const answers = [['with VIX1D', vix1dAt], ['without VIX1D', undefined]].map(([name, at]) => {
  const { made } = reconstructedDataset({ ...series, vix1dAt: at }, { replace: false });
  const days = new Map([...made.days].filter((day) => dates.has(day.date)).map((day) => [day.date, day]));
  const found = compare(heldOut, days);
  return { name, found, sessions: days.size };
});

/** Recorded quote tables of single moments: the path is the open and that moment. */
const snapshots = () => {
  const spx = dailyRows('daily/spx_daily_yahoo.csv');
  const vix = dailyRows('daily/vix_daily_cboe.csv');
  const [header, ...lines] = text('chains/spxw_bid_ask_snapshots.csv.gz').trim().split('\n');
  const names = header.split(',');
  const all = lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i], value])));
  return [...new Set(all.map((row) => row.ts_et))].flatMap((stamp) => {
    const date = stamp.slice(0, 10);
    const minute = Number(stamp.slice(11, 13)) * 60 + Number(stamp.slice(14, 16));
    const rows = all.filter((row) => row.ts_et === stamp && row.expiration === date);
    const sessions = [...spx.keys()].sort();
    const before = sessions[sessions.indexOf(date) - 1];
    if (rows.length === 0 || before === undefined || minute > 945) return [];
    const day = reconstructDay({
      date, minutes: [570, minute], levels: [Number(spx.get(date).open), Number(rows[0].spot)], previousClose: Number(spx.get(before).close),
      previousVix: Number(vix.get(before).close), previousHigh: Number(spx.get(before).high), previousLow: Number(spx.get(before).low),
      vix1dAt: () => Number.NaN,
    });
    const strikes = [...new Set(rows.map((row) => Number(row.strike)))];
    const mid = (right, strike) => {
      const found = rows.find((row) => row.right === right && Number(row.strike) === strike);
      return found === undefined || found.ask === '' ? undefined : (Number(found.bid) + Number(found.ask)) / 2;
    };
    const quotes = strikes.map((strike) => ({ strike, put: mid('P', strike), call: mid('C', strike) }));
    return [{ label: `${date} ${stamp.slice(11, 16)}`, found: compare([{ date, minute, quotes }], new Map([[date, day]])) }];
  });
};

const snapshotTable = (entries) => [
  `| snapshot | ${sides.flatMap((side) => BUCKETS.map(([from, to]) => `${side} ${from}-${to}`)).join(' | ')} |`,
  `|---|${'---|'.repeat(8)}`,
  ...entries.map(({ label, found }) => `| ${label} | ${sides.flatMap((side) => BUCKETS.map(([from, to]) => cell(within(found, side, from, to)))).join(' | ')} |`),
].join('\n');

const body = [
  ...answers.flatMap(({ name, found, sessions }) => [
    `**${name[0].toUpperCase()}${name.slice(1)}**: ${sessions} sessions not used for the fit, ${pooled(found).length} spreads 10 to 40 points out, median absolute error **${errorOf(pooled(found)).toFixed(2)} points**.`,
    '', table(found), '',
  ]),
  'Recorded quote tables (real bid and ask) are harder: there is no VIX1D for them, and of the path only the open and the',
  'moment itself are known, so the moves so far are understated; 2022-07-12 was the eve of an inflation report.', '',
  snapshotTable(snapshots()), '',
].join('\n');

const path = new URL('../docs/data.md', import.meta.url);
const [before, rest] = readFileSync(path, 'utf8').split('<!-- reconstruction: begin -->\n');
const [, after] = rest.split('<!-- reconstruction: end -->');
writeFileSync(path, `${before}<!-- reconstruction: begin -->\n${body}<!-- reconstruction: end -->${after}`);
process.stdout.write(`${body}\n`);

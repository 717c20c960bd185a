/**
 * Makes the files in samples/: quotes of a made-up market in the layout of Cboe DataShop intervals, and its daily closes.
 *
 *   node scripts/sample-files.js       # needs a build
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fairMarket, marketRecipes } from '../dist/market/index.js';

const SESSIONS = 12;
const STEP = 5;
/** Points from the index's range within which strikes are written. */
const REACH = 75;

const folder = resolve(import.meta.dirname, '..', 'samples');
const market = fairMarket(7, { sessions: SESSIONS + 1, step: STEP, from: '2025-03-03', law: marketRecipes.fair.law });
const days = Array.from({ length: SESSIONS + 1 }, (_, i) => market.day(i, 'ticked'));

const two = (value) => value.toFixed(2);
const clock = (minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;

const rows = ['underlying_symbol,quote_datetime,root,expiration,strike,option_type,bid,ask,underlying_bid,underlying_ask'];
for (const day of days.slice(0, SESSIONS)) {
  const [low, high] = [Math.min(...day.spot) - REACH, Math.max(...day.spot) + REACH];
  for (let t = 0; t < day.rows; t++) {
    for (let k = 0; k < day.strikes.length; k++) {
      if (day.strikes[k] < low || day.strikes[k] > high) continue;
      for (const [right, letter] of ['P', 'C'].entries()) {
        const cell = (right * day.strikes.length + k) * day.stride + t;
        if (Number.isNaN(day.ask[cell])) continue;
        const level = two(day.spot[t]);
        rows.push([`^SPX,${day.date} ${clock(day.minutes[t])},SPXW,${day.date},${day.strikes[k]}.000,${letter}`, two(day.bid[cell] / 100), two(day.ask[cell] / 100), level, level].join(','));
      }
    }
  }
}

/** A daily file of closes; the other columns repeat them, since only closes are used. */
const daily = (closes) => `date,open,high,low,close\n${closes.map(([date, close]) => `${date},${close},${close},${close},${close}\n`).join('')}`;

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'datashop-made-up.csv.gz'), gzipSync(`${rows.join('\n')}\n`, { level: 9 }));
writeFileSync(join(folder, 'spx_daily.csv'), daily(days.slice(0, SESSIONS).map((day) => [day.date, two(day.settlement)])));
writeFileSync(join(folder, 'vix_daily.csv'), daily(days.slice(1).map((day, i) => [days[i].date, two(day.context.previousVix)])));
console.error(`${rows.length - 1} quotes of ${SESSIONS} sessions in ${folder}`);

/**
 * Measures every synthetic market beside recorded figures and writes table and charts into docs/.
 *
 *   node scripts/markets.js            # needs a build
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { closeMinuteOf, deviationNear, gexAt, marketNames, marketOf, marketRecipes, maxGexPin, parityLevel } from '../dist/market/index.js';
import { chart } from '../dist/report/index.js';
import { chartSvg } from '../dist/store/index.js';

const STEP = 5;
const FULL = 960;
const sorted = (values) => values.toSorted((a, b) => a - b);
const quantile = (values, p) => sorted(values)[Math.min(values.length - 1, Math.floor(p * values.length))];
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

/** Recorded figures: medians and quantiles over the panel (408 sessions), SPX 5-minute bars (222), VIX closes 2023 to 2026. */
const recorded = {
  'deviation at 10:00, bp': 53.1, 'deviation at 14:00, bp': 28.9, 'mean abs z from 10:00': 0.775, 'P(abs z > 1) from 10:00': 0.279,
  'P(abs z > 2) from 10:00': 0.051, 'mean abs z from 14:00': 0.742, 'realised vol p10, %': 5.0, 'realised vol p50, %': 8.8,
  'realised vol p90, %': 18.7, 'first half hour of variance': 0.176, 'last half hour of variance': 0.094,
  'lag-1 correlation, 5 min': 0.007, 'kurtosis, 5 min': 4.5, 'range p50, points': 60, 'VIX p50': 16.7, 'VIX p95': 24.7,
  'VIX daily log change, sd': 0.075, 'noon to close, part of way to pin': Number.NaN,
};

const measure = (market) => {
  const found = { d600: [], d840: [], z600: [], z840: [], rv: [], first: [], last: [], range: [], days: [], pairs: [], vix: [], toPin: [] };
  market.dates.forEach((date, i) => {
    if (closeMinuteOf(date) !== FULL) return;
    const day = market.day(i, 'exact');
    const path = [...day.spot, day.settlement];
    const moves = path.slice(1).map((level, t) => Math.log(level / path[t]));
    const variance = moves.reduce((sum, move) => sum + move * move, 0);
    const part = (from, to) => moves.slice(from, to).reduce((sum, move) => sum + move * move, 0) / variance;
    found.rv.push(100 * Math.sqrt(variance * 252));
    found.first.push(part(0, 30 / STEP));
    found.last.push(part(-30 / STEP));
    found.range.push(Math.max(...path) - Math.min(...path));
    found.vix.push(day.context.previousVix);
    const scale = Math.sqrt(variance / moves.length);
    found.days.push(moves.map((move) => move / scale));
    found.pairs.push(...moves.slice(1).map((move, t) => (move * moves[t]) / scale ** 2));
    for (const minute of [600, 840]) {
      const t = day.minutes.indexOf(minute);
      const sd = deviationNear(day, t, parityLevel(day, t));
      if (sd === undefined || Number.isNaN(day.bid[t])) continue;
      found[`d${minute}`].push((10000 * sd) / day.spot[t]);
      found[`z${minute}`].push(Math.abs(day.settlement - day.spot[t]) / sd);
    }
    const noon = day.minutes.indexOf(720);
    const profile = gexAt(day, noon, 'dollars-per-percent');
    const pin = profile === undefined ? undefined : maxGexPin(profile, 100);
    if (pin !== undefined && Math.abs(pin - day.spot[noon]) >= 15) found.toPin.push((day.settlement - day.spot[noon]) / (pin - day.spot[noon]));
  });
  const above = (values, level) => mean(values.map((value) => (value > level ? 1 : 0)));
  // Standardised by session and by time of day, as the recorded figure is.
  const bySlot = found.days[0].map((_, slot) => Math.sqrt(mean(found.days.map((moves) => moves[slot] ** 2))));
  const standard = found.days.flatMap((moves) => moves.map((move, slot) => move / bySlot[slot]));
  const second = mean(standard.map((move) => move ** 2));
  return {
    'deviation at 10:00, bp': quantile(found.d600, 0.5), 'deviation at 14:00, bp': quantile(found.d840, 0.5), 'mean abs z from 10:00': mean(found.z600),
    'P(abs z > 1) from 10:00': above(found.z600, 1), 'P(abs z > 2) from 10:00': above(found.z600, 2), 'mean abs z from 14:00': mean(found.z840),
    'realised vol p10, %': quantile(found.rv, 0.1), 'realised vol p50, %': quantile(found.rv, 0.5), 'realised vol p90, %': quantile(found.rv, 0.9),
    'first half hour of variance': mean(found.first), 'last half hour of variance': mean(found.last),
    'lag-1 correlation, 5 min': mean(found.pairs), 'kurtosis, 5 min': mean(standard.map((move) => move ** 4)) / second ** 2,
    'range p50, points': quantile(found.range, 0.5), 'VIX p50': quantile(found.vix, 0.5), 'VIX p95': quantile(found.vix, 0.95),
    'VIX daily log change, sd': deviation(found.vix.slice(1).map((level, i) => Math.log(level / found.vix[i]))),
    'noon to close, part of way to pin': found.toPin.length === 0 ? Number.NaN : mean(found.toPin),
  };
};

const shown = (value) => (Number.isNaN(value) ? '-' : Math.abs(value) >= 20 ? value.toFixed(0) : Math.abs(value) >= 2 ? value.toFixed(1) : value.toFixed(3));
const markets = marketNames.map((name) => ({ name, market: marketOf({ ...marketRecipes[name], step: STEP }) }));
const measured = markets.map(({ name, market }) => ({ name, figures: measure(market) }));
const table = [
  `| figure | recorded | ${measured.map(({ name }) => name).join(' | ')} |`,
  `|---|---:|${'---:|'.repeat(measured.length)}`,
  ...Object.keys(recorded).map((key) => `| ${key} | ${shown(recorded[key])} | ${measured.map(({ figures }) => shown(figures[key])).join(' | ')} |`),
].join('\n');

const paths = new Map(markets.map(({ name, market }) => [name, market.dates.flatMap((date, i) => {
  const { spot, settlement } = market.day(i, 'exact');
  return closeMinuteOf(date) === FULL ? [[...spot, settlement]] : [];
})]));
const closes = markets.flatMap(({ name, market }) => market.dates.map((date, i) => ({ market: name, date: String(date), close: market.day(i, 'exact').settlement })));
const distances = markets.flatMap(({ name, market }) =>
  Array.from({ length: 13 }, (_, slot) => {
    const moves = paths.get(name).map((path) => Math.abs(Math.log(path[Math.min((slot + 1) * (30 / STEP), path.length - 1)] / path[slot * (30 / STEP)])));
    return { market: name, hour: 9.5 + slot / 2, move: 10000 * mean(moves) };
  }));
const line = (x, y) => ({ height: 260, mark: { type: 'line' }, encoding: { x, y, color: { field: 'market', type: 'nominal', legend: { title: null } } } });
const charts = [
  ['markets-paths', chart({ id: 'paths', title: 'Closes of the synthetic markets', caption: 'One seed each, 723 sessions.' }, closes, line({ field: 'date', type: 'temporal', axis: { title: null } }, { field: 'close', type: 'quantitative', scale: { zero: false }, axis: { title: 'close' } }))],
  ['markets-shape', chart({ id: 'shape', title: 'Mean move by half hour', caption: 'Basis points; the recorded shape is high at the open, low at noon, up again at the close.' }, distances, line({ field: 'hour', type: 'quantitative', scale: { domain: [9.5, 15.5] }, axis: { title: 'hour, New York' } }, { field: 'move', type: 'quantitative', axis: { title: 'basis points' } }))],
];
for (const [name, { spec }] of charts) writeFileSync(new URL(`../docs/images/${name}.svg`, import.meta.url), await chartSvg(spec));

const path = new URL('../docs/data.md', import.meta.url);
const [before, rest] = readFileSync(path, 'utf8').split('<!-- markets: begin -->\n');
const [, after] = rest.split('<!-- markets: end -->');
writeFileSync(path, `${before}<!-- markets: begin -->\n${table}\n\n![Closes of the synthetic markets](images/markets-paths.svg)\n\n![Mean move by half hour](images/markets-shape.svg)\n<!-- markets: end -->${after}`);
process.stdout.write(`${table}\n`);

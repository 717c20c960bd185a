/**
 * Fits the surface of reconstructed days to the midpoint panel and writes src/market/reconstruct/surface-fit.ts.
 *
 *   node scripts/fit-surface.js        # needs the shared data, see GAMMA_SHARED, and a build
 *
 * Fit days: all full sessions before the index bars begin, and every second one after. The others are for the check in
 * scripts/reconstruction.js; `heldOut` there and here is one function.
 */
import { writeFileSync } from 'node:fs';
import { dailyTerms, impliedVolatility, intradayTerms } from '../dist/market/index.js';
import { knownOf, panelRows } from './panel-rows.js';

const Z = [-4, -3.5, -3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4];
const NEAR = 0.15;
const LEAST = 15;
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Least squares by normal equations. */
const regress = (rows, targets) => {
  const n = rows[0].length;
  const system = Array.from({ length: n }, () => new Array(n + 1).fill(0));
  rows.forEach((row, i) => {
    for (let a = 0; a < n; a++) {
      for (let b = 0; b < n; b++) system[a][b] += row[a] * row[b];
      system[a][n] += row[a] * targets[i];
    }
  });
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      if (b === a) continue;
      const factor = system[b][a] / system[a][a];
      for (let c = a; c <= n; c++) system[b][c] -= factor * system[a][c];
    }
  }
  return system.map((row, i) => row[n] / row[i]);
};

const fit = panelRows().filter((row) => !row.heldOut && row.deviation > 0);
const logs = (rows) => rows.map((row) => Math.log(row.deviation / row.forward));
const daily = regress(fit.map((row) => dailyTerms(knownOf(row))), logs(fit));
const withVix1d = fit.filter((row) => row.vix1d > 0);
const intraday = regress(withVix1d.map((row) => intradayTerms(knownOf(row))), logs(withVix1d));

const minutes = [...new Set(fit.map((row) => row.minute))].sort((a, b) => a - b);
const smile = minutes.map((minute) => {
  const ratios = Z.map(() => []);
  for (const row of fit.filter((found) => found.minute === minute)) {
    for (const { strike, put, call } of row.quotes) {
      const right = strike < row.forward ? 'put' : 'call';
      const price = right === 'put' ? put : call;
      const total = price > 0.02 ? impliedVolatility({ right, spot: row.forward, strike, years: 1 }, price) : undefined;
      const z = (strike - row.forward) / row.deviation;
      const at = Z.findIndex((distance) => Math.abs(z - distance) <= NEAR);
      if (total !== undefined && at >= 0) ratios[at].push((total * row.forward) / row.deviation);
    }
  }
  const found = ratios.map((list) => (list.length >= LEAST ? median(list) : Number.NaN));
  found[Z.indexOf(0)] = 1;
  const first = found.findIndex((ratio) => !Number.isNaN(ratio));
  const last = found.findLastIndex((ratio) => !Number.isNaN(ratio));
  // Wings the panel does not reach go on at its last slope, at most that of recorded quotes.
  for (let i = first - 1; i >= 0; i--) found[i] = found[i + 1] + Math.min(0.14, found[first] - found[first + 1]);
  for (let i = last + 1; i < Z.length; i++) found[i] = found[i - 1] + Math.min(0.12, found[last] - found[last - 1]);
  return { minute, ratios: found.map((ratio) => Number(ratio.toFixed(3))) };
});

const days = (rows) => new Set(rows.map((row) => row.date)).size;
const numbers = (values, digits) => values.map((value) => Number(value.toFixed(digits))).join(', ');
writeFileSync(new URL('../src/market/reconstruct/surface-fit.ts', import.meta.url), `import type { SurfaceFit } from './surface.ts';

/** Written by scripts/fit-surface.js; not edited by hand. */
export const surfaceFit: SurfaceFit = {
  about: 'SPXW 0DTE midpoint panel: ${days(fit)} full sessions, ${days(withVix1d)} of them with VIX1D',
  daily: [${numbers(daily, 4)}],
  intraday: [${numbers(intraday, 4)}],
  z: [${Z.join(', ')}],
  smile: [
${smile.map(({ minute, ratios }) => `    { minute: ${minute}, ratios: [${ratios.join(', ')}] },`).join('\n')}
  ],
};
`);
process.stdout.write(`fitted ${days(fit)} sessions, ${days(withVix1d)} with VIX1D\n`);

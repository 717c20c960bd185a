// Fits the synthetic market's law of the move to the recorded smiles in datasets/demo.recipe.json and prints it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, root } from './ensure.js';

ensureBuilt();
const { atMoneyUnits, valueTable } = await import('../dist/market/synthetic/fair-law.js');
const { impliedVolatility } = await import('../dist/market/index.js');
const { smile } = JSON.parse(readFileSync(join(root, 'datasets/demo.recipe.json'), 'utf8')).figures;

/** Small beside the index, so that lognormal and normal deviations agree. */
const DEVIATION = 0.0001;
/** The upward jumps' rate is set, not fitted: nothing within two deviations tells a fatter far tail from a thinner one. */
const UP_RATE = 0.7;

const lawOf = ([gaussian, downShape, downRate, upShape]) => ({
  gaussian: Math.exp(gaussian),
  down: { shape: Math.exp(downShape), rate: Math.exp(downRate) },
  up: { shape: Math.exp(upShape), rate: UP_RATE },
});
const ratiosOf = (law) => {
  const valueAt = valueTable(atMoneyUnits(law));
  return smile.z.map((z) => {
    const [spot, strike] = [1, 1 + z * DEVIATION];
    const right = z < 0 ? 'put' : 'call';
    return impliedVolatility({ right, spot, strike, years: 1 }, DEVIATION * valueAt(z)) / DEVIATION;
  });
};
/** Eighth power: nearly the largest distance at any time of day, yet smooth. */
const missOf = (x) => {
  const ratios = ratiosOf(lawOf(x));
  return smile.at.reduce((sum, row) => sum + row.ratios.reduce((s, target, i) => s + (ratios[i] - target) ** 8, 0), 0) ** (1 / 8);
};

/** Minimum by the simplex method (Nelder and Mead, 1965, doi:10.1093/comjnl/7.4.308). */
const minimum = (f, start, steps) => {
  let simplex = [start, ...start.map((_, i) => start.with(i, start[i] + 0.2))].map((x) => ({ x, y: f(x) }));
  for (let step = 0; step < steps; step++) {
    simplex.sort((a, b) => a.y - b.y);
    const worst = simplex.at(-1);
    const centre = start.map((_, i) => simplex.slice(0, -1).reduce((s, { x }) => s + x[i], 0) / start.length);
    const along = (factor) => {
      const x = centre.map((c, i) => c + factor * (worst.x[i] - c));
      return { x, y: f(x) };
    };
    const reflected = along(-1);
    const tried = reflected.y < simplex[0].y ? along(-2) : reflected.y < simplex.at(-2).y ? reflected : along(0.5);
    const best = tried.y < reflected.y ? tried : reflected;
    if (best.y < worst.y) simplex[simplex.length - 1] = best;
    else simplex = simplex.map(({ x }) => x.map((value, i) => (value + simplex[0].x[i]) / 2)).map((x) => ({ x, y: f(x) }));
  }
  return simplex.sort((a, b) => a.y - b.y)[0].x;
};

const fitted = lawOf(minimum(missOf, [-0.4, -0.5, 0.1, -2.5], 80));
const ratios = ratiosOf(fitted);
console.log(JSON.stringify(atMoneyUnits(fitted), undefined, 2));
for (const [i, z] of smile.z.entries()) console.log(`z ${z}: ${ratios[i].toFixed(3)}, recorded ${smile.at.map((row) => row.ratios[i]).join(' ')}`);

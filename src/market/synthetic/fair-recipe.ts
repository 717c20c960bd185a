import type { MarketRecipe } from './recipe.ts';

/**
 * The embedded dataset's recipe, as `datasets/demo.recipe.json` also states it.
 *
 * `law.move` was fitted to the smiles in `figures` by scripts/fit-market.js. The figures are medians over recorded sessions.
 */
export const fairRecipe: MarketRecipe = {
  schemaVersion: 1,
  market: 'fair',
  about:
    'A fair synthetic SPX market: the index is a martingale, every option is worth its conditional expectation, and no strategy has an edge before costs.',
  grade: 'synthetic',
  plantedEdge: 'none',
  seed: 13,
  from: '2023-02-23',
  to: '2026-01-09',
  step: 1,
  law: {
    move: { gaussian: 0.7092, down: { shape: 0.5558, rate: 1.0542 }, up: { shape: 0.089, rate: 0.7783 } },
    vix: { floor: 9.5, scale: 7.2, deviation: 0.475, persistence: 0.936 },
    session: { atMedian: 58.5, vixPower: 1.3, dispersion: 0.2 },
    overnight: 0.3,
    firstClose: 5450,
  },
  figures: {
    source:
      'SPXW 0DTE midpoint panel, 408 full sessions 2023-11-06 to 2025-06-30 (deviations, smile); two recorded intraday quote tables, 2022-03-23 and 2022-07-12 (widths); VIX closes 2023 to 2026 (levels)',
    deviations: [
      { minute: 575, basisPoints: 56.7 },
      { minute: 600, basisPoints: 53.1 },
      { minute: 630, basisPoints: 47.9 },
      { minute: 660, basisPoints: 45 },
      { minute: 720, basisPoints: 39.8 },
      { minute: 780, basisPoints: 35.9 },
      { minute: 840, basisPoints: 28.9 },
      { minute: 900, basisPoints: 22.2 },
      { minute: 930, basisPoints: 17.4 },
    ],
    smile: {
      z: [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2],
      at: [
        { minute: 600, ratios: [1.24, 1.18, 1.107, 1.049, 1, 0.961, 0.941, 0.965, 1.038] },
        { minute: 720, ratios: [1.32, 1.21, 1.116, 1.05, 1, 0.969, 0.959, 0.991, 1.072] },
        { minute: 840, ratios: [1.31, 1.19, 1.104, 1.042, 1, 0.982, 0.983, 1.024, 1.11] },
        { minute: 930, ratios: [1.26, 1.16, 1.089, 1.035, 1, 1.001, 1.021, 1.064, 1.145] },
      ],
    },
    widths: [
      { from: 5, width: 5 },
      { from: 10, width: 10 },
      { from: 50, width: 10 },
      { from: 100, width: 15 },
      { from: 200, width: 15 },
      { from: 300, width: 20 },
      { from: 500, width: 30 },
      { from: 1000, width: 30 },
    ],
    vix: [
      { probability: 0.05, level: 12.7 },
      { probability: 0.25, level: 14.6 },
      { probability: 0.5, level: 16.7 },
      { probability: 0.75, level: 19.1 },
      { probability: 0.95, level: 24.7 },
    ],
  },
};

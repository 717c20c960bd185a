import { openStream, points, sessionDate } from '../../src/kernel/index.ts';
import type { ChainDay } from '../../src/market/index.ts';
import { bsPriceForTests } from './toy-price.ts';

/**
 * A rough session: a walk, noisy quotes, holes, zero bids, uneven rows. Not a market; a place where rules meet trouble.
 */
export const randomDay = (seed: number, rows = 60): ChainDay => {
  const rng = openStream(seed, 1);
  const strikes = Float64Array.from({ length: 41 }, (_, i) => 5900 + 5 * i);
  const minutes = new Uint16Array(rows);
  const spot = new Float64Array(rows);
  let minute = 570 + rng.below(3);
  let level = 5980 + 40 * rng.real();
  for (let t = 0; t < rows; t++) {
    minutes[t] = minute;
    spot[t] = Math.round(level * 100) / 100;
    minute += 1 + rng.below(Math.max(2, Math.floor(700 / rows)));
    level += 4 * rng.normal();
  }
  const last = Math.max(minutes[rows - 1] + 1, 960);
  const size = 2 * strikes.length * rows;
  const bid = new Float64Array(size);
  const ask = new Float64Array(size);
  for (let r = 0; r < 2; r++) {
    for (let k = 0; k < strikes.length; k++) {
      for (let t = 0; t < rows; t++) {
        const at = (r * strikes.length + k) * rows + t;
        const fair = bsPriceForTests(r === 1, spot[t], strikes[k], Math.max(1, last - minutes[t]));
        const mid = Math.max(0, Math.round(fair * 100 * (1 + 0.05 * rng.normal())));
        const half = 2 + rng.below(8);
        bid[at] = Math.max(0, mid - half);
        ask[at] = mid + half;
        if (rng.real() < 0.04) {
          bid[at] = NaN;
          ask[at] = NaN;
        }
      }
    }
  }
  return {
    date: sessionDate('2024-05-14'),
    rows,
    stride: rows,
    minutes,
    strikes,
    spot,
    vix: new Float64Array(rows).fill(12 + 6 * rng.real()),
    bid,
    ask,
    openInterest: undefined,
    context: {
      previousClose: 5980 + 40 * rng.real(),
      previousVix: 14,
      closes: new Float64Array(0),
      vixCloses: new Float64Array(0),
      isFomc: false,
      closeMinute: last,
    },
    settlement: points(Math.round((spot[rows - 1] + rng.normal()) * 100) / 100),
  };
};

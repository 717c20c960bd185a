import { z } from 'zod';
import type { ChainDay, Right } from '../market/index.ts';
import { contractOffset, impliedVolatility, MINUTES_PER_YEAR, valueOption } from '../market/index.ts';

/**
 * What to do about strikes without a quote. Null leaves them missing. `smile` prices those between quoted strikes from a
 * curve fitted to the row's own quotes; the run counts them and says so.
 */
export const completionSchema = z
  .strictObject({
    kind: z.literal('smile'),
    /** Least quotes a row must have. */
    minQuotes: z.int().min(4),
  })
  .nullable();
export type CompletionConfig = z.infer<typeof completionSchema>;

interface SmilePoint {
  /** Strike's distance from the index over index times root of years. */
  readonly x: number;
  readonly volatility: number;
}

/** Least-squares parabola through points; its value as a function. */
const parabola = (points: readonly SmilePoint[]): ((x: number) => number) => {
  const sums = new Float64Array(5);
  const right = new Float64Array(3);
  for (const { x, volatility } of points) {
    for (let p = 0, power = 1; p < 5; p++, power *= x) {
      sums[p] += power;
      if (p < 3) right[p] += power * volatility;
    }
  }
  const [s0, s1, s2, s3, s4] = sums;
  const det = s0 * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s2 * s3) + s2 * (s1 * s3 - s2 * s2);
  const [r0, r1, r2] = right;
  const a = (r0 * (s2 * s4 - s3 * s3) - s1 * (r1 * s4 - r2 * s3) + s2 * (r1 * s3 - r2 * s2)) / det;
  const b = (s0 * (r1 * s4 - r2 * s3) - r0 * (s1 * s4 - s2 * s3) + s2 * (s1 * r2 - s2 * r1)) / det;
  const c = (s0 * (s2 * r2 - s3 * r1) - s1 * (s1 * r2 - s2 * r1) + r0 * (s1 * s3 - s2 * s2)) / det;
  return (x) => a + b * x + c * x * x;
};

/** Every multiple of 5 points from the day's lowest strike to its highest. */
const fullAxis = (strikes: Float64Array): Float64Array => {
  const first = Math.ceil(strikes[0] / 5) * 5;
  const grid = Array.from({ length: Math.max(0, Math.floor((strikes[strikes.length - 1] - first) / 5) + 1) }, (_, i) => first + 5 * i);
  return Float64Array.from(new Set([...strikes, ...grid])).sort();
};

const onAxis = (day: ChainDay, strikes: Float64Array): ChainDay => {
  const size = 2 * strikes.length * day.stride;
  const bid = new Float64Array(size).fill(NaN);
  const ask = new Float64Array(size).fill(NaN);
  const wide: ChainDay = { ...day, strikes, bid, ask, openInterest: undefined };
  (['put', 'call'] as const).forEach((right: Right) => {
    day.strikes.forEach((strike, k) => {
      const from = contractOffset(day, right, k);
      const to = contractOffset(wide, right, strikes.indexOf(strike));
      bid.set(day.bid.subarray(from, from + day.stride), to);
      ask.set(day.ask.subarray(from, from + day.stride), to);
    });
  });
  return wide;
};

/** Quotes of the side out of the money at a row, as points of its smile. */
const smileAt = (day: ChainDay, t: number, years: number): { points: SmilePoint[]; low: number; high: number } => {
  const spot = day.spot[t];
  const points: SmilePoint[] = [];
  let low = Infinity;
  let high = -Infinity;
  day.strikes.forEach((strike, k) => {
    const right = strike <= spot ? 'put' : 'call';
    const at = contractOffset(day, right, k) + t;
    const mid = (day.bid[at] + day.ask[at]) / 200;
    if (!(mid > 0)) return;
    const volatility = impliedVolatility({ right, spot, strike, years }, mid);
    if (volatility === undefined) return;
    points.push({ x: (strike - spot) / (spot * Math.sqrt(years)), volatility });
    low = Math.min(low, strike);
    high = Math.max(high, strike);
  });
  return { points, low, high };
};

/** The day with missing quotes between quoted strikes priced from each row's own smile, and how many were. */
export const complete = (day: ChainDay, completion: CompletionConfig): { readonly day: ChainDay; readonly completed: number } => {
  if (completion === null || day.strikes.length < completion.minQuotes) return { day, completed: 0 };
  const wide = onAxis(day, fullAxis(day.strikes));
  let completed = 0;
  for (let t = 0; t < day.rows; t++) {
    const spot = day.spot[t];
    const years = Math.max(1, day.context.closeMinute - day.minutes[t]) / MINUTES_PER_YEAR;
    const { points, low, high } = smileAt(day, t, years);
    if (points.length < completion.minQuotes) continue;
    const curve = parabola(points);
    wide.strikes.forEach((strike, k) => {
      if (strike < low || strike > high) return;
      const volatility = curve((strike - spot) / (spot * Math.sqrt(years)));
      if (!(volatility > 0)) return;
      for (const right of ['put', 'call'] as const) {
        const at = contractOffset(wide, right, k) + t;
        if (!Number.isNaN(wide.bid[at])) continue;
        const price = Math.round(valueOption({ right, spot, strike, years, volatility }).price * 100);
        wide.bid[at] = price;
        wide.ask[at] = price;
        completed++;
      }
    });
  }
  return { day: wide, completed };
};

import type { QuoteDay } from '../packed-days.ts';
import { isOnTick } from '../ticks.ts';

/** Counts over a session's quotes. */
export interface CellCounts {
  /** Contracts times rows. */
  readonly cells: number;
  /** With a bid, perhaps 0, and an ask. */
  readonly quoted: number;
  readonly crossed: number;
  /** Bid equal to ask, above 0. */
  readonly locked: number;
  /** Bid above 0 beside an ask of 0. */
  readonly askZero: number;
  readonly zeroBid: number;
  readonly offTick: number;
}

export const countCells = (day: QuoteDay): CellCounts => {
  const counts = { cells: day.bid.length, quoted: 0, crossed: 0, locked: 0, askZero: 0, zeroBid: 0, offTick: 0 };
  for (let c = 0; c < day.bid.length; c++) {
    const [bid, ask] = [day.bid[c], day.ask[c]];
    if (bid > 0 && ask === 0) counts.askZero++;
    else if (bid > ask) counts.crossed++;
    if (bid > 0 && bid === ask) counts.locked++;
    if (Number.isNaN(bid) || Number.isNaN(ask)) continue;
    counts.quoted++;
    if (bid === 0) counts.zeroBid++;
    if (!isOnTick(bid) || !isOnTick(ask)) counts.offTick++;
  }
  return counts;
};

/** Points from the money within which coverage is judged. */
const NEAR = 50;

/** Share of contracts near the money with bid and ask at row t; NaN without an index level or strikes there. */
export const nearCoverage = (day: QuoteDay, t: number): number => {
  let [quoted, all] = [0, 0];
  for (let k = 0; k < day.strikes.length; k++) {
    if (!(Math.abs(day.strikes[k] - day.spot[t]) <= NEAR)) continue;
    for (const contract of [k, day.strikes.length + k]) {
      all++;
      if (!Number.isNaN(day.bid[contract * day.stride + t] + day.ask[contract * day.stride + t])) quoted++;
    }
  }
  return all === 0 ? Number.NaN : quoted / all;
};

/** Distance between strikes of an SPXW series, points. */
const STEP = 5;

/** Strikes off the grid of 5, and strikes of it missing within 50 points of the middle row's level. */
export const strikeCounts = (day: QuoteDay): { readonly offGrid: number; readonly missing: number } => {
  const offGrid = day.strikes.filter((strike) => strike % STEP !== 0).length;
  const level = day.spot[day.rows >> 1];
  if (Number.isNaN(level)) return { offGrid, missing: 0 };
  const known = new Set(day.strikes);
  let missing = 0;
  const first = Math.ceil((level - NEAR) / STEP) * STEP;
  for (let strike = first; strike <= level + NEAR; strike += STEP) if (!known.has(strike)) missing++;
  return { offGrid, missing };
};

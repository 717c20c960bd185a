import type { ChainDay } from '../market/index.ts';
import { contractOffset, strikeIndex } from '../market/index.ts';
import type { Spread } from './spread.ts';

/**
 * A package's cost to close, row by row, price cents. NaN where any leg has no two-sided quote.
 *
 * `natural` buys the shorts at the ask and sells the longs at the bid; `best` is the other side; `mid` lies between.
 */
export interface MarkPath {
  readonly mid: Float64Array;
  readonly natural: Float64Array;
  readonly best: Float64Array;
}

/**
 * Marks of a package over every row of a day.
 *
 * @returns undefined when the chain does not list one of the strikes
 */
export const markPath = (day: ChainDay, spread: Spread): MarkPath | undefined => {
  const rows = day.rows;
  const mid = new Float64Array(rows);
  const natural = new Float64Array(rows);
  const best = new Float64Array(rows);
  for (const leg of spread.legs) {
    const k = strikeIndex(day, leg.strike);
    if (k < 0) return undefined;
    const offset = contractOffset(day, leg.right, k);
    const size = -leg.ratio;
    const pay = size > 0 ? day.ask : day.bid;
    const receive = size > 0 ? day.bid : day.ask;
    for (let t = 0; t < rows; t++) {
      natural[t] += size * pay[offset + t];
      best[t] += size * receive[offset + t];
    }
  }
  for (let t = 0; t < rows; t++) mid[t] = (natural[t] + best[t]) / 2;
  return { mid, natural, best };
};

/** One row of a package's quotes: what closing costs, and so what opening earns with the sides exchanged. */
export interface PackageQuote {
  /** Credit when sold at the bid of the shorts and the ask of the longs, price cents. */
  readonly natural: number;
  readonly mid: number;
  /** Sum over legs of half the quoted width times the ratio, price cents. */
  readonly halfWidth: number;
}

/** The package's quote at a row, or undefined when a leg is not listed or not quoted. */
export const packageQuote = (day: ChainDay, spread: Spread, t: number): PackageQuote | undefined => {
  let mid = 0;
  let halfWidth = 0;
  for (const leg of spread.legs) {
    const k = strikeIndex(day, leg.strike);
    if (k < 0) return undefined;
    const at = contractOffset(day, leg.right, k) + t;
    const bid = day.bid[at];
    const ask = day.ask[at];
    if (Number.isNaN(bid) || Number.isNaN(ask)) return undefined;
    mid -= (leg.ratio * (bid + ask)) / 2;
    halfWidth += (Math.abs(leg.ratio) * (ask - bid)) / 2;
  }
  return { mid, halfWidth, natural: mid - halfWidth };
};

/** Each leg's mid at a row, price cents; NaN where not quoted. */
export const legMids = (day: ChainDay, spread: Spread, t: number): number[] =>
  spread.legs.map((leg) => {
    const k = strikeIndex(day, leg.strike);
    if (k < 0) return NaN;
    const at = contractOffset(day, leg.right, k) + t;
    return (day.bid[at] + day.ask[at]) / 2;
  });

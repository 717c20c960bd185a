import type { Spread } from './spread.ts';
import { debitBounds } from './spread.ts';

/** A side's legs alone. */
const sideOf = (spread: Spread, right: 'put' | 'call'): Spread => ({ ...spread, legs: spread.legs.filter((leg) => leg.right === right) });

/**
 * Margin requirement of one package as commonly applied to expiring index spreads: the wider side, points.
 *
 * Both sides of a condor cannot lose at once, so only one counts. A package bought for a debit needs its premium only, and
 * gives 0 here. A broker may ask for more.
 * @see FINRA Rule 4210(f)(2)
 */
export const marginRequirement = (spread: Spread): number => {
  let most = 0;
  for (const right of ['put', 'call'] as const) {
    const side = sideOf(spread, right);
    if (side.legs.length > 0) most = Math.max(most, debitBounds(side).most);
  }
  return most;
};

/**
 * Buying power one package takes, cents: the requirement less the credit, or the debit paid; never below zero.
 *
 * @param credit price cents received; negative when paid
 */
export const buyingPower = (spread: Spread, credit: number): number =>
  Math.round(Math.max(0, marginRequirement(spread) * 10000 - credit * 100));

/** The most one package can lose whatever the settlement, cents; at least 0. */
export const exactMaxLoss = (spread: Spread, credit: number): number =>
  Math.max(0, Math.ceil(debitBounds(spread).most * 10000 - credit * 100 - 1e-6));

import type { Spread } from '../strategy/index.ts';

/**
 * Limits compiled into the runner, below every plan's own. Raising one is a change of this file, its test and
 * docs/live.md together, on new evidence: see "Raising a hard cap" there.
 */
export const hardCaps = {
  contractsPerOrder: 3,
  openPositions: 3,
  entriesPerSession: 6,
  /** Points between the strikes of a side. */
  width: 25,
  /** An order may lose at most this share of equity, or this many cents, whichever is less. */
  maxLossShare: 0.15,
  maxLoss: 750_000,
  ordersPerSession: 40,
  ordersPerMinute: 6,
  /** Minutes before the close after which nothing is opened. */
  lastEntry: 60,
} as const;

export type HardCaps = { readonly [Key in keyof typeof hardCaps]: number };

/** What an entry would add, and what stands already. Money in cents. */
export interface CapQuestion {
  readonly spread: Spread;
  readonly contracts: number;
  readonly maxLoss: number;
  readonly equity: number;
  readonly openPositions: number;
  readonly entries: number;
  readonly posts: number;
  readonly minutesToClose: number;
}

/** Widest distance between a short strike and the next long of its side, points. */
const widthOf = (spread: Spread): number => {
  let width = 0;
  for (const right of ['put', 'call'] as const) {
    const strikes = spread.legs.filter((leg) => leg.right === right).map((leg) => leg.strike);
    if (strikes.length > 0) width = Math.max(width, Math.max(...strikes) - Math.min(...strikes));
  }
  return width;
};

/** The cap an entry would break, or undefined when it breaks none. */
export const brokenCap = (caps: HardCaps, ask: CapQuestion): string | undefined => {
  if (ask.contracts > caps.contractsPerOrder) return 'capContracts';
  if (ask.openPositions >= caps.openPositions) return 'capOpenPositions';
  if (ask.entries >= caps.entriesPerSession) return 'capEntries';
  if (widthOf(ask.spread) > caps.width) return 'capWidth';
  if (ask.contracts * ask.maxLoss > Math.min(caps.maxLossShare * ask.equity, caps.maxLoss)) return 'capMaxLoss';
  if (ask.posts >= caps.ordersPerSession) return 'capOrders';
  if (ask.minutesToClose < caps.lastEntry) return 'capLastEntry';
  return undefined;
};

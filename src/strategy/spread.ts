import type { Right } from '../market/index.ts';
import { InvariantError } from '../kernel/index.ts';

/** One option of a package. Negative ratios are sold. */
export interface Leg {
  readonly right: Right;
  readonly strike: number;
  readonly ratio: number;
}

export const spreadKinds = [
  'putVertical', 'callVertical', 'ironCondor', 'brokenWingCondor', 'butterfly', 'custom',
] as const;
export type SpreadKind = (typeof spreadKinds)[number];

/** A package of up to eight legs of one expiry. */
export interface Spread {
  readonly kind: SpreadKind;
  readonly legs: readonly Leg[];
}

/** What a leg pays its holder at a settlement value, points. */
export const intrinsic = (leg: Leg, settlement: number): number =>
  Math.max(0, leg.right === 'call' ? settlement - leg.strike : leg.strike - settlement);

/**
 * What it costs to be rid of the package at expiry, points: the sum the seller owes. Negative means the holder is paid.
 *
 * @example debitAtExpiry(putVertical(5900, 5890), 5893) // 7
 */
export const debitAtExpiry = (spread: Spread, settlement: number): number => {
  let debit = 0;
  for (const leg of spread.legs) debit -= leg.ratio * intrinsic(leg, settlement);
  return debit === 0 ? 0 : debit;
};

/** Largest and smallest debit at expiry over every settlement value; infinite when a short leg is naked. */
export const debitBounds = (spread: Spread): { readonly most: number; readonly least: number } => {
  let most = -Infinity;
  let least = Infinity;
  const strikes = spread.legs.map((leg) => leg.strike);
  for (const level of [0, ...strikes, Math.max(...strikes) + 1]) {
    const debit = debitAtExpiry(spread, level);
    most = Math.max(most, debit);
    least = Math.min(least, debit);
  }
  let upwards = 0;
  for (const leg of spread.legs) if (leg.right === 'call') upwards -= leg.ratio;
  return { most: upwards > 0 ? Infinity : most, least: upwards < 0 ? -Infinity : least };
};

/** The legs sold. */
export const shortLegs = (spread: Spread): readonly Leg[] => spread.legs.filter((leg) => leg.ratio < 0);

/** Points from an index level to the nearest short strike; negative once one is in the money. */
export const shortDistance = (spread: Spread, spot: number): number => {
  let nearest = Infinity;
  for (const leg of spread.legs) {
    if (leg.ratio >= 0) continue;
    nearest = Math.min(nearest, leg.right === 'call' ? leg.strike - spot : spot - leg.strike);
  }
  return nearest;
};

/** Sells a put and buys one further down. */
export const putVertical = (short: number, long: number): Spread => ({
  kind: 'putVertical',
  legs: [
    { right: 'put', strike: short, ratio: -1 },
    { right: 'put', strike: long, ratio: 1 },
  ],
});

/** Sells a call and buys one further up. */
export const callVertical = (short: number, long: number): Spread => ({
  kind: 'callVertical',
  legs: [
    { right: 'call', strike: short, ratio: -1 },
    { right: 'call', strike: long, ratio: 1 },
  ],
});

/** A call vertical and a put vertical sold together. */
export const ironCondor = (call: Spread, put: Spread, kind: SpreadKind = 'ironCondor'): Spread => ({
  kind,
  legs: [...call.legs, ...put.legs],
});

/** Whether a long of the same right covers every short leg. A short put alone has a bound, its strike, and no cover. */
export const isCovered = ({ legs }: Spread): boolean =>
  (['put', 'call'] as const).every((right) => legs.reduce((net, leg) => net + (leg.right === right ? leg.ratio : 0), 0) >= 0);

/** Whether one package holds the other side of an option of the other: at a broker the two legs cancel out. */
export const isOffset = (a: Spread, b: Spread): boolean =>
  a.legs.some((leg) => b.legs.some((other) => leg.right === other.right && leg.strike === other.strike && leg.ratio * other.ratio < 0));

/** @throws InvariantError unless every short leg is covered: no order for a naked option is ever made. */
export const assertDefinedRisk = (spread: Spread): void => {
  if (!isCovered(spread)) throw new InvariantError('a package must have every short leg covered');
};

/** Short strikes, then long strikes, as people write them: `5900/5890` or `5920/5930/5880/5870`. */
export const strikesText = (spread: Spread): string => spread.legs.map((leg) => String(leg.strike)).join('/');

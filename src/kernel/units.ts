declare const unit: unique symbol;
interface Unit<Name extends string> {
  readonly [unit]: Name;
}

/** Money: whole cents. One index point of option premium is 10,000 cents (100 price cents times the 100 multiplier). */
export type Cents = number & Unit<'Cents'>;
/** A quote: whole hundredths of an index point (1.85 points is 185). Times 100 gives cents of money per contract. */
export type PriceCents = number & Unit<'PriceCents'>;
/** An index level or a distance between levels, in points. */
export type Points = number & Unit<'Points'>;
/** 100 is all of it. Plans and labels. */
export type Percent = number & Unit<'Percent'>;
/** 1 is all of it. Probabilities and Kelly multipliers. */
export type Fraction = number & Unit<'Fraction'>;
/** Whole lots of a spread. */
export type Contracts = number & Unit<'Contracts'>;
/** Minutes after midnight in New York. */
export type Minute = number & Unit<'Minute'>;
/** A New York trading day, `YYYY-MM-DD`. Never a Date. */
export type SessionDate = string & Unit<'SessionDate'>;

/** Dollars of money per point of option premium. */
export const CONTRACT_MULTIPLIER = 100;

export const cents = (value: number): Cents => value as Cents;
export const priceCents = (value: number): PriceCents => value as PriceCents;
export const points = (value: number): Points => value as Points;
export const percent = (value: number): Percent => value as Percent;
export const fraction = (value: number): Fraction => value as Fraction;
export const contracts = (value: number): Contracts => value as Contracts;
export const minute = (value: number): Minute => value as Minute;
export const sessionDate = (value: string): SessionDate => value as SessionDate;

/**
 * Money of a premium: price cents times the contract multiplier, to the whole cent.
 *
 * @example moneyOf(priceCents(185)) // 18500
 */
export const moneyOf = (price: PriceCents | number): Cents => Math.round(price * CONTRACT_MULTIPLIER) as Cents;

/** Dollars as whole cents, half away from zero. */
export const centsFromDollars = (dollars: number): Cents =>
  (Math.sign(dollars) * Math.round(Math.abs(dollars) * 100 + 1e-9)) as Cents;

/** Points of premium as price cents, half up: the one place a vendor's price loses its fraction. */
export const priceCentsFromPoints = (value: number): PriceCents => Math.floor(value * 100 + 0.5 + 1e-9) as PriceCents;

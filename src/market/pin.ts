import type { GexProfile, StrikeGex } from './gex.ts';

/** Ways to round an exact half: to the even neighbour (Python's `round`) or upwards. */
export type HalfRounding = 'half-even' | 'half-up';

/** Nearest whole number. @example roundHalf(2.5, 'half-even') // 2 */
export const roundHalf = (value: number, rounding: HalfRounding): number => {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return rounding === 'half-up' || floor % 2 !== 0 ? floor + 1 : floor;
};

/**
 * The pin of the published backtest: the previous close on a grid.
 *
 * @param previousClose points
 * @param grid points: 25 for the three-year table, 5 for its correction
 * @returns undefined when the close is not known
 * @example previousClosePin(5987.37, 25, 'half-even') // 5975
 */
export const previousClosePin = (previousClose: number, grid: number, rounding: HalfRounding): number | undefined =>
  Number.isNaN(previousClose) ? undefined : roundHalf(previousClose / grid, rounding) * grid;

const within = (profile: GexProfile, reach: number): StrikeGex[] =>
  profile.strikes.filter((row) => Math.abs(row.strike - profile.spot) < reach && row.net !== 0);

const best = (rows: readonly StrikeGex[], score: (row: StrikeGex) => number): StrikeGex | undefined =>
  rows.reduce<StrikeGex | undefined>((top, row) => (top === undefined || score(row) > score(top) ? row : top), undefined);

/**
 * The strike with the most positive exposure; when none is positive, the largest in size.
 *
 * @param reach points: only strikes nearer to the index than this
 * @returns undefined when no strike within reach has exposure
 */
export const maxGexPin = (profile: GexProfile, reach: number): number | undefined => {
  const near = within(profile, reach);
  const positive = near.filter((row) => row.net > 0);
  return (best(positive, (row) => row.net) ?? best(near, (row) => Math.abs(row.net)))?.strike;
};

/** How far the proximity pin looks. */
export interface PinReach {
  /** Fraction of the index level. */
  readonly share: number;
  /** Points, when nothing positive lies within the share. */
  readonly fallback: number;
}

/**
 * Exposure weighted by proximity, gex / (d^5 + 1e-12) with d the distance as a fraction of the index.
 *
 * The constant is not negligible: it equals d^5 at 0.398 %, about 24 points at 6000, so the weight is nearly flat
 * within 15 points and falls steeply beyond 20.
 */
const proximityScore = (profile: GexProfile) => (row: StrikeGex): number =>
  row.net / ((Math.abs(row.strike - profile.spot) / profile.spot) ** 5 + 1e-12);

const positivePeaks = (profile: GexProfile, reach: PinReach): StrikeGex[] => {
  const near = within(profile, reach.share * profile.spot).filter((row) => row.net > 0);
  return near.length > 0 ? near : within(profile, reach.fallback).filter((row) => row.net > 0);
};

/**
 * The positive strike with the highest proximity-weighted exposure; else the largest in size within the fallback.
 *
 * @returns undefined when no strike within reach has exposure
 */
export const proximityPin = (profile: GexProfile, reach: PinReach): number | undefined =>
  (best(positivePeaks(profile, reach), proximityScore(profile)) ?? best(within(profile, reach.fallback), (row) => Math.abs(row.net)))
    ?.strike;

const ratio = (a: number, b: number): number => Math.min(a, b) / Math.max(a, b);

/**
 * The proximity pin, or, between two rivals on either side of the index, the strike nearest their middle.
 *
 * Rivals: scores within a factor of 2 and distances within a factor of 2.5 of each other.
 *
 * @param grid points between strikes
 * @returns undefined when no strike within reach has exposure
 */
export const competingPeaksPin = (profile: GexProfile, reach: PinReach, grid: number): number | undefined => {
  const score = proximityScore(profile);
  const [first, second] = positivePeaks(profile, reach).sort((a, b) => score(b) - score(a) || a.strike - b.strike);
  if (first === undefined || second === undefined) return proximityPin(profile, reach);
  const a = first.strike - profile.spot;
  const b = second.strike - profile.spot;
  const compete = ratio(score(first), score(second)) > 0.5 && a * b < 0 && ratio(Math.abs(a), Math.abs(b)) > 0.4;
  return compete ? roundHalf((first.strike + second.strike) / 2 / grid, 'half-even') * grid : first.strike;
};

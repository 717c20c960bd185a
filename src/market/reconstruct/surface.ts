import { outOfMoneyValue } from '../pricing.ts';
import { OPEN_MINUTE } from '../session.ts';
import { remainingVariance } from '../synthetic/variance-curve.ts';
import { surfaceFit } from './surface-fit.ts';

/** What was known at a minute of a session, from which the surface at that minute follows. */
export interface KnownAt {
  /** Minute after midnight, New York. */
  readonly minute: number;
  /** Minute at which the series stops trading. */
  readonly closeMinute: number;
  /** Index level, points. */
  readonly spot: number;
  /** VIX at the previous close. */
  readonly previousVix: number;
  /** Logarithm of the previous session's high over its low. */
  readonly previousRange: number;
  /** Absolute logarithm of the open over the previous close. */
  readonly gap: number;
  /** Sum of squared logarithmic moves since the open, over half hours. */
  readonly realised: number;
  /** Whether a scheduled FOMC decision falls on the session. */
  readonly isFomc: boolean;
  /** VIX1D at the minute; NaN when not known. */
  readonly vix1d: number;
}

/** Fitted figures: regressions of the deviation's logarithm, and the smile. */
export interface SurfaceFit {
  /** Sessions used. */
  readonly about: string;
  /** Coefficients of `dailyTerms`, for a session without VIX1D. */
  readonly daily: readonly number[];
  /** Coefficients of `intradayTerms`, for a minute with VIX1D. */
  readonly intraday: readonly number[];
  /** Distances from the index, in deviations at the money. */
  readonly z: readonly number[];
  /** Implied deviation at each distance over that at the money, by minute. */
  readonly smile: readonly { readonly minute: number; readonly ratios: readonly number[] }[];
}

/** Two in the afternoon, when a decision of the FOMC is told. */
const DECISION_MINUTE = 840;
/** Keeps a logarithm finite on a session that has not moved: 0.15% and 0.2%. */
const QUIET = 0.0015;
const NO_GAP = 0.002;

const curves = new Map<number, Float64Array>();

/** Share of a full session's variance still to come. */
export const variancePart = (minute: number, closeMinute: number): number => {
  const length = closeMinute - OPEN_MINUTE;
  const curve = curves.get(length) ?? remainingVariance(length, 1);
  curves.set(length, curve);
  return curve[Math.min(Math.max(0, minute - OPEN_MINUTE), length)];
};

const decisionAhead = ({ isFomc, minute }: KnownAt): number => (isFomc && minute < DECISION_MINUTE ? 1 : 0);

/** What the deviation is regressed on without VIX1D. */
export const dailyTerms = (known: KnownAt): readonly number[] => {
  const part = variancePart(known.minute, known.closeMinute);
  const vix = Math.log(known.previousVix);
  const moved = Math.log(Math.sqrt(known.realised) + QUIET);
  return [
    1, vix, 0.5 * Math.log(part), part, Math.log(known.previousRange), moved, moved * (1 - part), vix * (1 - part),
    Math.log(known.gap + NO_GAP), decisionAhead(known),
  ];
};

/** What the deviation is regressed on with VIX1D. */
export const intradayTerms = (known: KnownAt): readonly number[] => {
  const part = variancePart(known.minute, known.closeMinute);
  const near = Math.log(known.vix1d);
  const moved = Math.log(Math.sqrt(known.realised) + QUIET);
  return [1, 0.5 * Math.log(part), part, near, near * (1 - part), Math.log(known.previousVix), moved * (1 - part), decisionAhead(known)];
};

const dot = (terms: readonly number[], coefficients: readonly number[]): number =>
  terms.reduce((sum, term, i) => sum + term * coefficients[i], 0);

/**
 * Standard deviation of the move to the close that options at the money would imply, points.
 *
 * @returns NaN when the index, the VIX or the previous range is not known
 * @example atMoneyDeviation({ minute: 600, ..., vix1d: NaN }) // about 30 at an index of 5500 and a VIX of 15
 */
export const atMoneyDeviation = (known: KnownAt, fit: SurfaceFit = surfaceFit): number =>
  known.spot * Math.exp(known.vix1d > 0 ? dot(intradayTerms(known), fit.intraday) : dot(dailyTerms(known), fit.daily));

const between = (xs: readonly number[], x: number): readonly [number, number] => {
  const last = xs.length - 1;
  if (x <= xs[0]) return [0, 0];
  if (x >= xs[last]) return [last - 1, 1];
  const i = xs.findIndex((value, j) => j < last && x < xs[j + 1] && value <= x);
  return [i, (x - xs[i]) / (xs[i + 1] - xs[i])];
};

/** Implied deviation over that at the money, at a distance in deviations; flat beyond the outermost. */
export const smileRatio = (minute: number, z: number, { smile, z: distances }: SurfaceFit = surfaceFit): number => {
  const [row, down] = between(smile.map((entry) => entry.minute), minute);
  const [column, along] = between(distances, z);
  const at = (i: number): number => smile[i].ratios[column] + along * (smile[i].ratios[column + 1] - smile[i].ratios[column]);
  return at(row) + down * (at(row + 1) - at(row));
};

/**
 * Values of a strike's put and call, price cents, not rounded. Interest over the rest of a day is left out.
 *
 * @param deviation at the money, points
 */
export const surfaceValues = (known: Pick<KnownAt, 'minute' | 'spot'>, strike: number, deviation: number): readonly [number, number] => {
  const { spot, minute } = known;
  const there = (deviation * smileRatio(minute, (strike - spot) / deviation)) / spot;
  const value = 100 * outOfMoneyValue(spot, strike, there);
  const inMoney = 100 * (strike - spot);
  return strike > spot ? [value + inMoney, value] : [value, value - inMoney];
};

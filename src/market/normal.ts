import { InvariantError } from '../kernel/index.ts';

/**
 * Standard normal tail and inverse, good to machine precision where option prices need it.
 *
 * simple-statistics' versions err in the third digit, too crude to price with.
 */

/** Continued fraction of the upper tail, x >= 3 (Lentz; Abramowitz and Stegun 26.2.14). */
const upperTailFar = (x: number): number => {
  let fraction = x;
  for (let k = 60; k >= 1; k--) fraction = x + k / fraction;
  return Math.exp(-0.5 * x * x) / (fraction * 2.5066282746310002);
};

/** Taylor series of the integral from 0 to x, |x| < 3 (Abramowitz and Stegun 26.2.11). */
const centre = (x: number): number => {
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-18 * Math.abs(sum) + 1e-300; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return sum * Math.exp(-0.5 * x * x) * 0.3989422804014327;
};

/**
 * P(Z <= x) of a standard normal, tails kept relative.
 *
 * @example cumulativeNormal(1.2345) // 0.891491
 */
export const cumulativeNormal = (x: number): number => {
  if (Number.isNaN(x)) return NaN;
  if (x <= -3) return upperTailFar(-x);
  if (x >= 3) return 1 - upperTailFar(x);
  return 0.5 + centre(x);
};

/** Density of a standard normal. */
export const normalDensity = (x: number): number => 0.3989422804014327 * Math.exp(-0.5 * x * x);

/**
 * Inverse of `cumulativeNormal`: a rational start polished by Halley steps.
 *
 * @param p in (0, 1)
 * @see Acklam, 2003 (start); Halley refinement
 * @example quantileOfNormal(0.975) // 1.959963984540054
 */
export const quantileOfNormal = (p: number): number => {
  if (!(p > 0 && p < 1)) throw new InvariantError(`normal quantile of ${p}`);
  const t = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
  const start = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  let x = p < 0.5 ? -start : start;
  for (let i = 0; i < 3; i++) {
    const error = p < 0.5 ? cumulativeNormal(x) - p : 1 - p - cumulativeNormal(-x);
    const step = error / normalDensity(x);
    x -= step / (1 + (x * step) / 2);
  }
  return x;
};

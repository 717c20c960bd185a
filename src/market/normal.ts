import { InvariantError } from '../kernel/index.ts';

/**
 * Standard normal tail, density and inverse, good to machine precision where option prices need it.
 *
 * simple-statistics' versions err in the third digit, too crude to price with.
 */

const SQRT_HALF = Math.SQRT1_2;
const INVERSE_SQRT_PI = 0.5641895835477563;

/** exp(-y*y) with y split at a sixteenth, so that the square's rounding does not spoil the tail. */
const gaussian = (y: number): number => {
  const head = Math.trunc(y * 16) / 16;
  return Math.exp(-head * head) * Math.exp(-(y - head) * (y + head));
};

/** erf(y) for |y| <= 0.46875. */
const erfNear = (y: number): number => {
  const z = y * y;
  const above =
    (((0.185777706184603153 * z + 3.1611237438705656) * z + 113.864154151050156) * z + 377.485237685302021) * z +
    3209.37758913846947;
  const below =
    (((z + 23.6012909523441209) * z + 244.024637934444173) * z + 1282.61652607737228) * z + 2844.23683343917062;
  return (y * above) / below;
};

/** erfc(y) for 0.46875 < y <= 4. */
const erfcMiddle = (y: number): number => {
  const above =
    (((((((2.15311535474403846e-8 * y + 0.564188496988670089) * y + 8.88314979438837594) * y + 66.1191906371416295) * y +
      298.635138197400131) * y + 881.95222124176909) * y + 1712.04761263407058) * y + 2051.07837782607147) * y +
    1230.33935479799725;
  const below =
    (((((((y + 15.7449261107098347) * y + 117.693950891312499) * y + 537.181101862009858) * y + 1621.38957456669019) * y +
      3290.79923573345963) * y + 4362.61909014324716) * y + 3439.36767414372164) * y + 1230.33935480374942;
  return (gaussian(y) * above) / below;
};

/** erfc(y) for y > 4. */
const erfcFar = (y: number): number => {
  const z = 1 / (y * y);
  const above =
    ((((0.0163153871373020978 * z + 0.305326634961232344) * z + 0.360344899949804439) * z + 0.125781726111229246) * z +
      0.0160837851487422766) * z + 6.58749161529837803e-4;
  const below =
    ((((z + 2.56852019228982242) * z + 1.87295284992346047) * z + 0.527905102951428412) * z + 0.0605183413124413191) * z +
    0.00233520497626869185;
  return (gaussian(y) * (INVERSE_SQRT_PI - (z * above) / below)) / y;
};

/**
 * P(Z <= x) of a standard normal; the lower tail keeps its relative precision.
 *
 * @returns NaN for NaN
 * @see Cody, 1969, doi:10.1090/S0025-5718-1969-0247736-4 (rational Chebyshev approximations of erfc)
 * @example cumulativeNormal(1.2345) // 0.891491
 */
export const cumulativeNormal = (x: number): number => {
  const y = Math.abs(x) * SQRT_HALF;
  if (y <= 0.46875) return 0.5 + 0.5 * erfNear(x * SQRT_HALF);
  const tail = 0.5 * (y <= 4 ? erfcMiddle(y) : erfcFar(y));
  return x > 0 ? 1 - tail : tail;
};

/** Density of a standard normal. */
export const normalDensity = (x: number): number => 0.3989422804014327 * Math.exp(-0.5 * x * x);

/**
 * Inverse of `cumulativeNormal`: a rational start polished by Halley steps.
 *
 * @param p in (0, 1)
 * @throws InvariantError outside
 * @see Abramowitz and Stegun, 1964, 26.2.23 (start)
 * @example quantileOfNormal(0.975) // 1.959963984540054
 */
export const quantileOfNormal = (p: number): number => {
  if (!(p > 0 && p < 1)) throw new InvariantError(`normal quantile of ${p}`);
  const tail = Math.min(p, 1 - p);
  const t = Math.sqrt(-2 * Math.log(tail));
  let x = -t + (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let i = 0; i < 3; i++) {
    const step = (cumulativeNormal(x) - tail) / normalDensity(x);
    x -= step / (1 + (x * step) / 2);
  }
  return p < 0.5 ? x : -x;
};

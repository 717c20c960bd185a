import { ConfigError, mustBe, openStream } from '../../kernel/index.ts';
import type { Axis } from '../axes.ts';
import type { Search } from './define-search.ts';
import { distinct, pointAt } from './define-search.ts';

/** Primitive polynomials (degree, coefficients) and first direction numbers of dimensions 2 to 10. */
const directions: readonly { readonly a: number; readonly m: readonly number[] }[] = [
  { a: 0, m: [1] },
  { a: 1, m: [1, 3] },
  { a: 1, m: [1, 3, 1] },
  { a: 2, m: [1, 1, 1] },
  { a: 1, m: [1, 1, 3, 3] },
  { a: 4, m: [1, 3, 5, 13] },
  { a: 2, m: [1, 1, 5, 5, 17] },
  { a: 4, m: [1, 1, 5, 5, 5] },
  { a: 7, m: [1, 1, 7, 11, 19] },
];

const BITS = 32;

const directionNumbers = (dimension: number): Uint32Array => {
  const v = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let i = 0; i < BITS; i++) v[i] = (1 << (31 - i)) >>> 0;
    return v;
  }
  const { a, m } = directions[dimension - 1];
  const s = m.length;
  for (let i = 0; i < BITS; i++) {
    if (i < s) v[i] = (m[i] << (31 - i)) >>> 0;
    else {
      v[i] = (v[i - s] ^ (v[i - s] >>> s)) >>> 0;
      for (let k = 1; k < s; k++) if (((a >>> (s - 1 - k)) & 1) === 1) v[i] = (v[i] ^ v[i - k]) >>> 0;
    }
  }
  return v;
};

/**
 * Points of a Sobol sequence, digitally shifted by the seed: they fill the space more evenly than independent draws.
 *
 * @returns [n][d] fractions in [0, 1)
 * @throws ConfigError above ten dimensions
 * @see Joe and Kuo, 2008, doi:10.1137/070709359
 */
export const sobolPoints = (n: number, dimensions: number, seed: number): Float64Array[] => {
  if (dimensions > directions.length + 1) {
    throw new ConfigError('sobol', mustBe('sweep.axes', `at most ${directions.length + 1} axes for sobol`, dimensions, 'use random or fewer axes'));
  }
  const rng = openStream(seed, 0x50b01);
  const shift = Array.from({ length: dimensions }, () => rng.u32());
  const v = Array.from({ length: dimensions }, (_, d) => directionNumbers(d));
  const x = new Uint32Array(dimensions);
  return Array.from({ length: n }, (_, i) => {
    if (i > 0) {
      let bit = 0;
      for (let rest = i - 1; (rest & 1) === 1; rest >>>= 1) bit++;
      for (let d = 0; d < dimensions; d++) x[d] = (x[d] ^ v[d][bit]) >>> 0;
    }
    return Float64Array.from(x, (value, d) => ((value ^ shift[d]) >>> 0) / 4294967296);
  });
};

/** Points of a Sobol sequence on the axes; repeats are dropped. */
export const sobolSearch = (axes: readonly Axis[], trials: number, seed: number): Search => {
  const points = distinct(sobolPoints(trials, axes.length, seed).map((fractions) => pointAt(axes, fractions)));
  return { total: points.length, next: (done) => (done.length > 0 ? [] : points) };
};

import type { Rng } from '../../kernel/index.ts';
import type { FairLaw, GammaPart } from './fair-law.ts';
import { atMoneyUnits, jumpMean } from './fair-law.ts';

/** Standard exponential. */
const exponential = (rng: Rng): number => -Math.log(1 - rng.real());

/**
 * Gamma variable of rate 1, by squeeze and rejection.
 *
 * @see Marsaglia and Tsang, 2000, doi:10.1145/358407.358414
 */
const gamma = (shape: number, rng: Rng): number => {
  if (shape < 1) return gamma(shape + 1, rng) * (1 - rng.real()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = rng.normal();
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - rng.real()) < (x * x) / 2 + d * (1 - v + Math.log(v))) return d * v;
  }
};

const gammaOf = (part: GammaPart, rng: Rng): number => gamma(part.shape, rng) / part.rate;

/** Draws moves of the index whose law, at every moment, is the same in units of the deviation still to come. */
export interface Moves {
  /**
   * Move while the deviation to come falls from one value to another; 0 is the close.
   *
   * @returns in the deviations' unit; mean 0
   */
  readonly step: (from: number, to: number, rng: Rng) => number;
}

/**
 * Opens the process of a law.
 *
 * Jumps arrive at a constant rate per logarithm of the deviation, which makes the sum of all that are still to come
 * gamma distributed: shape per part, jumps exponential with the part's rate.
 */
export const openMoves = (law: FairLaw): Moves => {
  const { gaussian, down, up } = atMoneyUnits(law);
  const mean = jumpMean({ gaussian, down, up });
  const jumps = (from: number, to: number, { shape, rate }: GammaPart, rng: Rng): number => {
    const span = Math.log(from / to);
    let sum = 0;
    for (let at = exponential(rng) / shape; at < span; at += exponential(rng) / shape) {
      sum += (from * Math.exp(-at) * exponential(rng)) / rate;
    }
    return sum;
  };
  const last = (from: number, rng: Rng): number => from * (gaussian * rng.normal() + gammaOf(up, rng) - gammaOf(down, rng) - mean);
  return {
    step: (from, to, rng) =>
      to === 0
        ? last(from, rng)
        : gaussian * Math.sqrt(from * from - to * to) * rng.normal() + jumps(from, to, up, rng) - jumps(from, to, down, rng) - mean * (from - to),
  };
};

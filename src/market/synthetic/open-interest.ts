import type { Rng } from '../../kernel/index.ts';
import type { MarketLaw } from './recipe.ts';

/** Open interest of a session's chain, known before the open. */
export interface DrawnInterest {
  /** Strike of the call wall: where net gamma is largest. */
  readonly pin: number;
  /** Contracts of a strike's put and call, whole. */
  readonly at: (strike: number) => readonly [put: number, call: number];
}

/** The wall stands on the grid of strikes that people round to. */
const WALL_GRID = 25;
/** Call contracts of the wall over those of the busiest ordinary strike. */
const WALL = 5;
/** Distance at which interest has fallen to a third, points. */
const REACH = 60;

/** Round strikes are held more. */
const roundness = (strike: number): number => {
  if (strike % 100 === 0) return 3;
  if (strike % 50 === 0) return 2.2;
  return strike % 25 === 0 ? 1.6 : 1;
};

/** Part that differs from strike to strike, in [0.6, 1.4), by a hash of the strike. */
const unevenness = (strike: number, salt: number): number => 0.6 + 0.8 * (((strike * 2654435761 + salt * 40503) >>> 0) / 4294967296);

/**
 * Draws a session's open interest: busy near the open and at round strikes, and one call wall at the pin.
 *
 * @returns undefined where the law has none
 */
export const drawInterest = ({ openInterest }: MarketLaw, rng: Rng, open: number, deviation: number): DrawnInterest | undefined => {
  if (openInterest === undefined) return undefined;
  const { atMoney, spread } = openInterest;
  const pin = Math.round((open + spread * deviation * rng.normal()) / WALL_GRID) * WALL_GRID;
  const salt = rng.u32();
  const ordinary = (strike: number, side: number): number =>
    Math.round(atMoney * roundness(strike) * unevenness(strike, salt + side) * Math.exp(-Math.abs(strike - open) / REACH));
  return {
    pin,
    at: (strike) => [ordinary(strike, 0), strike === pin ? Math.round(WALL * 3 * atMoney) : ordinary(strike, 1)],
  };
};

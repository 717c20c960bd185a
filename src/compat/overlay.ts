import { numpyRandom } from './mt19937.ts';

/** The published overlay: one generator, seeded with 42 just before, decides which trades it worsens. */
const SEED = 42;
const STOP_SHARE = 0.1;
const GAP_SHARE = 0.02;
/** Cents per contract. */
export const STOP_LOSS = -15_000;
export const GAP_LOSS = -50_000;
const COST_PER_LEG = 250;

export type OverlayFate = 'kept' | 'stop' | 'gap';

/**
 * What the overlay does to each of n trades: it never looks at a trade, only at its place in the list.
 *
 * @example overlayFates(2834).filter((fate) => fate === 'stop').length // 306
 */
export const overlayFates = (trades: number): OverlayFate[] => {
  const random = numpyRandom(SEED);
  const stops = Array.from({ length: trades }, () => random() < STOP_SHARE);
  return stops.map((stopped) => {
    const gapped = random() < GAP_SHARE;
    return stopped ? 'stop' : gapped ? 'gap' : 'kept';
  });
};

/** Published cost of a package: 0.02 points of slippage and $0.50 a leg, one way. Cents. */
export const overlayCost = (legs: number): number => legs * COST_PER_LEG;

/** Trades as the overlay left them, and what each step took away. Cents per contract. */
export interface Overlaid {
  readonly pnl: Float64Array;
  readonly fates: readonly OverlayFate[];
  readonly costs: number;
  readonly stopImpact: number;
  readonly gapImpact: number;
}

/** Applies the overlay in its published order: costs to all, then stops, then gaps on what no stop hit. */
export const overlay = (pnl: ArrayLike<number>, legs: ArrayLike<number>): Overlaid => {
  const fates = overlayFates(pnl.length);
  const after = new Float64Array(pnl.length);
  let [costs, stopImpact, gapImpact] = [0, 0, 0];
  fates.forEach((fate, i) => {
    const cost = overlayCost(legs[i]);
    const net = pnl[i] - cost;
    costs += cost;
    after[i] = fate === 'stop' ? STOP_LOSS : fate === 'gap' ? GAP_LOSS : net;
    if (fate === 'stop') stopImpact += net - STOP_LOSS;
    if (fate === 'gap') gapImpact += net - GAP_LOSS;
  });
  return { pnl: after, fates, costs, stopImpact, gapImpact };
};

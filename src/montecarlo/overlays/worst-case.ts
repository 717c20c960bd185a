import type { Population } from '../population.ts';
import type { Injury } from './overlay.ts';

/** Full maximum losses: each trade with a chance, or an exact number a path, at random trades. */
export type WorstCase = { readonly chance: number } | { readonly count: number };

export const worstCase = ({ chance }: { readonly chance: number }, population: Population): Injury =>
  (trade, { worst }) => (worst < chance ? -population.maxLoss[trade] : Infinity);

import { z } from 'zod';
import { unreachable } from '../../kernel/index.ts';
import type { Axis } from '../axes.ts';
import type { Search } from './define-search.ts';
import { gridSearch } from './grid.ts';
import { randomSearch } from './random.ts';
import { sobolSearch } from './sobol.ts';
import { tpeSearch } from './tpe.ts';

const trials = z.int().min(1).max(1_000_000);
const seed = z.int();

/** How a sweep chooses points. */
export const searchSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('grid') }),
  z.strictObject({ kind: z.literal('random'), trials, seed }),
  z.strictObject({ kind: z.literal('sobol'), trials, seed }),
  z.strictObject({ kind: z.literal('tpe'), trials, seed, batch: z.int().min(1).max(10_000) }),
]);
export type SearchConfig = z.infer<typeof searchSchema>;

/** The search a sweep names. */
export const searchOf = (config: SearchConfig, axes: readonly Axis[]): Search => {
  switch (config.kind) {
    case 'grid':
      return gridSearch(axes);
    case 'random':
      return randomSearch(axes, config.trials, config.seed);
    case 'sobol':
      return sobolSearch(axes, config.trials, config.seed);
    case 'tpe':
      return tpeSearch(axes, config.trials, config.seed, config.batch);
    default:
      return unreachable(config);
  }
};
export type { Search, Trial } from './define-search.ts';

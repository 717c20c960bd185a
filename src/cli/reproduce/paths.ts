import type { MonteCarloFigures } from '../../compat/index.ts';
import { figuresOf } from '../../compat/index.ts';
import { InvariantError } from '../../kernel/index.ts';
import type { MonteCarloJob } from '../../montecarlo/index.ts';
import type { Pool } from '../../pool/index.ts';
import { runMonteCarlo } from '../../pool/index.ts';
import type { Io } from '../io.ts';

/** Answers Monte Carlo jobs one after another, each on all workers. */
export interface PathRunner {
  readonly figures: (jobs: readonly MonteCarloJob[]) => Promise<MonteCarloFigures[]>;
}

/** A runner with a progress line. @param total paths expected over all jobs */
export const pathRunner = (io: Io, pool: Pool | undefined, total: number): PathRunner & { readonly end: () => void } => {
  const progress = io.progress('paths', total);
  let before = 0;
  return {
    figures: async (jobs) => {
      const found: MonteCarloFigures[] = [];
      for (const job of jobs) {
        const run = await runMonteCarlo(job, { pool, onProgress: (paths) => progress.update(before + paths) });
        if (!run.isComplete || run.ensemble === undefined) throw new InvariantError('a run nobody stopped is incomplete');
        before += job.paths;
        found.push(figuresOf(run.ensemble, job));
      }
      return found;
    },
    end: () => progress.end(),
  };
};

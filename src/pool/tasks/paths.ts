import type { EnsembleShape, MonteCarloJob } from '../../montecarlo/index.ts';
import { ensembleOn, prepareJob, simulate } from '../../montecarlo/index.ts';
import type { Work } from '../control.ts';
import { controlOn } from '../control.ts';

export interface PathsPayload {
  readonly job: MonteCarloJob;
  readonly shape: EnsembleShape;
  readonly memory: SharedArrayBuffer;
  readonly work: Work;
  readonly control: SharedArrayBuffer;
}

/** Walks paths into shared memory until no work is left. */
export const pathsTask = ({ job, shape, memory, work, control }: PathsPayload): void => {
  const prepared = prepareJob(job);
  const ensemble = ensembleOn(shape, memory);
  const { next, finish } = controlOn(work, control);
  for (let range = next(); range !== undefined; range = next()) {
    simulate(prepared, ensemble, range.from, range.to);
    finish(range);
  }
};

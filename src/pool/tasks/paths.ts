import type { EnsembleShape, MonteCarloJob } from '../../montecarlo/index.ts';
import { ensembleOn, fillFan, prepareJob, simulate } from '../../montecarlo/index.ts';
import type { Work } from '../control.ts';
import { controlOn } from '../control.ts';

export interface PathsPayload {
  readonly job: MonteCarloJob;
  readonly shape: EnsembleShape;
  readonly memory: SharedArrayBuffer;
  readonly work: Work;
  readonly control: SharedArrayBuffer;
  readonly fan: { readonly values: SharedArrayBuffer; readonly work: Work; readonly control: SharedArrayBuffer };
}

/** Walks paths into shared memory until none is left; when every worker has, fills their fan session by session. */
export const pathsTask = ({ job, shape, memory, work, control, fan }: PathsPayload): void => {
  const prepared = prepareJob(job);
  const ensemble = ensembleOn(shape, memory);
  const walks = controlOn(work, control);
  walks.drain((from, to) => simulate(prepared, ensemble, from, to));
  if (!walks.settled()) return;
  const values = new Float64Array(fan.values);
  controlOn(fan.work, fan.control).drain((from, to) => fillFan(ensemble, values, from, to));
};

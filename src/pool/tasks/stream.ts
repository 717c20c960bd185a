import type { FanGrid, MonteCarloJob } from '../../montecarlo/index.ts';
import { prepareJob, streamedOn, streamPaths } from '../../montecarlo/index.ts';
import type { Work } from '../control.ts';
import { controlOn } from '../control.ts';

export interface StreamPayload {
  readonly job: MonteCarloJob;
  readonly ends: SharedArrayBuffer;
  readonly along: SharedArrayBuffer;
  readonly grid: FanGrid;
  /** This worker's own counts. */
  readonly counts: SharedArrayBuffer;
  readonly work: Work;
  readonly control: SharedArrayBuffer;
}

/** Walks paths keeping only their columns and counts, until no work is left. */
export const streamTask = ({ job, ends, along, grid, counts, work, control }: StreamPayload): void => {
  const prepared = prepareJob(job);
  controlOn(work, control).drain(streamPaths(prepared, streamedOn(prepared, ends, along), grid, new Int32Array(counts)));
};

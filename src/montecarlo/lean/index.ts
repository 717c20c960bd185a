import type { Ensemble } from '../ensemble.ts';
import type { PreparedJob } from '../job.ts';
import type { Population } from '../population.ts';
import { walkEvents } from './events.ts';
import { walkEventsInWasm } from './events-wasm.ts';
import { walkLanes } from './lanes.ts';
import { walkSequences } from './sequences.ts';
import { leanSizingOf } from './sizing.ts';

export type Walker = (ensemble: Ensemble, from: number, to: number) => void;

/** Whether every position is closed before the next is opened. */
const isSequential = ({ events }: Population): boolean => {
  for (let e = 0; e < events.length; e += 2) if (events[e + 1] !== -events[e]) return false;
  return true;
};

const build = (prepared: PreparedJob): Walker | undefined => {
  const { job, resampler, wide } = prepared;
  if (job.engine === 'oracle' || prepared.overlay !== undefined) return undefined;
  const sizing = leanSizingOf(job.rules);
  const { maxOpen, maxEntriesPerDay, dailyLoss, withdrawal } = job.rules.limits;
  if (sizing === undefined || wide || withdrawal !== null) return undefined;
  const isFree = maxOpen === null && maxEntriesPerDay === null && dailyLoss === null;
  const inWasm = job.engine !== 'typescript';
  if (isFree && !sizing.isSeparate) {
    if (resampler.unit === 'trade') return (inWasm ? walkLanes(prepared, sizing) : undefined) ?? walkSequences(prepared, sizing);
    if (isSequential(resampler.population)) return walkSequences(prepared, sizing);
  }
  const built = inWasm ? walkEventsInWasm(prepared, sizing) : undefined;
  return built ?? (resampler.unit === 'session' && !sizing.isSeparate ? walkEvents(prepared, sizing) : undefined);
};

const walkers = new WeakMap<PreparedJob, { readonly walker: Walker | undefined }>();

/** The quickest walker that gives the oracle's bytes for this job, or undefined when only the oracle can. Built once a job. */
export const leanWalker = (prepared: PreparedJob): Walker | undefined => {
  const known = walkers.get(prepared) ?? { walker: build(prepared) };
  walkers.set(prepared, known);
  return known.walker;
};

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

/** Rough nanoseconds a trade, as measured: what a choice between threads is made by. */
const BUILT_NS = 12;
const SEQUENCE_NS = 12;
const PLAIN_NS = 45;
const ORACLE_NS = 150;

interface Choice {
  readonly walker: Walker | undefined;
  readonly nanosecondsATrade: number;
}

const choose = (prepared: PreparedJob): Choice => {
  const { job, resampler, wide } = prepared;
  const oracle: Choice = { walker: undefined, nanosecondsATrade: ORACLE_NS };
  if (job.engine === 'oracle' || prepared.overlay !== undefined) return oracle;
  const sizing = leanSizingOf(job.rules);
  const { maxOpen, maxEntriesPerDay, dailyLoss, withdrawal } = job.rules.limits;
  if (sizing === undefined || wide || withdrawal !== null) return oracle;
  const isFree = maxOpen === null && maxEntriesPerDay === null && dailyLoss === null && !sizing.isSeparate;
  const isRow = isFree && (resampler.unit === 'trade' || isSequential(resampler.population));
  const built = job.engine === 'typescript' ? undefined : (isRow ? walkLanes : walkEventsInWasm)(prepared, sizing);
  if (built !== undefined) return { walker: built, nanosecondsATrade: BUILT_NS };
  if (isRow) return { walker: walkSequences(prepared, sizing), nanosecondsATrade: SEQUENCE_NS };
  return resampler.unit === 'session' && !sizing.isSeparate ? { walker: walkEvents(prepared, sizing), nanosecondsATrade: PLAIN_NS } : oracle;
};

const choices = new WeakMap<PreparedJob, Choice>();

/** The quickest walker that gives the oracle's bytes for this job, and its speed. Chosen once a job. */
const choiceOf = (prepared: PreparedJob): Choice => {
  const choice = choices.get(prepared) ?? choose(prepared);
  choices.set(prepared, choice);
  return choice;
};

/** The quickest walker that gives the oracle's bytes for this job, or undefined when only the oracle can. */
export const leanWalker = (prepared: PreparedJob): Walker | undefined => choiceOf(prepared).walker;

/** Milliseconds that walking a job may take one thread of a machine of today: a guess, to choose by. */
export const walkingTime = (prepared: PreparedJob): number => {
  const { job, resampler: { unit, population }, draws } = prepared;
  const trades = unit === 'trade' ? draws : (draws * population.pnl.length) / Math.max(1, population.dates.length);
  return (job.paths * trades * choiceOf(prepared).nanosecondsATrade) / 1e6;
};

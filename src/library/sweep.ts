import type { Study } from '../backtest/index.ts';
import { localRunner, openPool, poolRunner, settingOf } from '../pool/index.ts';
import type { SweepRunner } from '../pool/index.ts';
import type { Axis, AxisChoice, Figures, Outcome, Search, SearchConfig, Trial } from '../research/index.ts';
import { plateauScores, readAxes, readConstraints, searchOf, studyAt, unitsOf } from '../research/index.ts';
import { checkFits, datesWithin, ledgerEntry, openLedger } from '../store/index.ts';
import type { LibraryDataset } from './data.ts';

/** What is tried. */
export interface SweepQuestion {
  /** Values by path of the study, such as `strategy.exits.rules.stopLoss.stopLossPercent`: a list, or `{ from, to, step }`. */
  readonly axes: Readonly<Record<string, AxisChoice>>;
  /** Figure to make large. */
  readonly objective: keyof Figures;
  /** Every combination when left out. */
  readonly search?: SearchConfig;
  /** Such as `maxDrawdownPercent <= 15`; none when left out. */
  readonly constraints?: readonly string[];
}

export interface SweepOptions {
  /** First and last session, both included; the dataset's own ends when left out. */
  readonly from?: string;
  readonly to?: string;
  /** Threads; this one when left out. Any number gives the same trials. */
  readonly workers?: number;
  /** Told after each unit of work. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends the work; the promise then rejects with its reason. What was evaluated is in the ledger. */
  readonly signal?: AbortSignal;
}

/** One configuration and what came of it. */
export interface SweepTrial extends Outcome {
  /** Its figure to make large; NaN when it failed or the figure is undefined. */
  readonly objective: number;
  /** Mean objective of it and its neighbours one step away. */
  readonly neighbourhood: number;
  readonly isFeasible: boolean;
}

export interface Sweep {
  readonly axes: readonly Axis[];
  /** In order of evaluation. */
  readonly trials: readonly SweepTrial[];
  /** Trial within the constraints with the largest objective; null when there is none. The best of many is partly luck. */
  readonly best: SweepTrial | null;
  /** Trials the dataset's ledger had not seen. */
  readonly newTrials: number;
}

const UNIT = 32;

type ObjectiveOf = (outcome: Outcome) => number;

/** Evaluates batch after batch; a search that learns is told what came of the ones before. */
const evaluateAll = async function* (runner: SweepRunner, search: Search, axes: readonly Axis[], objectiveOf: ObjectiveOf, signal: AbortSignal): AsyncGenerator<readonly Outcome[]> {
  const known: Trial[] = [];
  for (let batch = search.next([]); batch.length > 0; batch = search.next(known)) {
    for await (const part of runner.run(unitsOf(batch, axes, UNIT), signal)) {
      known.push(...part.map((outcome): Trial => ({ point: outcome.point, objective: objectiveOf(outcome) })));
      yield part;
    }
    signal.throwIfAborted();
  }
};

/**
 * Evaluates many configurations of a study on a dataset. Each one is counted in the dataset's ledger as it is evaluated:
 * what is found by looking often must be judged by how often one looked.
 *
 * @throws ConfigError for an axis the study does not have, a value it refuses, or constraints that exclude one another
 * @throws RefusedError when the data are of a lower grade than the study requires
 * @example
 * const { best } = await sweep(dataset, study, {
 *   axes: { 'strategy.exits.rules.stopLoss.stopLossPercent': [50, 100, 150] }, objective: 'meanPerContract',
 * });
 */
export const sweep = async (dataset: LibraryDataset, study: Study, question: SweepQuestion, options: SweepOptions = {}): Promise<Sweep> => {
  const { from = null, to = null, workers = 1, onProgress, signal = new AbortController().signal } = options;
  const { objective, search: how = { kind: 'grid' }, constraints: texts = [] } = question;
  checkFits(study, dataset);
  const axes = readAxes(study, question.axes);
  const constraints = readConstraints(texts);
  const search = searchOf(how, axes);
  const dates = datesWithin(dataset, { from, to });
  const objectiveOf: ObjectiveOf = ({ figures }) => (figures === null ? NaN : figures[objective]);
  const ledger = openLedger(dataset.root, dataset.name);
  const trying = { command: 'sweep', hypothesis: study.name, dataset: dataset.hash, dates };
  const setting = settingOf(study, axes, dataset, dates);
  const pool = workers === 1 ? undefined : openPool(workers);
  const outcomes: Outcome[] = [];
  let newTrials = 0;
  try {
    const runner = pool === undefined ? localRunner(setting) : poolRunner(setting, pool);
    for await (const part of evaluateAll(runner, search, axes, objectiveOf, signal)) {
      outcomes.push(...part);
      newTrials += ledger.append(part.flatMap(({ figures, point, daily }) => (figures === null ? [] : [ledgerEntry(trying, studyAt(study, axes, point), daily)])));
      onProgress?.(outcomes.length, search.total);
    }
  } finally {
    await pool?.close();
  }
  const plateaus = plateauScores(axes, outcomes.map(({ point }) => point), outcomes.map(objectiveOf));
  const trials = outcomes.map((outcome, i): SweepTrial => ({
    ...outcome,
    objective: objectiveOf(outcome), neighbourhood: plateaus[i].score,
    isFeasible: outcome.figures !== null && constraints.every((constraint) => constraint.holds(outcome.figures as Figures)),
  }));
  const best = trials.reduce<SweepTrial | null>((top, trial) => (trial.isFeasible && trial.objective > (top?.objective ?? -Infinity) ? trial : top), null);
  return { axes, trials, best, newTrials };
};

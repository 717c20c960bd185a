import { createHash } from 'node:crypto';
import { canonicalJson } from '../kernel/index.ts';
import type { EnsembleSummary, MonteCarloAnswer, MonteCarloJob, Population, Precision, SummaryQuestions } from '../montecarlo/index.ts';
import {
  dependencePanel, fanPercents, fanRows, noOverlays, notablePaths, panelRow, pathsFor, populationFacts, precisionOf, prepareJob, printPopulation, recordedPath, verdictOf, walkingTime,
} from '../montecarlo/index.ts';
import type { MonteCarloRun } from './monte-carlo.ts';
import { runMonteCarlo } from './monte-carlo.ts';
import type { Pool } from './pool.ts';
import type { Checkpoint } from './share.ts';
import { machineWorkers, openPool } from './pool.ts';

/** A whole Monte Carlo question, with the assumptions to set beside it. */
export interface Question {
  readonly job: MonteCarloJob;
  readonly questions: SummaryQuestions;
  /** Keep adding paths until the intervals are this share of the median; null: the paths asked for. */
  readonly untilPrecise: number | null;
}

export interface AnswerOptions {
  /** Undefined: this thread or all cores, whichever is quicker. */
  readonly workers?: number | undefined;
  /** Told the share done, of the question and its panel. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
  /** Where a stopped question leaves what it had, and finds it again. */
  readonly checkpoints?: Checkpoints | undefined;
  /** Memory that a run may take over. */
  readonly memory?: SharedArrayBuffer | undefined;
}

/** Checkpoints by the hash of the job they belong to. */
export interface Checkpoints {
  readonly load: (key: string) => Checkpoint | undefined;
  readonly save: (key: string, checkpoint: Checkpoint) => void;
}

const printed = new WeakMap<Population, string>();

const textOf = (population: Population): string => {
  const text = printed.get(population) ?? printPopulation(population);
  printed.set(population, text);
  return text;
};

/** Equal jobs have equal keys, whatever walks them. */
const keyOf = ({ population, engine: _, ...job }: MonteCarloJob): string =>
  createHash('sha256').update(canonicalJson(job)).update(textOf(population)).digest('hex');

const MOST_PATHS = 1_000_000;
/** Paths of each row of the panel beside the one asked for, at most. */
const MOST_BESIDE = 100_000;

interface Asked {
  readonly job: MonteCarloJob;
  readonly run: MonteCarloRun;
  readonly summary: EnsembleSummary;
}

/** Progress of one part of several as progress of the whole. */
const partOf = (options: AnswerOptions, part: number, parts: number): AnswerOptions => {
  const { onProgress } = options;
  return onProgress === undefined ? options : { ...options, onProgress: (share) => onProgress((part + share) / parts) };
};

const ask = async (job: MonteCarloJob, question: Question, pool: Pool | undefined, options: AnswerOptions): Promise<Asked | undefined> => {
  const { onProgress, signal, checkpoints, memory } = options;
  const key = checkpoints === undefined ? '' : keyOf(job);
  const run = await runMonteCarlo(job, {
    pool, memory,
    resume: checkpoints?.load(key),
    ...(onProgress === undefined ? {} : { onProgress: (paths) => onProgress(paths / job.paths) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (!run.isComplete) checkpoints?.save(key, run.checkpoint());
  return run.isComplete ? { job, run, summary: run.summary(question.questions) } : undefined;
};

/** Asks again with more paths until the answer is as precise as wished, or as many paths as allowed were walked. */
const askUntilPrecise = async (question: Question, pool: Pool | undefined, options: AnswerOptions): Promise<Asked | undefined> => {
  let asked = await ask(question.job, question, pool, options);
  while (asked !== undefined && question.untilPrecise !== null && asked.job.paths < MOST_PATHS) {
    const reached = precisionOf(asked.summary);
    if (reached <= question.untilPrecise) break;
    asked = await ask({ ...asked.job, paths: pathsFor(asked.job.paths, reached, question.untilPrecise, MOST_PATHS) }, question, pool, options);
  }
  return asked;
};

const precise = (question: Question, summary: EnsembleSummary): Precision | null =>
  question.untilPrecise === null ? null : { asked: question.untilPrecise, reached: precisionOf(summary) };

const answerOn = async (question: Question, pool: Pool | undefined, options: AnswerOptions): Promise<MonteCarloAnswer | undefined> => {
  const [asked, ...others] = dependencePanel(question.job.population, question.job.resample);
  const parts = 1 + others.length;
  const main = await askUntilPrecise(question, pool, partOf(options, 0, parts));
  if (main === undefined) return undefined;
  const { job, run, summary } = main;
  const { resample, tradesPerPath, seed, paths, sessions, rules, population, overlays = noOverlays } = job;
  const drawn = (config: typeof asked): string => prepareJob({ ...job, resample: config }).resampler.describe;
  const panel = [panelRow(asked.method, drawn(asked), summary)];
  const own = { sha256: run.sha256(), fan: fanRows(run.fan), record: recordedPath(job, run.last), notable: notablePaths(job, run.last, summary) };
  // Nobody reads the paths asked for any more: those beside them are walked in the same memory, one after the other.
  let memory = run.ensemble?.memory;
  for (const [i, config] of others.entries()) {
    const beside = await ask({ ...job, resample: config, paths: Math.min(paths, MOST_BESIDE) }, question, pool, partOf({ ...options, memory }, i + 1, parts));
    if (beside === undefined) return undefined;
    memory = beside.run.ensemble?.memory ?? memory;
    panel.push(panelRow(config.method, drawn(config), beside.summary));
  }
  return {
    settings: { resample, tradesPerPath, overlays, seed, paths, sessions, rules },
    population: populationFacts(population),
    drawn: drawn(asked), summary, ...own,
    fanPercents, fanError: run.fanError,
    panel,
    verdict: verdictOf(panel, sessions),
    precision: precise(question, summary),
  };
};

/** Milliseconds of walking below which this thread is done before workers would have started, as measured. */
const WORTH_A_POOL = 1200;

/** Workers worth starting for a question and its panel; undefined: this thread. */
const workersFor = ({ job, untilPrecise }: Question): number | undefined => {
  const panel = dependencePanel(job.population, job.resample);
  const time = panel.reduce((sum, resample) => sum + walkingTime(prepareJob({ ...job, resample })), 0);
  return (time > WORTH_A_POOL || untilPrecise !== null) && machineWorkers() > 1 ? machineWorkers() : undefined;
};

/**
 * Answers a Monte Carlo question with its dependence panel. Equal questions give equal answers for any workers.
 *
 * @returns undefined when it was stopped
 * @throws DataError or ConfigError as prepareJob does
 */
export const answerMonteCarlo = async (question: Question, options: AnswerOptions = {}): Promise<MonteCarloAnswer | undefined> => {
  const workers = options.workers ?? workersFor(question);
  const pool = workers === undefined ? undefined : openPool(workers);
  try {
    return await answerOn(question, pool, options);
  } finally {
    await pool?.close();
  }
};

import { createHash } from 'node:crypto';
import { canonicalJson } from '../kernel/index.ts';
import type { EnsembleSummary, MonteCarloAnswer, MonteCarloJob, Precision, SummaryQuestions } from '../montecarlo/index.ts';
import {
  dependencePanel, fanPercents, fanRows, noOverlays, notablePaths, panelRow, pathsFor, populationFacts, precisionOf, prepareJob, printPopulation, recordedPath, verdictOf,
} from '../montecarlo/index.ts';
import type { MonteCarloRun } from './monte-carlo.ts';
import { isWorthAPool, runMonteCarlo } from './monte-carlo.ts';
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

/** Equal jobs have equal keys, whatever walks them. */
const keyOf = ({ population, engine: _, ...job }: MonteCarloJob): string =>
  createHash('sha256').update(canonicalJson(job)).update(printPopulation(population)).digest('hex');

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
  const key = keyOf(job);
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
  const record = recordedPath(job, run.last);
  let memory: SharedArrayBuffer | undefined;
  for (const [i, config] of others.entries()) {
    const beside = await ask({ ...job, resample: config, paths: Math.min(paths, MOST_BESIDE) }, question, pool, partOf({ ...options, memory }, i + 1, parts));
    if (beside === undefined) return undefined;
    memory = beside.run.ensemble?.memory ?? memory;
    panel.push(panelRow(config.method, drawn(config), beside.summary));
  }
  return {
    settings: { resample, tradesPerPath, overlays, seed, paths, sessions, rules },
    population: populationFacts(population),
    sha256: run.sha256(), drawn: drawn(asked), summary,
    fan: fanRows(run.fan), fanPercents, fanError: run.fanError,
    record, panel, notable: notablePaths(job, run.last, summary),
    verdict: verdictOf(panel, sessions),
    precision: precise(question, summary),
  };
};

/**
 * Answers a Monte Carlo question with its dependence panel. Equal questions give equal answers for any workers.
 *
 * @returns undefined when it was stopped
 * @throws DataError or ConfigError as prepareJob does
 */
export const answerMonteCarlo = async (question: Question, options: AnswerOptions = {}): Promise<MonteCarloAnswer | undefined> => {
  prepareJob(question.job);
  const workers = options.workers ?? (isWorthAPool(question.job, 4) && machineWorkers() > 1 ? machineWorkers() : undefined);
  const pool = workers === undefined ? undefined : openPool(workers);
  try {
    return await answerOn(question, pool, options);
  } finally {
    await pool?.close();
  }
};

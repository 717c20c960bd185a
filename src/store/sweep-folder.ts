import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Study } from '../backtest/index.ts';
import { csvText } from '../backtest/index.ts';
import { canonicalJson, ConfigError, mustBe, parseWith } from '../kernel/index.ts';
import type { Axis, Outcome, Plateau, SweepConfig } from '../research/index.ts';
import { figureNames, outcomeFromJson, outcomeToJson, sweepSchema } from '../research/index.ts';
import { buildFolder, writeFileAtomic } from './atomic.ts';
import { sha256 } from './hash.ts';
import { readYaml } from './yaml-file.ts';
import type { DatasetIdentity, RunManifest } from './run-folder.ts';

/** Reads a sweep file. @throws ConfigError */
export const readSweep = (path: string): SweepConfig => {
  if (!existsSync(path)) throw new ConfigError('sweep-missing', mustBe('--config', 'a sweep file', path, 'see docs/sweeps.md for one'));
  return parseWith(sweepSchema, readYaml(path), 'sweep');
};

/** What a sweep was: enough to run it again. */
export interface SweepManifest {
  readonly id: string;
  readonly config: SweepConfig;
  readonly study: Study;
  readonly studyHash: string;
  readonly dataset: DatasetIdentity;
  readonly range: RunManifest['range'];
  readonly code: string;
}

/** Refuses to write a sweep over something that is none. @throws ConfigError */
export const checkSweepTarget = (folder: string): void => {
  if (existsSync(folder) && !existsSync(join(folder, 'trials.csv'))) {
    throw new ConfigError('sweep-target', mustBe('--out', 'a new folder or a sweep folder', folder, 'something else stands there and is never replaced; choose another'));
  }
};

export const sweepId = (config: SweepConfig, studyHash: string, dataset: string, code: string): string =>
  sha256(canonicalJson({ config, studyHash, dataset, code })).slice(0, 12);

const partialFile = (folder: string, id: string): string => join(dirname(resolve(folder)), `.${basename(resolve(folder))}-${id}.partial.jsonl`);

/** The outcome of a line, or undefined for one that a kill cut short. */
const outcomeOfLine = (line: string): Outcome | undefined => {
  try {
    return outcomeFromJson(JSON.parse(line));
  } catch {
    return undefined;
  }
};

/** Outcomes saved by an interrupted run of the same sweep, in order, up to the first line cut short. */
export const savedOutcomes = (folder: string, id: string): Outcome[] => {
  const path = partialFile(folder, id);
  if (!existsSync(path)) return [];
  const read = readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map(outcomeOfLine);
  const broken = read.indexOf(undefined);
  return (broken < 0 ? read : read.slice(0, broken)) as Outcome[];
};

/** Where a sweep under way keeps what is finished, so that `--resume` goes on from it. */
export interface SavedSweep {
  /** Adds outcomes in order. */
  readonly append: (outcomes: readonly Outcome[]) => void;
}

/** Starts the saved outcomes of a sweep anew with those it goes on from. */
export const openSaved = (folder: string, id: string, before: readonly Outcome[]): SavedSweep => {
  const path = partialFile(folder, id);
  const text = (outcomes: readonly Outcome[]): string => outcomes.map((outcome) => `${JSON.stringify(outcomeToJson(outcome))}\n`).join('');
  writeFileAtomic(path, text(before));
  return { append: (outcomes) => appendFileSync(path, text(outcomes)) };
};

const trialsCsv = (axes: readonly Axis[], outcomes: readonly Outcome[], feasible: readonly boolean[], plateaus: readonly Plateau[]): string =>
  csvText(
    ['trial', ...axes.map((axis) => axis.path), ...figureNames, 'plateau', 'feasible', 'error'],
    outcomes.map(({ point, figures, error }, i) => [
      i, ...point.map(String), ...figureNames.map((name) => (figures === null || !Number.isFinite(figures[name]) ? '' : figures[name])),
      Number.isFinite(plateaus[i].score) ? plateaus[i].score : '', feasible[i] ? 1 : 0, error ?? '',
    ]),
  );

export interface SweepResult {
  readonly manifest: SweepManifest;
  readonly axes: readonly Axis[];
  readonly outcomes: readonly Outcome[];
  readonly feasible: readonly boolean[];
  readonly plateaus: readonly Plateau[];
  /** Extra files by name: charts. */
  readonly files: ReadonlyMap<string, string>;
}

/** Session results of every trial, [trials, sessions] doubles, little-endian; zeros where a trial failed. */
const dailyBytes = (outcomes: readonly Outcome[]): Uint8Array => {
  const sessions = Math.max(0, ...outcomes.map((outcome) => outcome.daily.length));
  const all = new Float64Array(outcomes.length * sessions);
  outcomes.forEach((outcome, i) => all.set(outcome.daily, i * sessions));
  return new Uint8Array(all.buffer);
};

/** Writes a sweep folder whole. @returns the hash of its results: the same for any number of workers, resumed or not */
export const writeSweep = async (folder: string, result: SweepResult): Promise<string> => {
  const trials = trialsCsv(result.axes, result.outcomes, result.feasible, result.plateaus);
  const daily = dailyBytes(result.outcomes);
  const hash = sha256(sha256(trials) + sha256(daily));
  await buildFolder(resolve(folder), (temporary) => {
    writeFileSync(join(temporary, 'manifest.json'), `${JSON.stringify({ ...result.manifest, axes: result.axes, results: hash }, null, 2)}\n`);
    writeFileSync(join(temporary, 'trials.csv'), trials);
    writeFileSync(join(temporary, 'daily.f64'), daily);
    for (const [name, text] of result.files) {
      mkdirSync(dirname(join(temporary, name)), { recursive: true });
      writeFileSync(join(temporary, name), text);
    }
  });
  rmSync(partialFile(folder, result.manifest.id), { force: true });
  return hash;
};

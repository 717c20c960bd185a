import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { csvText } from '../backtest/index.ts';
import { canonicalJson, ConfigError, mustBe, parseWith } from '../kernel/index.ts';
import type { Axis, Outcome, Plateau, SweepConfig } from '../research/index.ts';
import { figureNames, sweepSchema } from '../research/index.ts';
import { buildFolder, writeFileAtomic } from './atomic.ts';
import { sha256 } from './hash.ts';
import type { DatasetIdentity } from './run-folder.ts';

/** Reads a sweep file. @throws ConfigError */
export const readSweep = (path: string): SweepConfig => {
  if (!existsSync(path)) throw new ConfigError('sweep-missing', mustBe('--config', 'a sweep file', path, 'see docs/sweeps.md for one'));
  return parseWith(sweepSchema, parse(readFileSync(path, 'utf8')), 'sweep');
};

/** What a sweep was: enough to run it again. */
export interface SweepManifest {
  readonly id: string;
  readonly config: SweepConfig;
  readonly studyHash: string;
  readonly dataset: DatasetIdentity;
  readonly code: string;
}

export const sweepId = (config: SweepConfig, studyHash: string, dataset: string, code: string): string =>
  sha256(canonicalJson({ config, studyHash, dataset, code })).slice(0, 12);

/** A finished trial on disk, while the sweep goes on. */
interface SavedTrial {
  readonly outcome: Omit<Outcome, 'daily'>;
  readonly daily: readonly number[];
}

const partialFile = (folder: string, id: string): string => join(dirname(resolve(folder)), `.sweep-${id}.partial.jsonl`);

/** Outcomes saved by an interrupted run of the same sweep, in order. */
export const savedOutcomes = (folder: string, id: string): Outcome[] => {
  const path = partialFile(folder, id);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').filter((line) => line.endsWith('}'));
  return lines.map((line) => {
    const { outcome, daily } = JSON.parse(line) as SavedTrial;
    return { ...outcome, daily: Float64Array.from(daily) };
  });
};

/** Saves finished outcomes so that `--resume` goes on from them. */
export const saveOutcomes = (folder: string, id: string, outcomes: readonly Outcome[]): void => {
  mkdirSync(dirname(resolve(folder)), { recursive: true });
  const text = outcomes.map(({ daily, ...outcome }) => `${JSON.stringify({ outcome, daily: [...daily] })}\n`).join('');
  writeFileAtomic(partialFile(folder, id), text);
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

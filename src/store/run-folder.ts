import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Study, StudyResult } from '../backtest/index.ts';
import { alarmsOf, csvText, outcomesOf, stressResults, summarise, tradesCsv } from '../backtest/index.ts';
import type { DataGrade } from '../kernel/index.ts';
import { canonicalJson, ConfigError, DataError, mustBe, RefusedError } from '../kernel/index.ts';
import { printPopulation } from '../montecarlo/index.ts';
import { buildFolder, makeFolder, writeFileAtomic } from './atomic.ts';
import type { CodeIdentity } from './code-identity.ts';
import { codeIdentity } from './code-identity.ts';
import { sha256, sha256File } from './hash.ts';

/** The dataset a run was made from. */
export interface DatasetIdentity {
  readonly name: string;
  readonly sha256: string;
  readonly grade: DataGrade;
  readonly source: string;
  readonly sessions: number;
}

/** Enough to run it again and get the same bytes. Written before any result. */
export interface RunManifest {
  readonly id: string;
  readonly grade: DataGrade;
  readonly study: Study;
  readonly studyHash: string;
  readonly planHash: string;
  readonly dataset: DatasetIdentity;
  readonly range: { readonly from: string | null; readonly to: string | null };
  readonly code: CodeIdentity;
}

/** Hash of what decides: the same for equal plans, whatever their spelling. */
export const planHashOf = (study: Study): string => sha256(canonicalJson({ strategy: study.strategy, risk: study.risk }));

/** Hash of a whole study. */
export const studyHashOf = (study: Study): string => sha256(canonicalJson(study));

/** The manifest of a study about to run. Its id is a function of study, data and program. */
export const manifestOf = (study: Study, dataset: DatasetIdentity, range: RunManifest['range']): RunManifest => {
  const code = codeIdentity();
  const studyHash = studyHashOf(study);
  const id = sha256(canonicalJson({ studyHash, data: dataset.sha256, range, code: code.sha256 })).slice(0, 12);
  return { id, grade: dataset.grade, study, studyHash, planHash: planHashOf(study), dataset, range, code };
};

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const equityCsv = (study: StudyResult): string => {
  let peak = -Infinity;
  return csvText(
    ['date', 'equity', 'low', 'high', 'drawdown', 'trades'],
    study.equity.map((row) => {
      peak = Math.max(peak, row.equity);
      return [row.date, row.equity, row.low, row.high, peak - row.equity, row.trades];
    }),
  );
};

/** The result files of a run, by name. */
export const resultFiles = (manifest: RunManifest, study: StudyResult): ReadonlyMap<string, string> =>
  new Map([
    ['trades.csv', tradesCsv(study.trades)],
    ['equity.csv', equityCsv(study)],
    ['passes.csv', csvText(['date', 'slot', 'why'], study.passes.map((pass) => [pass.date, pass.slot, pass.why]))],
    ['outcomes.csv', printPopulation(outcomesOf(study))],
    ['summary.json', json(summarise(manifest.study, study))],
    ['stress.json', json(stressResults(study, Math.round(manifest.study.risk.account.startingEquity * 100)))],
    ['alarms.json', json(alarmsOf(manifest.study, study))],
  ]);

const isRunFolder = (folder: string): boolean => ['manifest.json', 'outputs.json'].every((name) => existsSync(join(folder, name)));

/**
 * Checks, before any work, that a run may be written to a folder.
 *
 * @throws ConfigError when something else stands there, when a finished run does and `replace` was not asked for, or when
 *   the place cannot be written
 */
export const checkRunTarget = (folder: string, replace: boolean): void => {
  const path = resolve(folder);
  if (existsSync(path) && !isRunFolder(path)) {
    throw new ConfigError('run-target', mustBe('--out', 'a new folder or a run folder', folder, 'something else stands there and is never replaced; choose another'));
  }
  if (existsSync(path) && !replace) {
    throw new ConfigError('run-exists', mustBe('--out', 'a new folder', folder, 'finished runs are not changed; choose another or add --replace'));
  }
  makeFolder(dirname(path));
};

/** Writes a run folder: the manifest first, then results, their hashes last; the folder appears only when all is there. */
export const writeRun = async (folder: string, manifest: RunManifest, study: StudyResult, replace: boolean): Promise<void> => {
  checkRunTarget(folder, replace);
  await buildFolder(
    resolve(folder),
    (temporary) => {
      const outputs: Record<string, string> = {};
      for (const [name, text] of [['manifest.json', json(manifest)] as const, ...resultFiles(manifest, study)]) {
        writeFileSync(join(temporary, name), text);
        outputs[name] = sha256(text);
      }
      writeFileSync(join(temporary, 'outputs.json'), json(outputs));
    },
    () => checkRunTarget(folder, replace),
  );
};

/** Adds files written into a run later (its Monte Carlo, its report) to the hashes `gamma verify` checks; a folder that is no run has none. */
export const recordOutputs = (folder: string, names: readonly string[]): void => {
  if (!isRunFolder(folder)) return;
  const outputs = readOutputs(folder);
  for (const name of names) outputs[name] = sha256File(join(folder, name));
  writeFileAtomic(join(folder, 'outputs.json'), json(outputs));
};

/**
 * Refuses a run whose own files are not what was written.
 *
 * @throws RefusedError naming them, with exit code 4
 */
export const checkUnchanged = (folder: string, names: readonly string[]): void => {
  const changed = changedFiles(folder).filter((name) => names.includes(name));
  if (changed.length > 0) {
    throw new RefusedError('run-changed', mustBe(folder, 'as it was written', `changed ${changed.join(', ')}`, 'run the backtest again'), 4);
  }
};

/** JSON of a run's file. @throws DataError when it is missing or damaged */
export const readJson = <T>(folder: string, name: string): T => {
  const path = join(folder, name);
  if (!existsSync(path)) throw new DataError('run-missing', mustBe(path, 'a file of a run folder', 'nothing', 'run gamma backtest first'));
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    throw new DataError('run-broken', mustBe(path, 'JSON', 'something else', 'run the backtest again'));
  }
};

export const readManifest = (folder: string): RunManifest => readJson<RunManifest>(folder, 'manifest.json');
export const readOutputs = (folder: string): Record<string, string> => readJson<Record<string, string>>(folder, 'outputs.json');

/** Names of result files whose bytes no longer match the hashes written with them. */
export const changedFiles = (folder: string): string[] =>
  Object.entries(readOutputs(folder))
    .filter(([name, hash]) => !existsSync(join(folder, name)) || sha256File(join(folder, name)) !== hash)
    .map(([name]) => name);

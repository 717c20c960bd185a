import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Study } from '../backtest/index.ts';
import { csvText } from '../backtest/index.ts';
import { canonicalJson, ConfigError, mustBe, parseWith } from '../kernel/index.ts';
import type { WalkedFold, WalkedSession, WalkForwardFile, WalkForwardSummary } from '../research/index.ts';
import { walkForwardSchema } from '../research/index.ts';
import { buildFolder } from './atomic.ts';
import { sha256 } from './hash.ts';
import type { DatasetIdentity, RunManifest } from './run-folder.ts';
import { readJson } from './run-folder.ts';
import { readYaml } from './yaml-file.ts';

/** Reads a walk-forward file. @throws ConfigError */
export const readWalkForward = (path: string): WalkForwardFile => {
  if (!existsSync(path)) throw new ConfigError('walkforward-missing', mustBe('--config', 'a walk-forward file', path, 'see docs/sweeps.md for one'));
  return parseWith(walkForwardSchema, readYaml(path), 'walkforward');
};

/** What a walk was and what it came to: walkforward.json. Money in cents. */
export interface WalkForwardResult {
  readonly id: string;
  readonly config: WalkForwardFile;
  readonly study: Study;
  readonly studyHash: string;
  readonly dataset: DatasetIdentity;
  readonly range: RunManifest['range'];
  readonly code: string;
  readonly folds: readonly WalkedFold[];
  readonly summary: WalkForwardSummary;
  /** Plan hashes of every configuration a fold could have chosen. */
  readonly plans: readonly string[];
  /** In plain words. */
  readonly verdict: string;
  /** Hash of the files beside it. */
  readonly results: string;
}

/** Refuses to write a walk over something that is none. @throws ConfigError */
export const checkWalkTarget = (folder: string): void => {
  if (existsSync(folder) && !existsSync(join(folder, 'walkforward.json'))) {
    throw new ConfigError('walk-target', mustBe('--out', 'a new folder or a walk-forward folder', folder, 'something else stands there and is never replaced; choose another'));
  }
};

export const walkId = (config: WalkForwardFile, studyHash: string, dataset: string, code: string): string =>
  sha256(canonicalJson({ walk: config, studyHash, dataset, code })).slice(0, 12);

const foldsCsv = (config: WalkForwardFile, folds: readonly WalkedFold[]): string =>
  csvText(
    ['fold', 'trainFrom', 'trainTo', 'trainSessions', 'testFrom', 'testTo', 'testSessions', ...Object.keys(config.axes), 'objective',
      'inSampleProfit', 'inSampleTrades', 'inSamplePerContract', 'outOfSampleProfit', 'outOfSampleTrades', 'outOfSamplePerContract'],
    folds.map(({ fold, train, test, point, objective, inSample, outOfSample }) => [
      fold, train.from, train.to, train.sessions, test.from, test.to, test.sessions,
      ...Object.keys(config.axes).map((_, i) => (point === null ? '' : String(point[i]))), objective ?? '',
      inSample.profit, inSample.trades, inSample.perContract, outOfSample.profit, outOfSample.trades, outOfSample.perContract,
    ]),
  );

const sessionsCsv = (walked: readonly WalkedSession[]): string => {
  let equity = 0;
  return csvText(
    ['date', 'fold', 'profit', 'cumulative', 'trades', 'perContract'],
    walked.map(({ date, fold, profit, trades, total }) => {
      equity += profit;
      return [date, fold, profit, equity, trades, total];
    }),
  );
};

/**
 * Writes a walk-forward folder whole: walkforward.json, folds.csv, out-of-sample.csv, charts.
 *
 * @returns the hash of its results: the same for any number of workers
 */
export const writeWalk = async (
  folder: string, walk: Omit<WalkForwardResult, 'results'>, walked: readonly WalkedSession[], files: ReadonlyMap<string, string>,
): Promise<string> => {
  const tables = new Map([['folds.csv', foldsCsv(walk.config, walk.folds)], ['out-of-sample.csv', sessionsCsv(walked)]]);
  const results = sha256([...tables.values()].map(sha256).join(''));
  await buildFolder(resolve(folder), (temporary) => {
    writeFileSync(join(temporary, 'walkforward.json'), `${JSON.stringify({ ...walk, results }, null, 2)}\n`);
    for (const [name, text] of [...tables, ...files]) {
      mkdirSync(dirname(join(temporary, name)), { recursive: true });
      writeFileSync(join(temporary, name), text);
    }
  });
  return results;
};

/** What a walk came to. @throws DataError when the folder holds none */
export const readWalk = (folder: string): WalkForwardResult => readJson<WalkForwardResult>(folder, 'walkforward.json');

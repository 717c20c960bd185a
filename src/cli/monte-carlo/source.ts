import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataGrade } from '../../kernel/index.ts';
import { ConfigError, DataError, gradeAtLeast, mustBe, RefusedError } from '../../kernel/index.ts';
import { sessionsBetween } from '../../market/index.ts';
import type { AccountRules, Population, Withdrawal } from '../../montecarlo/index.ts';
import { noLimits, parseOptionOmega, parsePopulation, rulesOf } from '../../montecarlo/index.ts';
import { checkUnchanged, readManifest, readStudy } from '../../store/index.ts';

/** A record to ask about, and the account to walk it through. */
export interface Source {
  readonly name: string;
  /** Grade of the option quotes behind the record; null for a log made elsewhere. */
  readonly grade: DataGrade | null;
  readonly population: Population;
  readonly rules: AccountRules;
  readonly notes: readonly string[];
}

const readText = (path: string, remedy: string): string => {
  if (!existsSync(path)) throw new DataError('file-missing', mustBe(path, 'a file', 'nothing', remedy));
  return readFileSync(path, 'utf8');
};

/** A finished backtest: its outcomes, its plan's own risk section. */
export const sourceOfRun = (folder: string, withdrawal: Withdrawal | null): Source => {
  checkUnchanged(folder, ['manifest.json', 'outcomes.csv']);
  const { study, grade } = readManifest(folder);
  if (!gradeAtLeast(grade, study.requires)) {
    throw new RefusedError('grade', mustBe(`grade of ${folder}`, `${study.requires} or better`, grade, 'run the study on better data'), 4);
  }
  const population = parsePopulation(readText(join(folder, 'outcomes.csv'), 'run gamma backtest first'));
  return { name: study.name, grade, population, rules: rulesOf(study.risk, withdrawal), notes: [] };
};

export interface LogOptions {
  readonly format: string;
  /** Study whose risk section sizes the paths; without it, a fixed number of contracts. */
  readonly config?: string;
  readonly contracts: string;
  readonly start: string;
  readonly haltBelow: string;
}

const positive = (flag: string, text: string): number => {
  const value = Number(text);
  if (!(Number.isFinite(value) && value > 0)) throw new ConfigError('number', mustBe(flag, 'above 0', text, 'write digits'));
  return value;
};

/** `50%`, `0.5` or `never`. */
const haltOf = (text: string): number => {
  const share = text === 'never' ? 0 : text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (text.trim() !== '' && share >= 0 && share < 1) return share;
  throw new ConfigError('halt', mustBe('--halt-below', 'a share of the start below 100%, or never', text, 'write 50%'));
};

/** A trade log made by another program. */
export const sourceOfLog = (file: string, options: LogOptions, withdrawal: Withdrawal | null): Source => {
  if (options.format !== 'option-omega') {
    throw new ConfigError('format', mustBe('--format', 'option-omega', options.format, 'other logs are not read yet'));
  }
  const { population, overnight } = parseOptionOmega(readText(file, 'check the path'), sessionsBetween);
  const contracts = positive('--contracts', options.contracts);
  if (!Number.isInteger(contracts)) throw new ConfigError('number', mustBe('--contracts', 'whole', contracts, 'write digits'));
  const rules: AccountRules = options.config === undefined
    ? {
        sizing: { policy: 'fixed', contracts },
        account: { startingEquity: positive('--start', options.start), haltBelow: haltOf(options.haltBelow), margin: 'definedRisk' },
        limits: { ...noLimits, withdrawal },
      }
    : rulesOf(readStudy(options.config).risk, withdrawal);
  const notes = overnight === 0 ? [] : [`${overnight} trades left on a later day are counted in the session of their entry`];
  return { name: file, grade: null, population, rules, notes };
};

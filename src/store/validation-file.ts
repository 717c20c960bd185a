import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataGrade } from '../kernel/index.ts';
import { canonicalJson, ConfigError, mustBe, parseWith } from '../kernel/index.ts';
import type { AxisValue, Evidence, Finding, Luck, Policy, SweepLuck } from '../research/index.ts';
import { policySchema, standardPolicy } from '../research/index.ts';
import { writeFileAtomic } from './atomic.ts';
import { sha256 } from './hash.ts';
import { readJson, recordOutputs } from './run-folder.ts';
import { readYaml } from './yaml-file.ts';

/** The name of the verdict within a run or sweep folder. */
export const VALIDATION_FILE = 'validation.json';

/** A verdict as it stands beside a run: what was judged, by which policy, on which evidence, and what came of it. */
export interface ValidationFile {
  readonly version: 1;
  readonly passed: boolean;
  readonly subject: {
    readonly kind: 'run' | 'sweep';
    /** Id of the run or the sweep. */
    readonly id: string;
    readonly name: string;
    /** The configuration of a sweep that was judged, by axis; null for a run. */
    readonly configuration: Readonly<Record<string, AxisValue>> | null;
    /** Of strategy and risk: what a promotion binds. */
    readonly planHash: string;
    readonly studyHash: string;
    readonly dataset: { readonly name: string; readonly sha256: string; readonly grade: DataGrade };
    /** Of the program that gathered the evidence. */
    readonly code: string;
  };
  readonly policy: Policy;
  readonly policyHash: string;
  /** Trials the ledger held, and a hash of it, when the verdict was given. */
  readonly ledger: { readonly trials: number; readonly sha256: string };
  readonly evidence: Evidence;
  /** Where each part of the evidence came from, or why it was not gathered. */
  readonly sources: Readonly<Partial<Record<keyof Evidence, string>>>;
  readonly findings: readonly Finding[];
  readonly luck: Luck;
  readonly sweepLuck: SweepLuck | null;
}

/** Reads a policy file; the published policy when none is named. @throws ConfigError */
export const readPolicy = (path: string | undefined): Policy => {
  if (path === undefined) return standardPolicy;
  if (!existsSync(path)) throw new ConfigError('policy-missing', mustBe('--policy', 'a policy file', path, 'see docs/validation.md for one'));
  return parseWith(policySchema, readYaml(path), 'policy');
};

export const policyHashOf = (policy: Policy): string => sha256(canonicalJson(policy));

/** Writes a verdict beside what it judges; a run's own list of hashes then covers it. */
export const writeValidation = (folder: string, validation: ValidationFile): void => {
  writeFileAtomic(join(folder, VALIDATION_FILE), `${JSON.stringify(validation, null, 2)}\n`);
  recordOutputs(folder, [VALIDATION_FILE]);
};

/** @throws DataError when the folder holds no verdict */
export const readValidation = (folder: string): ValidationFile => readJson<ValidationFile>(folder, VALIDATION_FILE);

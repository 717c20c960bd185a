import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, mustBe, seedFrom } from '../kernel/index.ts';
import type { MonteCarloAnswer, OverlayConfig } from '../montecarlo/index.ts';
import { parsePopulation, resampleMethodOf, rulesOf } from '../montecarlo/index.ts';
import type { Question } from '../pool/index.ts';
import { answerMonteCarlo, machineWorkers } from '../pool/index.ts';
import { checkUnchanged, readManifest } from '../store/index.ts';
import type { Work } from './jobs.ts';

/** Fields of the form, all text. */
export type Fields = Readonly<Record<string, unknown>>;

const numberOf = (fields: Fields, name: string, least: number, most: number): number => {
  const text = String(fields[name] ?? '');
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most)) throw new ConfigError('field', mustBe(name, `a number from ${least} to ${most}`, text, 'correct the field'));
  return value;
};

const wholeOf = (fields: Fields, name: string, least: number, most: number): number => {
  const value = numberOf(fields, name, least, most);
  if (!Number.isInteger(value)) throw new ConfigError('field', mustBe(name, 'whole', value, 'correct the field'));
  return value;
};

const overlaysOf = (fields: Fields): OverlayConfig => {
  const stops = numberOf(fields, 'extraStops', 0, 99) / 100;
  const gaps = numberOf(fields, 'gap', 0, 99) / 100;
  return {
    extraStops: stops === 0 ? null : { chance: stops, group: 'stopLoss' },
    gap: gaps === 0 ? null : { chance: gaps, points: numberOf(fields, 'gapPoints', 0.1, 1_000) },
    worstCase: null,
  };
};

/** The question a form asks of a run. @throws ConfigError naming the field, DataError when the run is incomplete */
export const questionOf = (folder: string, fields: Fields): Question => {
  checkUnchanged(folder, ['manifest.json', 'outcomes.csv']);
  const block = String(fields.block ?? 'auto');
  const file = join(folder, 'outcomes.csv');
  return {
    job: {
      population: parsePopulation(existsSync(file) ? readFileSync(file, 'utf8') : ''),
      rules: rulesOf(readManifest(folder).study.risk, null),
      resample: { method: resampleMethodOf(String(fields.method)), block: block === 'auto' ? 'auto' : wholeOf(fields, 'block', 1, 252) },
      tradesPerPath: null,
      seed: seedFrom(String(fields.seed ?? '1')),
      paths: wholeOf(fields, 'paths', 100, 200_000),
      sessions: wholeOf(fields, 'sessions', 1, 2_520),
      overlays: overlaysOf(fields),
      engine: 'auto',
    },
    questions: { ruinAt: 0.25, above: [], drawdownsBeyond: [0.1, 0.2, 0.3] },
    untilPrecise: null,
  };
};

/** Answers it on the pool, so that pages stay quick meanwhile. */
export const answering = (question: Question): Work<MonteCarloAnswer> => (report, signal) =>
  answerMonteCarlo(question, { workers: Math.max(1, machineWorkers()), signal, onProgress: (share) => report(share, `${Math.round(share * 100)}% of the paths`) });

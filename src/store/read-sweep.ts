import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataError, mustBe, RefusedError } from '../kernel/index.ts';
import { readCsv } from '../report/index.ts';
import type { Axis, Point } from '../research/index.ts';
import { sha256, sha256File } from './hash.ts';
import { readJson } from './run-folder.ts';
import type { SweepManifest } from './sweep-folder.ts';

/** A finished sweep read back. N trials, D sessions. */
export interface FinishedSweep {
  readonly manifest: SweepManifest & { readonly axes: readonly Axis[]; readonly results: string };
  readonly trials: readonly {
    readonly point: Point;
    readonly objective: number;
    readonly isFeasible: boolean;
    readonly failed: boolean;
    /** [D] cents a session. */
    readonly daily: Float64Array;
  }[];
}

export const isSweepFolder = (folder: string): boolean => ['manifest.json', 'trials.csv', 'daily.f64'].every((name) => existsSync(join(folder, name)));

const numberIn = (text: string): number => (text === '' ? NaN : Number(text));

/**
 * Reads a sweep folder.
 *
 * @throws DataError when a file is missing or damaged; RefusedError when its results were changed after they were written
 */
export const readFinishedSweep = (folder: string): FinishedSweep => {
  const manifest = readJson<FinishedSweep['manifest']>(folder, 'manifest.json');
  const found = sha256(sha256File(join(folder, 'trials.csv')) + sha256File(join(folder, 'daily.f64')));
  if (found !== manifest.results) {
    throw new RefusedError('sweep-changed', mustBe(folder, 'as it was written', 'changed trials.csv or daily.f64', 'run the sweep again'), 4);
  }
  const rows = readCsv(readFileSync(join(folder, 'trials.csv'), 'utf8'));
  const bytes = readFileSync(join(folder, 'daily.f64'));
  const all = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const sessions = rows.length === 0 ? 0 : all.length / rows.length;
  const { axes, config } = manifest;
  const pointOf = (row: Record<string, string>): Point =>
    axes.map(({ path, values }) => {
      const value = values.find((known) => String(known) === row[path]);
      if (value === undefined) throw new DataError('sweep-broken', mustBe(join(folder, 'trials.csv'), `values of axis ${path}`, row[path], 'run the sweep again'));
      return value;
    });
  return {
    manifest,
    trials: rows.map((row, i) => ({
      point: pointOf(row), objective: numberIn(row[config.objective]), isFeasible: row.feasible === '1',
      failed: row.error !== '', daily: all.slice(i * sessions, (i + 1) * sessions),
    })),
  };
};

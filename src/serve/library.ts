import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportRun } from '../report/index.ts';
import { readReportRun } from '../store/index.ts';

/** A finished run on the shelf, or what is wrong with it. */
export interface Shelved {
  readonly id: string;
  readonly changed: number;
  readonly run: ReportRun | undefined;
  readonly problem: string | undefined;
}

/** Runs and sweeps below one folder. Names come from the disk, never from a request. */
export interface Library {
  readonly runs: () => Shelved[];
  readonly run: (id: string) => Shelved | undefined;
  readonly sweeps: () => string[];
  readonly folderOf: (id: string) => string;
}

/** Reads `reports/`-like folders; a run is read again only when its files changed. */
export const openLibrary = (root: string): Library => {
  const known = new Map<string, Shelved>();
  const names = (file: string): string[] =>
    existsSync(root) ? readdirSync(root, { withFileTypes: true }).flatMap((e) => (e.isDirectory() && existsSync(join(root, e.name, file)) ? [e.name] : [])).sort() : [];
  const read = (id: string): Shelved => {
    const changed = statSync(join(root, id, 'outputs.json')).mtimeMs;
    const cached = known.get(id);
    if (cached !== undefined && cached.changed === changed) return cached;
    let shelved: Shelved;
    try {
      shelved = { id, changed, run: readReportRun(join(root, id)), problem: undefined };
    } catch (error) {
      shelved = { id, changed, run: undefined, problem: error instanceof Error ? error.message : String(error) };
    }
    known.set(id, shelved);
    return shelved;
  };
  const runNames = (): string[] => names('outputs.json').filter((name) => existsSync(join(root, name, 'summary.json')));
  return {
    runs: () => runNames().map(read),
    run: (id) => (runNames().includes(id) ? read(id) : undefined),
    sweeps: () => names('trials.csv'),
    folderOf: (id) => join(root, id),
  };
};

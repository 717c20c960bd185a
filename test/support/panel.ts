import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/index.ts';
import { sharedPath } from './shared-data.ts';

/** Runs one command line with its output swallowed. @returns exit code and stdout */
export const gamma = async (...argv: string[]): Promise<{ code: number; out: string; err: string }> => {
  const out: string[] = [];
  const err: string[] = [];
  const { write: toOut } = process.stdout;
  const { write: toErr } = process.stderr;
  process.stdout.write = ((text: string | Uint8Array) => out.push(String(text)) > 0);
  process.stderr.write = ((text: string | Uint8Array) => err.push(String(text)) > 0);
  const before = process.exitCode;
  try {
    const code = await main(argv);
    return { code, out: out.join(''), err: err.join('') };
  } finally {
    process.stdout.write = toOut;
    process.stderr.write = toErr;
    process.exitCode = before;
  }
};

/** A folder that goes away with `dispose`. */
export const scratch = (): { path: string; dispose: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'gamma-'));
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
};

/** Imports the recorded panel with its official closes into a folder of datasets. */
export const importPanel = async (root: string): Promise<void> => {
  for (const argv of [
    ['data', 'import', sharedPath('chains/spxw_0dte_midpoints/midpoints.csv.gz'), '--format', 'spxw-midpoints'],
    ['data', 'attach', sharedPath('daily/spx_daily_yahoo.csv'), '--series', 'spx'],
    ['data', 'attach', sharedPath('daily/vix_daily_cboe.csv'), '--series', 'vix'],
  ]) {
    const { code, err } = await gamma(...argv, '--dataset', 'panel', '--root', root);
    if (code !== 0) throw new Error(err);
  }
};

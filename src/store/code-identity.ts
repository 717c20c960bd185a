import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from './hash.ts';

/** Which program made a result. */
export interface CodeIdentity {
  readonly version: string;
  /** SHA-256 over the program's own files, by name and content. */
  readonly sha256: string;
  readonly commit: string | null;
  readonly node: string;
}

const here = dirname(fileURLToPath(import.meta.url));

/** Root of the installed package. */
export const packageRoot = resolve(here, '../..');

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));

const commitOf = (): string | null => {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: packageRoot, stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim();
  } catch {
    return null;
  }
};

let known: CodeIdentity | undefined;

/** Identity of the running program; read once. */
export const codeIdentity = (): CodeIdentity => {
  if (known !== undefined) return known;
  const root = resolve(here, '..');
  const code = filesBelow(root).filter((file) => /\.(c?js|wasm|ts)$/.test(file) && !file.endsWith('.d.ts'));
  const digest = sha256(code.map((file) => `${file.slice(root.length)} ${sha256(readFileSync(file))}`).join('\n'));
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  known = { version, sha256: digest, commit: commitOf(), node: process.version };
  return known;
};

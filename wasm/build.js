// Builds wasm/sequences.ts into src/montecarlo/lean/sequences.wasm.ts; with --check, says whether the built file is current.
// The compiler (100 MB) is fetched on demand and is no dependency of the project.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const COMPILER = 'assemblyscript@0.28.20';
const source = resolve(import.meta.dirname, 'sequences.ts');
const target = resolve(import.meta.dirname, '../src/montecarlo/lean/sequences.wasm.ts');

const folder = mkdtempSync(join(tmpdir(), 'gamma-wasm-'));
const built = join(folder, 'sequences.wasm');
execFileSync(
  'npm',
  [
    'exec', '--yes', `--package=${COMPILER}`, '--', 'asc', source, '-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub',
    '--initialMemory', '4', '-o', built,
  ],
  { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] },
);
const text = `// Built by wasm/build.js from wasm/sequences.ts with ${COMPILER}. Do not edit.
export const sourceSha256 = '${createHash('sha256').update(readFileSync(source)).digest('hex')}';
export const moduleBase64 =
  '${readFileSync(built).toString('base64')}';
`;
rmSync(folder, { recursive: true });
if (process.argv.includes('--check')) {
  const isCurrent = readFileSync(target, 'utf8') === text;
  console.log(isCurrent ? 'sequences.wasm.ts is what its source builds' : 'sequences.wasm.ts differs from what its source builds');
  process.exit(isCurrent ? 0 : 1);
}
writeFileSync(target, text);

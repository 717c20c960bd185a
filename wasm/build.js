// Builds wasm/*.ts into the modules below; with --check, says whether the built files are current.
// The compiler (100 MB) is fetched on demand and is no dependency of the project.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const COMPILER = 'assemblyscript@0.28.20';
const modules = {
  sequences: '../src/montecarlo/lean/sequences.wasm.ts',
  events: '../src/montecarlo/lean/events.wasm.ts',
  codes: '../src/research/columns/codes.wasm.ts',
  select: '../src/montecarlo/statistics/select.wasm.ts',
  along: '../src/montecarlo/statistics/along.wasm.ts',
};
const isCheck = process.argv.includes('--check');
const folder = mkdtempSync(join(tmpdir(), 'gamma-wasm-'));

const compile = (source, built) =>
  execFileSync(
    'npm',
    [
      'exec', '--yes', `--package=${COMPILER}`, '--', 'asc', source, '-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub',
      '--initialMemory', '4', '-o', built,
    ],
    { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] },
  );

let isCurrent = true;
for (const [name, file] of Object.entries(modules)) {
  const source = resolve(import.meta.dirname, `${name}.ts`);
  const target = resolve(import.meta.dirname, file);
  const built = join(folder, `${name}.wasm`);
  compile(source, built);
  const text = `// Built by wasm/build.js from wasm/${name}.ts with ${COMPILER}. Do not edit.
export const sourceSha256 = '${createHash('sha256').update(readFileSync(source)).digest('hex')}';
export const moduleBase64 =
  '${readFileSync(built).toString('base64')}';
`;
  if (!isCheck) writeFileSync(target, text);
  else {
    const isSame = readFileSync(target, 'utf8') === text;
    console.log(`${name}.wasm.ts ${isSame ? 'is' : 'is not'} what its source builds`);
    isCurrent &&= isSame;
  }
}
rmSync(folder, { recursive: true });
process.exit(isCurrent ? 0 : 1);

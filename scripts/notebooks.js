// Executes every notebook headless on the Deno kernel: in place, or with --check apart, leaving the files alone.
// Installs the kernel on demand, outside the main install.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, root, run } from './ensure.js';

ensureBuilt();
const folder = join(root, 'notebooks');
const runtime = join(folder, 'runtime');
const deno = join(runtime, 'node_modules/.bin/deno');
if (!existsSync(deno)) {
  console.error('Installing the notebook kernel (once) ...');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: runtime, shell: process.platform === 'win32' });
}
if (spawnSync('jupyter', ['nbconvert', '--version'], { stdio: 'ignore' }).status !== 0) {
  console.error('jupyter must be installed to run notebooks, found none; install jupyter nbconvert (Debian: apt-get install jupyter-nbconvert).');
  process.exit(2);
}
const share = mkdtempSync(join(tmpdir(), 'gamma-jupyter-'));
mkdirSync(join(share, 'kernels/deno'), { recursive: true });
writeFileSync(
  join(share, 'kernels/deno/kernel.json'),
  JSON.stringify({ argv: [deno, 'jupyter', '--kernel', '--conn', '{connection_file}'], display_name: 'Deno', language: 'typescript' }),
);
const target = process.argv.includes('--check') ? ['--output-dir', join(share, 'checked')] : ['--inplace'];
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const books = readdirSync(folder).filter((name) => name.endsWith('.ipynb') && (wanted.length === 0 || wanted.some((w) => name.includes(w))));
let failed = 0;
for (const book of books.sort()) {
  const started = performance.now();
  const { status } = spawnSync('jupyter', ['nbconvert', '--to', 'notebook', '--execute', '--ExecutePreprocessor.record_timing=False', '--log-level=ERROR', ...target, join(folder, book)], {
    cwd: folder, stdio: 'inherit', env: { ...process.env, JUPYTER_PATH: share },
  });
  if (status !== 0) failed++;
  console.log(`${status === 0 ? 'ran   ' : 'FAILED'} ${book} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
console.log(`${books.length - failed} notebooks ran, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

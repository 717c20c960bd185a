// Executes every notebook headless on the Deno kernel: in place, or with --check apart, leaving the files alone.
// Installs the kernel on demand, outside the main install.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
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
const isCheck = process.argv.includes('--check');
const target = isCheck ? ['--output-dir', join(share, 'checked')] : ['--inplace'];
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const books = readdirSync(folder).filter((name) => name.endsWith('.ipynb') && (wanted.length === 0 || wanted.some((w) => name.includes(w))));
/** Cells that call `show` or `say` and have fewer outputs than calls: the kernel can lose what is on its way. */
const silentCells = (file) =>
  JSON.parse(readFileSync(file, 'utf8')).cells.flatMap(({ cell_type, source, outputs }, i) => {
    const calls = source.join('').match(/^await (show|say)\(/gm)?.length ?? 0;
    return cell_type === 'code' && outputs.length < calls ? [i] : [];
  });

/** Code cells whose committed outputs are not what the program says today. */
const staleCells = (book) => {
  const outputsIn = (file) => JSON.parse(readFileSync(file, 'utf8')).cells.map(({ outputs }) => JSON.stringify(outputs ?? []));
  const today = outputsIn(join(target[1], book));
  return outputsIn(join(folder, book)).flatMap((outputs, i) => (outputs === today[i] ? [] : [i]));
};

const execute = (book, again = 2) => new Promise((done) => {
  const started = performance.now();
  const args = ['nbconvert', '--to', 'notebook', '--execute', '--ExecutePreprocessor.record_timing=False', '--log-level=ERROR', ...target, join(folder, book)];
  const child = spawn('jupyter', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, JUPYTER_PATH: share } });
  const said = [];
  child.stderr.on('data', (text) => said.push(text));
  child.on('close', (status) => {
    // The cell and its error come last; what precedes is the traceback of the converter.
    const text = Buffer.concat(said).toString();
    if (status !== 0 && again > 0 && text.includes('Kernel died before replying to kernel_info')) {
      console.error(`${book}: the kernel could not start (another took its port); starting it again.`);
      execute(book, again - 1).then(done);
      return;
    }
    if (status !== 0) console.error(text.split('An error occurred while executing the following cell:').at(-1).trim());
    const silent = status === 0 ? silentCells(join(target[0] === '--inplace' ? folder : target[1], book)) : [];
    if (silent.length > 0) console.error(`${book}: cells ${silent.join(', ')} show something that never arrived${again === 0 ? '' : '; running it again'}.`);
    if (silent.length > 0 && again > 0) {
      execute(book, again - 1).then(done);
      return;
    }
    const stale = status === 0 && silent.length === 0 && isCheck ? staleCells(book) : [];
    if (stale.length > 0) console.error(`${book}: the committed outputs of cells ${stale.join(', ')} are not what the program says today; run npm run notebooks and commit.`);
    const ok = status === 0 && silent.length === 0 && stale.length === 0;
    console.log(`${ok ? 'ran   ' : 'FAILED'} ${book} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    done(ok);
  });
});

// Two at a time: each is mostly one thread.
const waiting = books.sort();
let failed = 0;
const lane = async () => {
  for (let book = waiting.shift(); book !== undefined; book = waiting.shift()) if (!(await execute(book))) failed++;
};
const count = waiting.length;
// The second lane waits: two kernels that look for free ports at one moment can find the same.
const later = new Promise((go) => setTimeout(go, 2_500));
await Promise.all([lane(), later.then(lane)]);
rmSync(share, { recursive: true, force: true });
console.log(`${count - failed} notebooks ran, ${failed} failed`);
process.exit(failed === 0 && count > 0 ? 0 : 1);

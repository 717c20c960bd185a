// Joins the built command line and its threads into few files under dist/bundle: one file loads sooner than hundreds.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './ensure.js';

/** Packages of many small files that most commands need; the rest is loaded from its own folder, where it is asked for. */
const joined = ['commander', 'seedrandom', 'simple-statistics', 'yaml', 'zod'];
const isJoined = (id) => /^[./]/.test(id) || id.startsWith('@oxc-project/runtime') || joined.some((name) => id === name || id.startsWith(`${name}/`));

/** Compiled code that was kept has no `import()` of its own: bin/load.js lends it one, of a name as long, so that places stay as they are. */
const borrowsImport = { name: 'borrows-import', renderChunk: (code) => ({ code: code.replaceAll(/\bimport\((?=["'])/g, 'borrow('), map: null }) };

const write = async (input, format, extension, plugins = []) => {
  const bundle = await rolldown({ input, platform: 'node', external: (id) => !isJoined(id), logLevel: 'warn', plugins });
  await bundle.write({ dir: join(root, 'dist/bundle'), format, entryFileNames: `[name].${extension}`, chunkFileNames: `[name]-[hash].${extension}`, sourcemap: true });
};

await write({ main: join(root, 'dist/cli/main.js') }, 'cjs', 'cjs', [borrowsImport]);
const threads = { worker: 'pool/worker.js', 'encode-worker': 'store/encode-worker.js', 'replay-feed': 'cli/desk/replay-feed.js' };
await write(Object.fromEntries(Object.entries(threads).map(([name, file]) => [name, join(root, 'dist', file)])), 'esm', 'js');
execFileSync(process.execPath, [join(root, 'scripts/compile.js')], { stdio: ['ignore', 'ignore', 'inherit'] });

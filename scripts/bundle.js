// Joins the built command line and its threads into few files under dist/bundle: one file loads sooner than hundreds.
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './ensure.js';

/** Packages of many small files that most commands need; the rest is loaded from its own folder, where it is asked for. */
const joined = ['commander', 'seedrandom', 'simple-statistics', 'yaml', 'zod'];
const isJoined = (id) => /^[./]/.test(id) || id.startsWith('@oxc-project/runtime') || joined.some((name) => id === name || id.startsWith(`${name}/`));

const bundle = await rolldown({
  input: { main: join(root, 'dist/cli/main.js'), worker: join(root, 'dist/pool/worker.js'), 'encode-worker': join(root, 'dist/store/encode-worker.js'), 'replay-feed': join(root, 'dist/cli/desk/replay-feed.js') },
  platform: 'node',
  external: (id) => !isJoined(id),
  logLevel: 'warn',
});
await bundle.write({ dir: join(root, 'dist/bundle'), format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', sourcemap: true });

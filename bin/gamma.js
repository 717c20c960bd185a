#!/usr/bin/env node
// A long file is read sooner when one thread reads all of its chunks: with more of them, each chunk wakes another.
if (process.argv[2] === 'data' && process.argv[3] === 'import') process.env.UV_THREADPOOL_SIZE ??= '1';

import('../dist/bundle/main.js').then(async ({ main }) => {
  process.exitCode = await main(process.argv.slice(2));
});

#!/usr/bin/env node
const { load } = require('./load.js');

// A long file is read sooner when one thread reads all of its chunks: with more of them, each chunk wakes another.
if (process.argv[2] === 'data' && process.argv[3] === 'import') process.env.UV_THREADPOOL_SIZE ??= '1';

load('main.cjs').main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

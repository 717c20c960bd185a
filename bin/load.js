// Loads files of the bundle with what V8 made of them when they were built, so that starting a command compiles little.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join, resolve } = require('node:path');
const { Script } = require('node:vm');

const bundle = resolve(__dirname, '../dist/bundle');
const loaded = new Map();

const compiledFile = (name) => join(bundle, `${name}.v8`);

/** The line of a file is the line of its source: stack traces tell the truth. */
const wrapped = (source) => `(function (exports, require, module, borrow, __filename, __dirname) {${source}\n})`;

/** What a file of the bundle exports. V8 compiles anew where it was built by another version. */
const load = (name) => {
  const known = loaded.get(name);
  if (known !== undefined) return known.module.exports;
  const file = join(bundle, name);
  const script = new Script(wrapped(readFileSync(file, 'utf8')), {
    filename: file,
    cachedData: existsSync(compiledFile(name)) ? readFileSync(compiledFile(name)) : undefined,
  });
  const module = { exports: {} };
  loaded.set(name, { module, script });
  const require = createRequire(file);
  script.runInThisContext()(module.exports, (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id)), module, (id) => import(id), file, bundle);
  return module.exports;
};

/** Keeps what V8 has compiled so far. */
const keepCompiled = () => {
  for (const [name, { script }] of loaded) writeFileSync(compiledFile(name), script.createCachedData());
};

module.exports = { load, keepCompiled };

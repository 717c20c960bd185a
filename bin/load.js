// Loads files of the bundle with what V8 made of them when they were built, so that starting a command compiles little.
const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join, resolve } = require('node:path');
const { Script } = require('node:vm');
const { crc32 } = require('node:zlib');

const bundle = resolve(__dirname, '../dist/bundle');
const loaded = new Map();

const compiledFile = (name) => join(bundle, `${name}.v8`);

/** Checksums of a source and of what V8 made of it, which V8 itself does not compare: kept before the latter. */
const HEAD = 8;
const headOf = (source, compiled) => {
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(crc32(source), 0);
  head.writeUInt32LE(crc32(compiled), 4);
  return head;
};

/** What V8 made of this very source, undefined where that is not to be had. */
const compiledOf = (name, source) => {
  try {
    const kept = readFileSync(compiledFile(name));
    const compiled = kept.subarray(HEAD);
    return headOf(source, compiled).equals(kept.subarray(0, HEAD)) ? compiled : undefined;
  } catch {
    return undefined;
  }
};

/** The line of a file is the line of its source: stack traces tell the truth. */
const wrapped = (source) => `(function (exports, require, module, borrow, __filename, __dirname) {${source}\n})`;

/** What a file of the bundle exports. V8 compiles anew where it was built by another version. */
const load = (name) => {
  const known = loaded.get(name);
  if (known !== undefined) return known.module.exports;
  const file = join(bundle, name);
  const source = readFileSync(file);
  const script = new Script(wrapped(source.toString('utf8')), { filename: file, cachedData: compiledOf(name, source) });
  const module = { exports: {} };
  loaded.set(name, { module, script, source });
  const require = createRequire(file);
  script.runInThisContext()(module.exports, (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id)), module, (id) => import(id), file, bundle);
  return module.exports;
};

/** Keeps what V8 has compiled so far. */
const keepCompiled = () => {
  for (const [name, { script, source }] of loaded) {
    const compiled = script.createCachedData();
    writeFileSync(compiledFile(name), Buffer.concat([headOf(source, compiled), compiled]));
  }
};

module.exports = { load, keepCompiled };

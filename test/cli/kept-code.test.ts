import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const bundle = join(root, 'dist/bundle');

describe('the program as it is built', () => {
  it('has what V8 compiled beside every file, and no import() that only fails once it is kept', () => {
    const files = readdirSync(bundle).filter((name) => name.endsWith('.cjs'));
    expect(files.length).toBeGreaterThan(20);
    for (const name of files) {
      expect(readdirSync(bundle), name).toContain(`${name}.v8`);
      const code = readFileSync(join(bundle, name), 'utf8').replaceAll(/^\s*(\*|\/\/).*$/gm, '');
      expect(/(?<![\w.])import\(/.exec(code)?.[0], name).toBeUndefined();
    }
  });
});

describe('what V8 compiled', () => {
  const copy = mkdtempSync(join(tmpdir(), 'gamma-kept-code-'));
  const source = join(copy, 'dist/bundle/main.cjs');
  const compiled = `${source}.v8`;
  beforeAll(() => {
    mkdirSync(join(copy, 'dist'));
    cpSync(join(root, 'bin'), join(copy, 'bin'), { recursive: true });
    cpSync(bundle, join(copy, 'dist/bundle'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));
  const version = () => {
    const { status, stdout } = spawnSync(process.execPath, [join(copy, 'bin/gamma.js'), '--version'], { encoding: 'utf8' });
    return { status, stdout };
  };

  it.each<[string, (bytes: Buffer) => void]>([
    ['half of it is zeros', (bytes) => writeFileSync(compiled, bytes.fill(0, bytes.length >> 1))],
    ['bytes in it are others', (bytes) => writeFileSync(compiled, bytes.fill(255, bytes.length - 64, bytes.length - 8))],
    ['it is cut short', (bytes) => writeFileSync(compiled, bytes.subarray(0, bytes.length >> 1))],
    ['it is gone', () => rmSync(compiled)],
    ['it cannot be read', () => (rmSync(compiled), mkdirSync(compiled))],
  ])('is left aside where %s', (_, damage) => {
    const bytes = readFileSync(compiled);
    damage(Buffer.from(bytes));
    expect(version()).toEqual({ status: 0, stdout: '0.1.0\n' });
    rmSync(compiled, { recursive: true, force: true });
    writeFileSync(compiled, bytes);
  });

  it('is left aside where the source became another of the same length', () => {
    const text = readFileSync(source, 'utf8');
    expect(text).toContain('"0.1.0"');
    writeFileSync(source, text.replace('"0.1.0"', '"9.9.9"'));
    expect(version()).toEqual({ status: 0, stdout: '9.9.9\n' });
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const bundle = join(import.meta.dirname, '../../dist/bundle');

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

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratch } from '../support/panel.ts';

const root = resolve(import.meta.dirname, '../..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Programs that import the package by its name must lie inside it. */
const inPackage = (work: (folder: string) => void): void => {
  mkdirSync(join(root, 'reports'), { recursive: true });
  const folder = mkdtempSync(join(root, 'reports/library-'));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

describe('what is written of the library', () => {
  it('lists every name of the library as it is now', () => {
    const { path, dispose } = scratch();
    try {
      execFileSync(process.execPath, [join(root, 'scripts/api.js'), '--to', join(path, 'api.md')], { stdio: 'pipe' });
      expect(readFileSync(join(path, 'api.md'), 'utf8')).toBe(textOf('docs/api.md'));
    } finally {
      dispose();
    }
  });

  it('shows programs that run as they stand', () => {
    const programs = [...textOf('docs/library.md').matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);
    expect(programs).toHaveLength(4);
    inPackage((folder) => {
      const said = programs.map((code, i) => {
        const file = join(folder, `program-${i}.mjs`);
        writeFileSync(file, code);
        return execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' });
      });
      expect(said[0]).toMatch(/trades on synthetic data[\s\S]*report\.html/);
      expect(said[1]).toMatch(/8 configurations, 8 of them new/);
      expect(said[2]).toMatch(/stopLoss[\s\S]*characters of SVG/);
      expect(said[3]).toMatch(/^2 .*seed-bt3y-quotes/);
    });
  });
});

interface Cell {
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly execution_count?: number | null;
  readonly outputs?: readonly { readonly output_type: string }[];
}

describe('the notebooks', () => {
  const names = readdirSync(join(root, 'notebooks')).filter((name) => name.endsWith('.ipynb')).sort();

  it('are six, in order', () => {
    expect(names.map((name) => name.slice(0, 2))).toEqual(['01', '02', '03', '04', '05', '06']);
  });

  it.each(names)('%s is kept as it ran, small, and says what its data are', (name) => {
    const text = textOf(join('notebooks', name));
    const { cells } = JSON.parse(text) as { cells: Cell[] };
    const code = cells.filter((cell) => cell.cell_type === 'code');
    expect(code.map((cell) => cell.execution_count)).toEqual(code.map((_, i) => i + 1));
    expect(code.flatMap((cell) => cell.outputs ?? []).filter(({ output_type }) => output_type === 'error')).toEqual([]);
    expect(statSync(join(root, 'notebooks', name)).size).toBeLessThan(150_000);
    expect(cells[0].source.join('')).toMatch(/\*\*Data grade: synthetic/);
    const imports = code.flatMap((cell) => [...cell.source.join('').matchAll(/from '([^']+)'/g)].map(([, from]) => from));
    expect(imports.every((from) => from === 'gamma-workbench' || from.startsWith('node:'))).toBe(true);
    expect(text).toContain('application/vnd.vegalite');
  });
});

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { studySchema } from '../../src/backtest/index.ts';
import { jsonSchemaOf } from '../../src/kernel/index.ts';
import { gamma, scratch } from '../support/panel.ts';

const folder = scratch();
const root = join(folder.path, 'datasets');
const file = (name: string, text: string): string => {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
};
const on = (config: string, ...more: string[]) =>
  gamma('backtest', '-c', config, '-d', 'small', '--root', root, '--out', join(folder.path, 'run'), ...more);

beforeAll(async () => {
  const { code, err } = await gamma('data', 'synthesize', '--market', 'fair', '--sessions', '12', '--seed', '4', '--dataset', 'small', '--root', root);
  if (code !== 0) throw new Error(err);
}, 60_000);
afterAll(() => folder.dispose());

describe('gamma backtest', () => {
  it('writes a run folder, says its grade, and gives the same bytes when verified', async () => {
    const first = await on('seed-bt3y-quotes', '--replace', '--json');
    expect(first.code).toBe(0);
    const result = JSON.parse(first.out) as { grade: string; summary: { trades: number; shadowTrades: number } };
    expect(result.grade).toBe('synthetic');
    expect(result.summary.trades + result.summary.shadowTrades).toBeGreaterThan(10);
    const verified = await gamma('verify', join(folder.path, 'run'), '--root', root, '--json');
    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.out)).toMatchObject({ verified: true, changed: [], differs: [] });
  });

  it('is not verified once a byte of it changed', async () => {
    await on('seed-bt3y-quotes', '--replace');
    const trades = join(folder.path, 'run/trades.csv');
    writeFileSync(trades, readFileSync(trades, 'utf8').replace('put', 'Put'));
    const { code, out } = await gamma('verify', join(folder.path, 'run'), '--root', root, '--json');
    expect(code).toBe(4);
    expect(JSON.parse(out)).toMatchObject({ verified: false, changed: ['trades.csv'] });
  });

  it('is not verified when its manifest claims another grade, and its Monte Carlo refuses edited outcomes', async () => {
    await on('seed-bt3y-quotes', '--replace');
    const run = join(folder.path, 'run');
    const edit = (name: string, from: string, to: string): void => {
      const path = join(run, name);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll(from, to));
    };
    edit('outcomes.csv', '-', '');
    const mc = await gamma('mc', run, '--paths', '100');
    expect(mc.code).toBe(4);
    expect(mc.err).toContain('changed outcomes.csv');
    await on('seed-bt3y-quotes', '--replace');
    edit('manifest.json', '"grade": "synthetic"', '"grade": "recorded"');
    expect((await gamma('report', run)).code).toBe(4);
    const { code, out } = await gamma('verify', run, '--root', root, '--json');
    expect(code).toBe(4);
    expect(JSON.parse(out)).toMatchObject({ verified: false, changed: ['manifest.json'] });
  });

  it('never replaces a folder or file that is not a run', async () => {
    const precious = file('thesis.txt', 'years of work');
    for (const target of [folder.path, precious]) {
      const { code, err } = await gamma('backtest', '-c', 'seed-bt3y-quotes', '-d', 'small', '--root', root, '--out', target, '--replace');
      expect(code).toBe(2);
      expect(err).toContain('must be a new folder or a run folder');
    }
    expect(readFileSync(precious, 'utf8')).toBe('years of work');
    const nowhere = await gamma('backtest', '-c', 'seed-bt3y-quotes', '-d', 'small', '--root', root, '--out', '/proc/x/y');
    expect(nowhere.code).toBe(2);
  });

  it('keeps a finished run unless told to replace it', async () => {
    await on('seed-bt3y-quotes', '--replace');
    const { code, err } = await on('seed-bt3y-quotes');
    expect(code).toBe(2);
    expect(err).toContain('--out must be a new folder');
  });

  it.each([
    ['a study that is not there', () => 'seed-bt3y-rulez', 2, 'did you mean seed-bt3y-rules?'],
    ['a mistyped key', () => file('typo.yaml', 'extends: seed-bt3y-quotes\nstrategy:\n  exit: {}\n'), 2, 'did you mean exits?'],
    ['a mistyped rule', () => file('kind.yaml', 'extends: seed-bt3y-quotes\nstrategy:\n  exits:\n    rules:\n      - kind: stopLos\n'), 2, 'did you mean stopLoss?'],
    ['a value out of range', () => file('stop.yaml', 'extends: seed-bt3y-quotes\nexecution:\n  delayMinutes: -1\n'), 2, 'study.execution.delayMinutes must be at least 0, found -1'],
    ['an impossible strike', () => file('strike.yaml', 'extends: seed-bt3y-quotes\nstrategy:\n  setup:\n    kind: fixedOffset\n    right: put\n    increment: 0\n    offset: 10\n    width: 10\n'), 2, 'increment must be above 0'],
    ['a naked short leg', () => file('naked.yaml', 'extends: seed-bt3y-quotes\nstrategy:\n  setup:\n    kind: package\n    as: custom\n    increment: 5\n    legs:\n      - { right: call, offset: 20, ratio: -2 }\n      - { right: call, offset: 30, ratio: 1 }\n'), 2, 'every short leg is covered'],
    ['a naked short put', () => file('nakedput.yaml', 'extends: seed-bt3y-quotes\nstrategy:\n  setup:\n    kind: package\n    as: custom\n    increment: 5\n    legs:\n      - { right: put, offset: -20, ratio: -2 }\n      - { right: put, offset: -30, ratio: 1 }\n'), 2, 'every short leg is covered'],
    ['costs left out', () => file('costs.yaml', 'extends: seed-bt3y-quotes\nexecution:\n  fills:\n    entry: { share: 0.5, atLeast: 0, slippage: 0 }\n    exit: { share: 0.5, atLeast: 0 }\n    stop: { share: 1, atLeast: 0, slippage: 0 }\n'), 2, 'there is no default'],
    ['a file that is not YAML', () => file('broken.yaml', 'a: [1,\n  b: 2\n'), 2, 'must be YAML'],
    ['data below the grade it requires', () => file('grade.yaml', 'extends: seed-bt3y-quotes\nrequires: recorded\n'), 4, 'must be of grade recorded or better'],
  ])('refuses %s and leaves no run folder', async (_what, config, wanted, words) => {
    const out = join(folder.path, 'refused');
    const { code, err } = await gamma('backtest', '-c', config(), '-d', 'small', '--root', root, '--out', out);
    expect(err).toContain(words);
    expect(code).toBe(wanted);
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('names a dataset that is not there, and dates it does not cover', async () => {
    const missing = await gamma('backtest', '-c', 'seed-bt3y-quotes', '-d', 'smal', '--root', root);
    expect(missing.code).toBe(3);
    const outside = await on('seed-bt3y-quotes', '--replace', '--timerange', '20300101-');
    expect(outside.code).toBe(2);
    expect(outside.err).toContain('--timerange must be within');
  });

  it('prints an error as one JSON object under --json', async () => {
    const { out } = await gamma('backtest', '-c', 'nope', '-d', 'small', '--root', root, '--json');
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'study-missing' } });
  });

  it('publishes the schema of study files it parses by', () => {
    const published = JSON.parse(readFileSync(join(import.meta.dirname, '../../schema/study.schema.json'), 'utf8')) as object;
    expect(published).toEqual(JSON.parse(JSON.stringify(jsonSchemaOf(studySchema))));
  });
});

describe('gamma size', () => {
  it.each([
    ['10000', { contracts: 3, because: 'capped' }],
    ['9999.99', { contracts: 0, because: 'halted' }],
  ])('answers %s dollars with its reason', async (balance, answer) => {
    const { code, out } = await gamma('size', '--preset', 'seed-live-0110', '--balance', balance, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(answer);
  });
  it('refuses a balance that is no number', async () => {
    const { code, err } = await gamma('size', '--preset', 'seed-live-0110', '--balance', 'ten');
    expect(code).toBe(2);
    expect(err).toContain('--balance must be an amount in dollars, found "ten"');
  });
});

describe('gamma lookahead', () => {
  it('finds none in the published rules', async () => {
    const { code, out } = await gamma('lookahead', '-c', 'seed-bt3y-quotes', '-d', 'small', '--root', root, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ clean: true, findings: [] });
  });
});

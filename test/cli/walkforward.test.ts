import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WalkForwardResult } from '../../src/store/index.ts';
import { gamma, scratch } from '../support/panel.ts';

const folder = scratch();
const root = join(folder.path, 'datasets');
const folds = { mode: 'rolling', train: 20, test: 8, step: 8, purge: 1, gap: 0, embargo: 1, keepPartial: true };
const walkFile = (name: string, change: Record<string, unknown> = {}): string => {
  const path = join(folder.path, `${name}.json`);
  writeFileSync(path, JSON.stringify({
    version: 1, name, study: 'seed-bt3y-quotes', objective: 'meanPerContract',
    axes: { 'strategy.exits.rules.stopLoss.stopLossPercent': [20, 60, 120], 'strategy.exits.rules.trailingStop.triggerPercent': [15, 35] },
    search: { kind: 'grid' }, constraints: [], folds, choose: 'objective', ...change,
  }));
  return path;
};
const walk = (config: string, out: string, ...more: string[]) =>
  gamma('walkforward', '-c', config, '-d', 'small', '--root', root, '--out', join(folder.path, out), ...more);
const read = (out: string): WalkForwardResult => JSON.parse(readFileSync(join(folder.path, out, 'walkforward.json'), 'utf8')) as WalkForwardResult;

beforeAll(async () => {
  const { code, err } = await gamma('data', 'synthesize', '--market', 'fair', '--sessions', '40', '--seed', '4', '--dataset', 'small', '--root', root);
  if (code !== 0) throw new Error(err);
}, 60_000);
afterAll(() => folder.dispose());

describe('gamma walkforward', () => {
  it('gives the same results hash on 1 and 2 workers, counts each configuration once, and says in words what came of it', async () => {
    const config = walkFile('walk');
    const first = await walk(config, 'one', '--workers', '1', '--json');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({ newTrials: 6, grade: 'synthetic' });
    const second = await walk(config, 'two', '--workers', '2');
    expect(second.out).toMatch(/The strategy (held up|did not hold up)\./);
    expect(read('one').results).toBe(read('two').results);
    expect(read('one').folds.length).toBe(3);
    expect(existsSync(join(folder.path, 'one/charts/out-of-sample.vl.json'))).toBe(true);
    const { out } = await gamma('ledger', 'small', '--root', root, '--json');
    expect(JSON.parse(out)).toMatchObject({ trials: 6 });
  });

  it('chooses the same whether or not later sessions exist', async () => {
    const [first, second] = read('one').folds;
    const until = first.test.to.replaceAll('-', '');
    await walk(walkFile('walk'), 'cut', '--timerange', `-${until}`);
    const [alone, ...others] = read('cut').folds;
    expect(others).toEqual([]);
    expect(alone).toEqual(first);
    expect(second.train.to < second.test.from).toBe(true);
  });

  it('anchored, trains on a window that grows; where no configuration meets the constraints, it trades nothing', async () => {
    await walk(walkFile('anchored', { folds: { ...folds, mode: 'anchored' }, constraints: ['trades >= 100000'] }), 'anchored');
    const { folds: walked, summary } = read('anchored');
    expect(walked[1].train.sessions).toBeGreaterThan(walked[0].train.sessions);
    expect(walked.every(({ point, outOfSample }) => point === null && outOfSample.trades === 0)).toBe(true);
    expect(summary.outOfSample.mean).toBeNull();
  });

  it.each([
    ['folds longer than the record', { folds: { ...folds, train: 400 } }, 'short enough for 40 sessions'],
    ['folds that judge a session twice', { folds: { ...folds, step: 4 } }, 'folds.step must be at least folds.test'],
    ['a fold without training', { folds: { ...folds, train: 0 } }, 'at least 1'],
    ['no folds at all', { folds: undefined }, 'must be stated'],
    ['an unknown way to choose', { choose: 'best' }, 'objective'],
  ])('refuses %s with exit code 2', async (_, change, words) => {
    const { code, err } = await walk(walkFile('wrong', change), 'wrong');
    expect(err).toContain(words);
    expect(code).toBe(2);
  });

  it('replaces nothing that is not a walk', async () => {
    const { code } = await gamma('walkforward', '-c', walkFile('walk'), '-d', 'small', '--root', root, '--out', root);
    expect(code).toBe(2);
  });
});

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gamma, scratch } from '../support/panel.ts';
import { start, until } from '../support/program.ts';

const folder = scratch();
const root = join(folder.path, 'datasets');
const sweepFile = (name: string, change: Record<string, unknown> = {}): string => {
  const path = join(folder.path, `${name}.json`);
  writeFileSync(path, JSON.stringify({
    version: 1, name, study: 'seed-bt3y-quotes', objective: 'meanPerContract',
    axes: {
      'strategy.exits.rules.stopLoss.stopLossPercent': { from: 10, to: 200, step: 10 },
      'strategy.exits.rules.trailingStop.triggerPercent': [15, 25, 35, 45],
      'risk.sizing.cap': [1, 2],
    },
    search: { kind: 'grid' }, constraints: [], ...change,
  }));
  return path;
};
const on = (config: string, out: string, ...more: string[]): string[] =>
  ['sweep', '-c', config, '-d', 'small', '--root', root, '--out', join(folder.path, out), ...more];
const hashOf = (out: string): string => (JSON.parse(readFileSync(join(folder.path, out, 'manifest.json'), 'utf8')) as { results: string }).results;
const trialsOf = async (hypothesis: string): Promise<number> => {
  const { out } = await gamma('ledger', 'small', '--root', root, '--json');
  return (JSON.parse(out) as { hypotheses: { hypothesis: string; trials: number }[] }).hypotheses.find((row) => row.hypothesis === hypothesis)?.trials ?? 0;
};
const partials = (): string[] => readdirSync(folder.path).filter((name) => name.includes('partial'));
/** Files that hold finished trials: not the ones being put in their place. */
const kept = (): string[] => partials().filter((name) => name.endsWith('.partial.jsonl'));
const linesOf = (path: string): number => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0);

beforeAll(async () => {
  const { code, err } = await gamma('data', 'synthesize', '--market', 'fair', '--sessions', '12', '--seed', '4', '--dataset', 'small', '--root', root);
  if (code !== 0) throw new Error(err);
}, 60_000);
afterAll(() => folder.dispose());

describe('gamma sweep', () => {
  it.each(['grid', 'tpe'])('by %s gives the same results hash on 1, 2 and 4 workers', async (kind) => {
    const search = kind === 'grid' ? { kind } : { kind, trials: 60, seed: 3, batch: 20 };
    const config = sweepFile(kind, { search });
    for (const workers of ['1', '2', '4']) expect((await gamma(...on(config, `${kind}-${workers}`, '--workers', workers))).code).toBe(0);
    expect(new Set(['1', '2', '4'].map((workers) => hashOf(`${kind}-${workers}`))).size).toBe(1);
  });

  it.each([['SIGKILL', '1', 3], ['SIGKILL', '2', 5], ['SIGINT', '1', 7], ['SIGINT', '2', 9]] as const)(
    'stopped half way by %s on %s workers goes on to the same hash, and the ledger counts each configuration once',
    async (signal, workers, cap) => {
      const name = `cut-${signal}-${workers}`;
      const config = sweepFile(name, {
        axes: {
          'strategy.exits.rules.stopLoss.stopLossPercent': { from: 1, to: 200, step: 1 },
          'strategy.exits.rules.trailingStop.triggerPercent': [15, 25, 35, 45],
          'risk.sizing.cap': [cap, cap + 1],
        },
      });
      const whole = await start(on(config, `${name}-whole`, '--workers', '1', '--json')).ended;
      const { configurations } = JSON.parse(whole.out) as { configurations: number };
      const running = start(on(config, name, '--workers', workers));
      const partial = () => kept().map((file) => join(folder.path, file)).find((path) => linesOf(path) >= 32);
      await until(() => partial() !== undefined || running.child.exitCode !== null);
      running.child.kill(signal);
      const { code } = await running.ended;
      if (existsSync(join(folder.path, name))) throw new Error('the sweep was too quick to be cut');
      expect(code).toBe(signal === 'SIGKILL' ? null : 130);
      expect(linesOf(partial() ?? '')).toBeLessThan(configurations);
      const resumed = await start(on(config, name, '--workers', workers, '--resume', '--json')).ended;
      expect(resumed.code).toBe(0);
      expect(hashOf(name)).toBe(hashOf(`${name}-whole`));
      expect(await trialsOf(name)).toBe(configurations);
      expect(partials()).toEqual([]);
    },
  );

  it('lists configurations that fail with their errors, finishes the rest, and exits 5', async () => {
    const config = sweepFile('partly', { axes: { 'strategy.exits.rules.stopLoss.stopLossPercent': [20.5, -1] } });
    const { code, out } = await gamma(...on(config, 'partly', '--json'));
    expect(code).toBe(5);
    expect(JSON.parse(out)).toMatchObject({ configurations: 2, failed: [{ point: [-1], error: expect.stringContaining('must be above 0') as string }] });
    expect(await trialsOf('partly')).toBe(1);
  });

  it.each([
    ['an unknown axis', { axes: { 'strategy.exits.rules.stopLos.stopLossPercent': [1] } }, 'did you mean stopLoss?'],
    ['an axis without values', { axes: { 'risk.sizing.cap': [] } }, 'at least 1 entry'],
    ['no axis at all', { axes: {} }, 'at least one axis'],
    ['constraints no configuration can meet', { constraints: ['profit >= 10', 'profit <= 5'] }, 'possible together'],
    ['a constraint on no known figure', { constraints: ['profitt >= 1'] }, 'did you mean profit?'],
    ['a search of no known kind', { search: { kind: 'gird' } }, 'did you mean grid?'],
    ['a bound that leaves nothing', { constraints: ['trades < 10', 'trades >= 10'] }, 'possible together'],
    ['a share above one', { constraints: ['winRate > 1'] }, 'possible together'],
    ['a figure of which less is better as its objective', { objective: 'maxDrawdownPercent' }, 'sweep.objective must be'],
    ['a value listed twice', { axes: { 'risk.sizing.cap': [1, 2, 1] } }, 'must be a list of different values'],
    ['two names of one knob', { axes: { 'strategy.exits.rules.stopLoss.stopLossPercent': [20], 'strategy.exits.rules.0.stopLossPercent': [30] } }, 'must be a knob of its own'],
    ['a value that is no number', { axes: { 'risk.sizing.cap': ['.nan', Number.NaN] } }, 'a number or text or true or false'],
    ['a study that is not there', { study: 'seed-bt3y-rule' }, 'did you mean seed-bt3y-rules?'],
  ])('refuses %s with exit code 2, before any work', async (_, change, words) => {
    const { code, err } = await gamma(...on(sweepFile('wrong', change), 'wrong'));
    expect(err).toContain(words);
    expect(code).toBe(2);
    expect(existsSync(join(folder.path, 'wrong'))).toBe(false);
  });

  it('says what a sweep would take, and runs no more than that', async () => {
    const { code, out } = await gamma(...on(sweepFile('estimate'), 'estimate', '--estimate', '--json'));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ configurations: 160, sessions: 12 });
    expect(existsSync(join(folder.path, 'estimate'))).toBe(false);
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standardPolicy } from '../../src/research/index.ts';
import type { ValidationFile } from '../../src/store/index.ts';
import { gamma, scratch } from '../support/panel.ts';
import { plantedStudy, plantMarket } from '../support/planted-market.ts';

const folder = scratch();
const root = join(folder.path, 'datasets');
const at = (name: string): string => join(folder.path, name);
const file = (name: string, value: unknown): string => {
  writeFileSync(at(name), JSON.stringify(value));
  return at(name);
};
const sweep = (name: string, study: string) => ({
  version: 1, name, study, objective: 'meanPerContract',
  axes: {
    'strategy.exits.rules.stopLoss.stopLossPercent': [80, 90, 100, 110],
    'strategy.exits.rules.profitTarget.schedule.0.percent': [50, 60, 70, 80],
  },
  search: { kind: 'grid' }, constraints: [],
});
const folds = { mode: 'rolling', train: 60, test: 25, step: 25, purge: 0, gap: 0, embargo: 0, keepPartial: true };
const run = async (...argv: string[]) => {
  const answer = await gamma(...argv, '--root', root);
  if (answer.code !== 0) throw new Error(`${argv.join(' ')}: ${answer.err}${answer.out}`);
  return answer;
};
const validate = async (target: string, ...more: string[]) => {
  const { code, out, err } = await gamma('validate', at(target), '--root', root, '--json', ...more);
  return { code, err, validation: JSON.parse(out) as ValidationFile };
};
const failedOf = ({ findings }: ValidationFile): string[] => findings.filter(({ passed }) => !passed).map(({ id }) => id);

/** Imports a market, sweeps it, walks it forward. */
const prepare = async (name: string, edge: boolean): Promise<void> => {
  await plantMarket(folder.path, root, name, edge);
  const study = file(`${name}-study.json`, plantedStudy);
  await run('sweep', '-c', file(`${name}-sweep.json`, sweep(name, study)), '-d', name, '--out', at(`${name}-sweep`));
  await run('walkforward', '-c', file(`${name}-walk.json`, { ...sweep(name, study), folds, choose: 'objective' }), '-d', name, '--out', at(`${name}-walk`));
};

beforeAll(async () => {
  await prepare('edge', true);
  await prepare('noise', false);
}, 300_000);
afterAll(() => folder.dispose());

describe('gamma validate', { timeout: 120_000 }, () => {
  it('finds a planted edge and passes it by the published policy once the runner has replayed it, and not before', async () => {
    const before = await validate('edge-sweep', '--walkforward', at('edge-walk'));
    expect(failedOf(before.validation)).toEqual(['replayParity']);
    expect(before.code).toBe(4);
    const { planHash, dataset } = before.validation.subject;
    file('edge-sweep/parity.json', { planHash, dataset: dataset.sha256, sessions: 20, differences: 0 });
    const after = await validate('edge-sweep', '--walkforward', at('edge-walk'));
    expect(failedOf(after.validation)).toEqual([]);
    expect(after.code).toBe(0);
    expect(after.validation.policy).toEqual(standardPolicy);
    expect(JSON.parse(readFileSync(at('edge-sweep/validation.json'), 'utf8'))).toEqual(after.validation);
  });

  it('refuses the best of a market without one', async () => {
    const { code, validation } = await validate('noise-sweep', '--walkforward', at('noise-walk'));
    expect(code).toBe(4);
    for (const id of ['outOfSampleProfit', 'lowerConfidenceBound', 'deflatedSharpe']) expect(failedOf(validation)).toContain(id);
  });

  it('of a run passes nothing that was not gathered, and reads in 80 columns', async () => {
    const best = (await validate('edge-sweep')).validation.subject.configuration ?? {};
    const [stop, target] = Object.values(best);
    const [stopLoss, profitTarget] = plantedStudy.strategy.exits.rules;
    const rules = [{ ...stopLoss, stopLossPercent: stop }, { ...profitTarget, schedule: [{ hours: 0, percent: target }] }];
    const chosen = file('best.json', { ...plantedStudy, strategy: { ...plantedStudy.strategy, exits: { hold: null, rules } } });
    await run('backtest', '-c', chosen, '-d', 'edge', '--out', at('edge-run'));
    const { validation } = await validate('edge-run');
    for (const id of ['outOfSampleProfit', 'lowerConfidenceBound', 'pbo', 'plateau', 'replayParity']) expect(failedOf(validation)).toContain(id);
    const { out } = await gamma('validate', at('edge-run'), '--root', root);
    expect(out).toMatch(/NOT PASSED: \d+ of 13 criteria failed\./);
    const long = out.split('\n').filter((line) => line.length > 80 && !line.includes(folder.path));
    expect(long).toEqual([]);
    const { code } = await gamma('verify', at('edge-run'), '--root', root);
    expect(code).toBe(0);
    const named = await validate('edge-run', '--sweep', at('edge-sweep'), '--walkforward', at('edge-walk'));
    expect(failedOf(named.validation)).toEqual(['replayParity']);
  });

  it('refuses evidence about another plan, another dataset, or changed after it was written', async () => {
    const about = async (...argv: string[]): Promise<string> => {
      const { code, err } = await gamma('validate', at('edge-run'), '--root', root, ...argv);
      expect(code).toBe(4);
      return err;
    };
    expect(await about('--sweep', at('noise-sweep'))).toContain("on the run's data");
    expect(await about('--walkforward', at('noise-walk'))).toContain("on the run's data");
    expect(await about('--parity', file('parity.json', { planHash: 'another', dataset: 'x', sessions: 20, differences: 0 }))).toContain('a replay of this plan');
    const trials = at('noise-sweep/trials.csv');
    const text = readFileSync(trials, 'utf8');
    writeFileSync(trials, text.replace('80,50', '80,60'));
    expect((await gamma('validate', at('noise-sweep'), '--root', root)).err).toContain('as it was written');
    writeFileSync(trials, text);
    const outcomes = at('edge-run/outcomes.csv');
    writeFileSync(outcomes, readFileSync(outcomes, 'utf8').replaceAll('-', ''));
    expect(await about()).toContain('changed outcomes.csv');
  });

  it('passes nothing when the ledger was lost, and counts every trial that was made', async () => {
    const { validation } = await validate('noise-sweep');
    expect(validation.ledger.trials).toBe(16);
    const ledger = join(root, 'noise.ledger.jsonl');
    const text = readFileSync(ledger, 'utf8');
    writeFileSync(ledger, '');
    const lost = await validate('noise-sweep');
    expect(failedOf(lost.validation)).toContain('deflatedSharpe');
    expect(lost.validation.sources.deflatedSharpe).toContain('does not know this plan');
    writeFileSync(ledger, text);
  });

  it('weighs by a policy of one\'s own, which must state every threshold', async () => {
    const loose = { ...standardPolicy, replayParity: 1, dataGrade: 'synthetic', deflatedSharpe: 0, plateau: 0 };
    const { validation } = await validate('edge-sweep', '--policy', file('loose.json', loose));
    expect(validation.policy.deflatedSharpe).toBe(0);
    const { pbo: _, ...partial } = standardPolicy;
    const { code, err } = await gamma('validate', at('edge-sweep'), '--root', root, '--policy', file('partial.json', partial));
    expect([code, err]).toEqual([2, expect.stringContaining('policy.pbo must be stated')]);
    expect((await gamma('validate', at('edge-sweep'), '--root', root, '--policy', at('none.json'))).code).toBe(2);
    expect((await gamma('validate', at('nothing'), '--root', root)).code).toBe(3);
    expect((await gamma('validate', at('edge-sweep'), '--root', root, '--trial', '99')).code).toBe(2);
  });
});

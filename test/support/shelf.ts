import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gamma, scratch } from './panel.ts';

/** A small market, two runs on it, a Monte Carlo answer and a sweep: what a workbench shows. */
export const openShelf = async (): Promise<{ readonly runs: string; readonly datasets: string; readonly dispose: () => void }> => {
  const { path, dispose } = scratch();
  const [runs, datasets] = [join(path, 'reports'), join(path, 'datasets')];
  mkdirSync(runs);
  const must = async (...argv: string[]): Promise<void> => {
    const { code, err } = await gamma(...argv);
    if (code !== 0) throw new Error(`${argv.join(' ')}: ${err}`);
  };
  await must('data', 'synthesize', '--sessions', '45', '--step', '5', '--seed', '3', '--dataset', 'small', '--root', datasets);
  const study = (name: string, stop: number): string => {
    const file = join(path, `${name}.yaml`);
    writeFileSync(file, `extends: seed-bt3y-quotes\nname: ${name}\nstrategy:\n  exits:\n    rules:\n      - {kind: stopLoss, basis: mid, stopLossPercent: ${stop}, graceSeconds: 0, confirmSeconds: 0, unless: []}\nexecution:\n  delayMinutes: 5\n`);
    return file;
  };
  for (const [name, stop] of [['near-stop', 15], ['far-stop', 90]] as const) {
    await must('backtest', '-c', study(name, stop), '-d', 'small', '--root', datasets, '--out', join(runs, name));
  }
  await must('mc', join(runs, 'near-stop'), '--paths', '400', '--sessions', '60');
  const sweep = join(path, 'sweep.yaml');
  writeFileSync(sweep, `version: 1\nname: stops\nstudy: ${study('swept', 15)}\nobjective: meanPerContract\naxes:\n  strategy.exits.rules.stopLoss.stopLossPercent: [15, 30, 60]\n  strategy.exits.rules.stopLoss.graceSeconds: [0, 300]\nsearch: { kind: grid }\nconstraints: []\n`);
  await must('sweep', '-c', sweep, '-d', 'small', '--root', datasets, '--out', join(runs, 'stops'));
  return { runs, datasets, dispose };
};

import type { Command } from 'commander';
import { ruleCoverage } from '../../backtest/index.ts';
import type { ChainDay } from '../../market/index.ts';
import { datesWithin, openDataset, readManifest } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { dollars, table } from '../format.ts';

interface Options {
  readonly root: string;
}

/** `gamma coverage`: what each rule of a run changed, by running it again without that rule. */
export const coverageCommand = (): Command =>
  onRun<Options>(
    command('coverage', 'run a study again without each of its rules, to see which ones decide anything')
      .argument('<run>', 'run folder')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets'),
    async (io, options, [run]) => {
      const manifest = readManifest(run);
      const dataset = await openDataset(options.root, manifest.dataset.name);
      const dates = datesWithin(dataset, manifest.range);
      const days = function* (): Generator<ChainDay> {
        for (const date of dates) yield dataset.day(date);
      };
      const progress = io.progress('coverage', manifest.study.strategy.entry.gates.length + manifest.study.strategy.exits.rules.length + 1);
      const rules = ruleCoverage(days, manifest.study, (done) => progress.update(done));
      progress.end();
      io.print(`${manifest.study.name} on ${dataset.name}, grade ${manifest.grade}: what each rule changed\n`);
      io.print(
        table(
          ['rule', 'trades changed', 'trades without', 'worth a contract', 'verdict'],
          rules.map((r) => [r.rule, String(r.changed), String(r.trades), dollars(r.worth), r.changed === 0 ? 'inert here' : r.worth > 0 ? 'earned' : 'cost']),
        ),
      );
      io.result({ run, grade: manifest.grade, rules });
    },
  );

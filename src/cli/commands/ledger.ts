import type { Command } from 'commander';
import { expectedMaximumSharpe, trialsOf } from '../../research/index.ts';
import { openDataset, readLedger } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { table } from '../format.ts';

interface Options {
  readonly root: string;
}

/** `gamma ledger`: how many configurations were ever tried on a dataset. It can be read, never skipped. */
export const ledgerCommand = (): Command =>
  onRun<Options>(
    command('ledger', 'every configuration ever evaluated on a dataset, by hypothesis')
      .argument('<dataset>', 'dataset name')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets'),
    async (io, options, [dataset]) => {
      const entries = readLedger(options.root, dataset);
      if (entries.length === 0) await openDataset(options.root, dataset);
      const names = [...new Set(entries.map((entry) => entry.hypothesis))].sort();
      const rows = names.map((name) => {
        const own = entries.filter((entry) => entry.hypothesis === name);
        const best = Math.max(...own.map((entry) => entry.sharpe ?? -Infinity)) * Math.sqrt(252);
        return { hypothesis: name, trials: own.length, bestSharpe: Number.isFinite(best) ? best : null };
      });
      io.print(`${entries.length} configurations tried on ${dataset}\n`);
      if (rows.length > 0) io.print(table(['hypothesis', 'trials', 'best Sharpe a year'], rows.map((row) => [row.hypothesis, String(row.trials), row.bestSharpe?.toFixed(2) ?? 'n/a'])));
      const sharpes = entries.map((entry) => entry.sharpe ?? NaN);
      const expectedBest = entries.length === 0 ? null : expectedMaximumSharpe(trialsOf(sharpes)) * Math.sqrt(252);
      if (expectedBest !== null) {
        io.print(`\nThe best of so many trials without any skill is expected to show ${expectedBest.toFixed(2)} a year:\na Sharpe ratio says nothing until it is well above that (gamma validate).`);
      }
      io.result({ dataset, trials: entries.length, expectedBestSharpe: expectedBest, hypotheses: rows });
    },
  );

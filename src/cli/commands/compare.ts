import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { AgainstFirst, Comparison } from '../../report/index.ts';
import { compareRuns, comparisonMarkup, differenceCells, differenceHeads, documentOf, figure, html, overlayChart } from '../../report/index.ts';
import { pageParts, readReportRun, writeFileAtomic } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import type { Io } from '../io.ts';
import { table } from '../table.ts';
import { wrapped } from '../wrap.ts';

interface Options {
  readonly out?: string;
}

/** Folder names, or as much of the path as tells them apart. */
const namesOf = (folders: readonly string[]): string[] => {
  const names = folders.map((folder) => basename(resolve(folder)));
  return new Set(names).size === names.length ? names : folders.map((folder) => resolve(folder));
};

const tellOther = (io: Io, { names }: Comparison, { name, sessions, differences, trades }: AgainstFirst): void => {
  io.print(`\n${name} against ${names[0]}, ${sessions} sessions both have`);
  io.print(table(differenceHeads, differences.map(differenceCells)));
  io.print(`\ntrades: ${trades.same} the same, ${trades.onlyFirst} only the first took, ${trades.onlySecond} only the second, ${trades.changed} came out differently`);
  if (trades.reasons.length > 0) io.print(table(['why trades differ', 'times'], trades.reasons.slice(0, 12).map(({ why, times }) => [why, times])));
};

/** `gamma compare`: runs side by side, with intervals of the differences and the trades behind them. */
export const compareCommand = (): Command =>
  onRun<Options>(
    command('compare', 'set runs side by side: metrics, differences with intervals, and which trades differ and why')
      .argument('<runs...>', 'folders of two or more finished backtests; each is set against the first')
      .option('-o, --out <folder>', 'also write compare.html and compare.json there')
      .addHelpText('after', '\nExample:\n  gamma compare reports/demo reports/wider-stop --out reports/compare'),
    async (io, { out }, folders) => {
      const runs = folders.map(readReportRun);
      const names = namesOf(folders);
      const comparison = compareRuns(runs, names);
      io.print(`Data grade ${[...new Set(comparison.grades)].join(', ')}.`);
      for (const caution of comparison.cautions) io.print(wrapped(`! ${caution}`, 80));
      for (const other of comparison.others) tellOther(io, comparison, other);
      if (out !== undefined) {
        const chart = overlayChart(runs, names);
        const parts = await pageParts([chart]);
        const body = html`<header><h1>${names.join(' and ')}</h1></header><section>${figure(chart, parts.pictures)}${comparisonMarkup(comparison)}</section>`;
        writeFileAtomic(join(out, 'compare.html'), documentOf(`Comparison of ${names.join(', ')}`, body, [chart], parts));
        writeFileAtomic(join(out, 'compare.json'), `${JSON.stringify(comparison, null, 2)}\n`);
        io.print(`\n${resolve(out, 'compare.html')}`);
      }
      io.result(comparison);
    },
  );

import { join } from 'node:path';
import type { Command } from 'commander';
import type { StudyResult } from '../../backtest/index.ts';
import { alarmsOf, stressResults, summarise } from '../../backtest/index.ts';
import type { RunManifest } from '../../store/index.ts';
import { appendLedger, checkRunTarget, datesWithin, ledgerEntry, openDataset, readStudy, writeRun } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { dollars, percentText, table } from '../format.ts';
import type { Io } from '../io.ts';
import { parseRange, runOn } from '../study-run.ts';

interface Options {
  readonly config: string;
  readonly dataset: string;
  readonly root: string;
  readonly out?: string;
  readonly timerange?: string;
  readonly replace?: boolean;
}

const tell = (io: Io, folder: string, manifest: RunManifest, result: StudyResult): void => {
  const summary = summarise(manifest.study, result);
  const alarms = alarmsOf(manifest.study, result);
  const all = result.trades;
  const winners = all.filter((trade) => trade.pnlPerContract > 0).length;
  io.print(`${manifest.study.name} on ${manifest.dataset.name}: data grade ${manifest.grade.toUpperCase()}`);
  io.print(`  ${manifest.dataset.source}`);
  io.print(`${summary.firstDate} to ${summary.lastDate}, ${summary.sessions} sessions, ${summary.sessionsTraded} traded\n`);
  io.print(`trades booked      ${summary.trades}${summary.shadowTrades > 0 ? `, and ${summary.shadowTrades} shadow trades per contract` : ''}`);
  io.print(`equity             ${dollars(summary.startingEquity)} to ${dollars(summary.endingEquity)} (${dollars(summary.pnl)} after ${dollars(summary.fees)} fees)`);
  if (summary.halted !== null) io.print(`halted             ${summary.halted.date} at ${dollars(summary.halted.equity)}`);
  io.print(`a contract, all    ${dollars(summary.pnlPerContract)} over ${all.length} trades, mean ${all.length === 0 ? 'n/a' : dollars(summary.pnlPerContract / all.length)}, winners ${percentText(winners / all.length)}\n`);
  io.print(table(['exit', 'trades', 'P/L a contract'], summary.exits.map((exit) => [exit.id, String(exit.fired), dollars(exit.pnl)])));
  const passes = Object.entries(summary.passes);
  if (passes.length > 0) io.print(`\n${table(['no trade because', 'times'], passes.map(([why, times]) => [why, String(times)]))}`);
  const stress = stressResults(result, summary.startingEquity);
  if (stress.length > 0) {
    io.print(`\n${table(['stress window', 'sessions', 'trades', 'P/L', 'a contract'], stress.map((w) => [w.name, String(w.sessions), String(w.trades), dollars(w.pnl), dollars(w.pnlPerContract)]))}`);
  }
  for (const caution of summary.cautions) io.print(`\nnote: ${caution}`);
  for (const alarm of alarms) io.print(`\nALARM ${alarm.id}: ${alarm.message} (${alarm.where.join(', ')})`);
  io.print(`\nrun folder         ${folder}`);
  io.result({
    run: folder, id: manifest.id, grade: manifest.grade, planHash: manifest.planHash, dataset: manifest.dataset,
    summary, stress, alarms,
  });
};

/** `gamma backtest`: a study on a dataset, into a run folder. */
export const backtestCommand = (): Command =>
  onRun<Options>(
    command('backtest', 'run a study on a dataset and write a run folder')
      .requiredOption('-c, --config <study>', 'study file, or a built-in study (see gamma plan list)')
      .requiredOption('-d, --dataset <name>', 'dataset (see gamma data list)')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .option('-o, --out <folder>', 'run folder; reports/<study>-<id> when left out')
      .option('--timerange <from-to>', 'sessions to run, such as 20240101-20241231')
      .option('--replace', 'overwrite an existing run folder'),
    async (io, options) => {
      const study = readStudy(options.config);
      const range = parseRange(options.timerange);
      if (options.out !== undefined) checkRunTarget(options.out, options.replace === true);
      const dataset = await openDataset(options.root, options.dataset);
      const { manifest, result } = runOn(io, study, dataset, range);
      const folder = options.out ?? join('reports', `${study.name}-${manifest.id}`);
      await writeRun(folder, manifest, result, options.replace === true || options.out === undefined);
      const daily = result.equity.map((row, i) => row.equity - (i === 0 ? Math.round(study.risk.account.startingEquity * 100) : result.equity[i - 1].equity));
      appendLedger(options.root, options.dataset, [ledgerEntry({ command: 'backtest', hypothesis: study.name, dataset: dataset.hash, dates: datesWithin(dataset, range) }, study, daily)]);
      tell(io, folder, manifest, result);
    },
  );

import type { Command } from 'commander';
import { lookAhead } from '../../backtest/index.ts';
import { complete, widen } from '../../execution/index.ts';
import type { ChainDay } from '../../market/index.ts';
import { checkFits, datesWithin, openDataset, readStudy } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { parseRange } from '../study-run.ts';

interface Options {
  readonly config: string;
  readonly dataset: string;
  readonly root: string;
  readonly timerange?: string;
}

/** `gamma lookahead`: cuts every session where something happened and checks that nothing before the cut changes. */
export const lookaheadCommand = (): Command =>
  onRun<Options>(
    command('lookahead', 'cut sessions short and check that no decision before the cut changes')
      .requiredOption('-c, --config <study>', 'study file or built-in study')
      .requiredOption('-d, --dataset <name>', 'dataset')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .option('--timerange <from-to>', 'sessions to test'),
    async (io, options) => {
      const study = readStudy(options.config);
      const dataset = await openDataset(options.root, options.dataset);
      checkFits(study, dataset);
      const dates = datesWithin(dataset, parseRange(options.timerange));
      const progress = io.progress('lookahead', dates.length);
      const days = function* (): Generator<ChainDay> {
        for (const [i, date] of dates.entries()) {
          progress.update(i);
          yield widen(complete(dataset.day(date), study.execution.completion).day, study.execution.widths);
        }
      };
      const result = lookAhead(days(), { plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution });
      progress.end();
      const clean = result.findings.length === 0;
      io.print(`${clean ? 'no look-ahead' : 'LOOK-AHEAD'}: ${result.sessions} sessions cut ${result.cuts} times, ${result.findings.length} differences`);
      for (const { date, row, what } of result.findings.slice(0, 20)) io.print(`  ${date} cut at row ${row}: ${what}`);
      io.result({ clean, ...result });
      return clean ? 0 : 4;
    },
  );

import { join } from 'node:path';
import type { Command } from 'commander';
import type { ExplainedRow } from '../../backtest/index.ts';
import { explainTrade } from '../../backtest/index.ts';
import { clockText, ConfigError, mustBe, pointsText } from '../../kernel/index.ts';
import { tradeChart } from '../../report/index.ts';
import { chartSvg, openDataset, readManifest, writeFileAtomic } from '../../store/index.ts';
import { strikesText } from '../../strategy/index.ts';
import { command, onRun } from '../command.ts';
import { dollars, table } from '../format.ts';
import { runOn } from '../study-run.ts';

interface Options {
  readonly root: string;
  readonly all?: boolean;
}

const MOST_ROWS = 40;

/** Rows worth printing: those on which something happened, and an even sample of the others. */
const chosen = (rows: readonly ExplainedRow[], all: boolean): readonly ExplainedRow[] => {
  if (all || rows.length <= MOST_ROWS) return rows;
  const every = Math.ceil(rows.length / MOST_ROWS);
  return rows.filter((row, i) => row.event !== '' || i % every === 0);
};

const shown = (value: number): string => (Number.isNaN(value) ? '-' : pointsText(value));

/** `gamma explain`: one trade's life, row by row, with a chart of mark, target, stop and index. */
export const explainCommand = (): Command =>
  onRun<Options>(
    command('explain', 'tell one trade of a run row by row, and draw it')
      .argument('<run>', 'run folder')
      .argument('<trade>', 'its id in trades.csv')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .option('--all', 'print every row'),
    async (io, options, [run, id]) => {
      const manifest = readManifest(run);
      const dataset = await openDataset(options.root, manifest.dataset.name);
      const { result } = runOn(io, manifest.study, dataset, manifest.range);
      const trade = result.trades.find((t) => String(t.id) === id);
      if (trade === undefined) {
        throw new ConfigError('trade', mustBe('<trade>', 'the id of a trade of the run', id, `see the id column of ${join(run, 'trades.csv')}`));
      }
      const rows = explainTrade(dataset.day(trade.date), manifest.study, trade);
      const file = join(run, 'explain', `trade-${trade.id}`);
      const { spec } = tradeChart(rows);
      writeFileAtomic(`${file}.vl.json`, `${JSON.stringify(spec, null, 1)}\n`);
      writeFileAtomic(`${file}.svg`, await chartSvg(spec));
      io.print(`trade ${trade.id} of ${trade.date}: ${trade.label}, ${strikesText(trade.spread)}, ${trade.contracts} lots; grade ${manifest.grade}`);
      io.print(`${dollars(trade.pnlPerContract)} a contract after ${dollars(trade.fees)} costs, ended by ${trade.reason}\n`);
      io.print(
        table(
          ['time', 'index', 'mid', 'natural', 'profit', 'target', 'stop', 'what happened'],
          chosen(rows, options.all === true).map((row) => [
            clockText(row.minute), row.spot.toFixed(2), shown(row.mid), shown(row.natural), Number.isNaN(row.profit) ? '-' : `${row.profit.toFixed(0)}%`,
            shown(row.target), shown(row.stop), row.event,
          ]),
        ),
      );
      io.print(`\n${file}.svg`);
      io.result({ trade: { id: trade.id, date: trade.date, pnlPerContract: trade.pnlPerContract, reason: trade.reason }, rows, chart: `${file}.svg` });
    },
  );

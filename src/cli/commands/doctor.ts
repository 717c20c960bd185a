import type { Command } from 'commander';
import { ConfigError, mustBe } from '../../kernel/index.ts';
import { checkFits, datesWithin, openDataset, readStudy } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import type { ParityDifference } from '../desk/parity.ts';
import { compareWithRunner } from '../desk/parity.ts';
import { dollars } from '../format.ts';
import type { Io } from '../io.ts';
import { parseRange } from '../study-run.ts';

interface Options {
  readonly parity?: string;
  readonly plan?: string;
  readonly dataset?: string;
  readonly root: string;
}

/** `2024-01-02` or `20240102-20240630`. */
const rangeOf = (text: string): { readonly from: string | null; readonly to: string | null } =>
  /^\d{4}-\d\d-\d\d$/.test(text) ? { from: text, to: text } : parseRange(text);

const lines = (differences: readonly ParityDifference[]): string[] =>
  differences.slice(0, 10).flatMap(({ date, backtest, runner }) => [`${date}`, `  backtest  ${backtest}`, `  runner    ${runner}`]);

const parity = async (io: Io, options: Options, range: string): Promise<number> => {
  if (options.plan === undefined || options.dataset === undefined) {
    throw new ConfigError('parity', mustBe('--parity', 'given --plan and --dataset', 'neither or one', 'name the study and the stored days'));
  }
  const study = readStudy(options.plan, '--plan');
  const dataset = await openDataset(options.root, options.dataset);
  checkFits(study, dataset);
  const found = await compareWithRunner(io, study, dataset, options.root, datesWithin(dataset, rangeOf(range)));
  const isEqual = found.differences.length === 0 && found.equity.backtest === found.equity.runner;
  io.print(`${isEqual ? 'the same' : 'NOT the same'}: ${found.sessions} sessions, ${found.trades} trades, ${found.orders} orders through the runner`);
  io.print(`equity             ${dollars(found.equity.backtest)} in the backtest, ${dollars(found.equity.runner)} in the runner`);
  for (const line of lines(found.differences)) io.print(line);
  if (found.differences.length > 10) io.print(`and ${found.differences.length - 10} more`);
  io.result({ isEqual, ...found });
  return isEqual ? 0 : 4;
};

/** `gamma doctor`: is everything as it must be before anything is traded. */
export const doctorCommand = (): Command =>
  onRun<Options>(
    command('doctor', 'check what a runner needs; --parity replays stored days and compares them with the backtest')
      .option('--parity <date>', 'a session or a range such as 20240102-20240630')
      .option('-p, --plan <study>', 'study file, or a built-in study')
      .option('-d, --dataset <name>', 'dataset of the stored days')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets'),
    async (io, options) => {
      if (options.parity !== undefined) return parity(io, options, options.parity);
      throw new ConfigError('doctor', mustBe('gamma doctor', 'given --parity', 'nothing', 'name a session'));
    },
  );

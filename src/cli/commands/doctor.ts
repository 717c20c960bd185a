import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ConfigError, mustBe } from '../../kernel/index.ts';
import { checkFits, datesWithin, openDataset, planHashOf, readManifest, readStudy, writeFileAtomic } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { checkUp } from '../desk/check-up.ts';
import { defaultState } from '../desk/folder.ts';
import type { ParityDifference } from '../desk/parity.ts';
import { compareWithRunner } from '../desk/parity.ts';
import { dollars, table } from '../format.ts';
import type { Io } from '../io.ts';
import { parseRange } from '../study-run.ts';

interface Options {
  readonly parity?: string;
  readonly certificate?: string;
  readonly state: string;
  readonly plan?: string;
  readonly dataset?: string;
  readonly root: string;
}

/** `2024-01-02` or `20240102-20240630`. */
const rangeOf = (text: string): { readonly from: string | null; readonly to: string | null } =>
  /^\d{4}-\d\d-\d\d$/.test(text) ? { from: text, to: text } : parseRange(text);

const lines = (differences: readonly ParityDifference[]): string[] =>
  differences.slice(0, 10).flatMap(({ date, backtest, runner }) => [`${date}`, `  backtest  ${backtest}`, `  runner    ${runner}`]);

/** What is replayed: a run's own study, data and sessions, or those named. */
const askedFor = async (options: Options, range: string) => {
  const run = existsSync(join(range, 'manifest.json')) ? range : undefined;
  if (run !== undefined) {
    const { study, dataset: identity, range: ran } = readManifest(run);
    const dataset = await openDataset(options.root, identity.name);
    return { run, study, dataset, dates: datesWithin(dataset, ran) };
  }
  if (options.plan === undefined || options.dataset === undefined) {
    throw new ConfigError('parity', mustBe('--parity', 'a run folder, or given --plan and --dataset', range, 'name the run, or the study and the stored days'));
  }
  const dataset = await openDataset(options.root, options.dataset);
  return { run: undefined, study: readStudy(options.plan, '--plan'), dataset, dates: datesWithin(dataset, rangeOf(range)) };
};

const parity = async (io: Io, options: Options, range: string): Promise<number> => {
  const { run, study, dataset, dates } = await askedFor(options, range);
  checkFits(study, dataset);
  const found = await compareWithRunner(io, study, dataset, options.root, dates);
  const isEqual = found.differences.length === 0 && found.equity.backtest === found.equity.runner;
  io.print(`${isEqual ? 'the same' : 'NOT the same'}: ${found.sessions} sessions, ${found.trades} trades, ${found.orders} orders through the runner`);
  io.print(`equity             ${dollars(found.equity.backtest)} in the backtest, ${dollars(found.equity.runner)} in the runner`);
  for (const line of lines(found.differences)) io.print(line);
  if (found.differences.length > 10) io.print(`and ${found.differences.length - 10} more`);
  if (run !== undefined) {
    const file = join(run, 'parity.json');
    const differences = found.differences.length + (found.equity.backtest === found.equity.runner ? 0 : 1);
    writeFileAtomic(file, `${JSON.stringify({ planHash: planHashOf(study), dataset: dataset.hash, sessions: found.sessions, differences }, null, 2)}\n`);
    io.print(`for gamma validate ${file}`);
  }
  io.result({ isEqual, ...found });
  return isEqual ? 0 : 4;
};

const examine = async (io: Io, options: Options): Promise<number> => {
  const checks = await checkUp(options.state, options.certificate);
  io.print(table(['', 'what', 'found'], checks.map(({ what, verdict, words }) => [verdict === 'ok' ? 'ok' : verdict.toUpperCase(), what, words])));
  const isFailed = checks.some(({ verdict }) => verdict === 'fail');
  io.result({ isWell: !isFailed, checks });
  return isFailed ? 4 : 0;
};

/** `gamma doctor`: is everything as it must be before anything is traded. */
export const doctorCommand = (): Command =>
  onRun<Options>(
    command('doctor', 'check what a runner needs; --parity replays stored days and compares them with the backtest')
      .option('--certificate <file>', 'check it too')
      .option('--state <folder>', 'where journals live', defaultState())
      .option('--parity <what>', 'a run folder, a session, or a range such as 20240102-20240630')
      .option('-p, --plan <study>', 'study file, or a built-in study, for --parity')
      .option('-d, --dataset <name>', 'dataset of the stored days, for --parity')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .addHelpText('after', `
Exit code 4 when something fails. --parity on a run folder writes parity.json
beside the run, where gamma validate finds it.

Examples:
  gamma doctor --certificate certificate.json
  gamma doctor --parity 2024-01-02 --plan seed-live-0110 --dataset demo
  gamma doctor --parity reports/my-run
`),
    (io, options) => (options.parity === undefined ? examine(io, options) : parity(io, options, options.parity)),
  );

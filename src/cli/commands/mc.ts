import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ConfigError, DataError, didYouMean, mustBe, seedFrom } from '../../kernel/index.ts';
import type { BlockLength, Engine, OverlayConfig, Withdrawal } from '../../montecarlo/index.ts';
import { engines, prepareJob, resampleMethodOf, resampleMethods, tellPath } from '../../montecarlo/index.ts';
import { answerMonteCarlo, parseWorkers } from '../../pool/index.ts';
import { writeAnswer } from '../../store/index.ts';
import type { MonteCarloFile } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import type { Io } from '../io.ts';
import { interrupted, interruptible } from '../interrupt.ts';
import { checkpointFolder } from '../monte-carlo/checkpoints.ts';
import { answerText } from '../monte-carlo/print.ts';
import { rerunExits } from '../monte-carlo/rerun.ts';
import type { LogOptions, Source } from '../monte-carlo/source.ts';
import { sourceOfLog, sourceOfRun } from '../monte-carlo/source.ts';
import { dollarText, table } from '../table.ts';

interface Options extends LogOptions {
  readonly trades?: string;
  readonly out?: string;
  readonly paths: string;
  readonly sessions: string;
  readonly seed: string;
  readonly workers: string;
  readonly resample: string;
  readonly block: string;
  readonly tradesPerPath?: string;
  readonly untilPrecise?: string;
  readonly above: readonly string[];
  readonly ruinAt: string;
  readonly withdraw?: string;
  readonly extraStops?: string;
  readonly gap?: string;
  readonly worstCase?: string;
  readonly engine: string;
  readonly exits?: string;
  readonly root: string;
}

const number = (flag: string, text: string, what = 'a number'): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new ConfigError('number', mustBe(flag, what, text, 'write digits'));
  return value;
};

/** `1%` or `0.01`. */
const share = (flag: string, text: string): number => {
  const value = text.endsWith('%') ? number(flag, text.slice(0, -1), 'a percentage') / 100 : number(flag, text);
  if (!(value > 0 && value < 1)) throw new ConfigError('share', mustBe(flag, 'between 0% and 100%', text, 'write 1% for one hundredth'));
  return value;
};

const blockOf = (text: string): BlockLength => {
  if (text === 'auto') return 'auto';
  const sessions = number('--block', text, 'auto or a number of sessions');
  if (sessions < 1) throw new ConfigError('block', mustBe('--block', 'auto or at least 1 session', text, 'leave it to auto'));
  return sessions;
};

/** A share, or a whole number a path. */
const worstCaseOf = (text: string): OverlayConfig['worstCase'] => {
  if (text.endsWith('%')) return { chance: share('--worst-case', text) };
  const count = number('--worst-case', text);
  if (!(Number.isInteger(count) && count >= 0)) {
    throw new ConfigError('worst-case', mustBe('--worst-case', 'a share such as 1% or a whole number a path', text, 'write 3 for three full losses'));
  }
  return { count };
};

/** `2%:15`. */
const gapOf = (text: string): OverlayConfig['gap'] => {
  const [chance, size = ''] = text.split(':');
  const points = number('--gap', size, 'share:points such as 2%:15');
  if (points <= 0) throw new ConfigError('gap', mustBe('--gap', 'share:points with points above 0', text, 'write 2%:15'));
  return { chance: share('--gap', chance), points };
};

/** `21:5000`: every 21 sessions, at most 5,000 dollars. */
const withdrawalOf = (text: string | undefined): Withdrawal | null => {
  if (text === undefined) return null;
  const match = /^(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (match === null || Number(match[1]) < 1) throw new ConfigError('withdraw', mustBe('--withdraw', 'sessions:dollars', text, 'write 21:5000'));
  return { everySessions: Number(match[1]), dollars: Number(match[2]) };
};

/** What the flags say goes worse than the record. */
const overlaysOf = ({ extraStops, gap, worstCase }: Options): OverlayConfig => {
  const [stopShare, group = 'stopLoss'] = (extraStops ?? '').split(':');
  return {
    extraStops: extraStops === undefined ? null : { chance: share('--extra-stops', stopShare), group },
    gap: gap === undefined ? null : gapOf(gap),
    worstCase: worstCase === undefined ? null : worstCaseOf(worstCase),
  };
};

const engineOf = (name: string): Engine => {
  const known = engines.find((engine) => engine === name);
  if (known === undefined) throw new ConfigError('engine', mustBe('--engine', 'a known engine', name, didYouMean(name, engines)));
  return known;
};

/** Refuses flags that would say nothing about the source asked for. @param given whether a flag was written */
const refuseIdle = (given: (flag: string) => boolean, folder: string | undefined, { trades, config }: Options): void => {
  const refuse = (flag: string, what: string, remedy: string): void => {
    if (given(flag)) throw new ConfigError('idle-flag', mustBe(flag, what, 'it beside another source', remedy));
  };
  if (trades === undefined) {
    for (const flag of ['--format', '--config', '--contracts', '--start', '--halt-below']) {
      refuse(flag, 'given with --trades only', 'a run is sized and halted as its study says; change the study and backtest it');
    }
    return;
  }
  if (folder !== undefined) throw new ConfigError('run', mustBe('run', 'left out beside --trades', folder, 'ask about one of them'));
  refuse('--exits', 'given with a run', 'a log has no quotes to evaluate exits on');
  if (config !== undefined) for (const flag of ['--contracts', '--start', '--halt-below']) refuse(flag, 'left out beside --config', 'the study says it');
};

const sourceOf = async (io: Io, folder: string | undefined, options: Options): Promise<Source> => {
  const withdrawal = withdrawalOf(options.withdraw);
  if (options.trades !== undefined) return sourceOfLog(options.trades, options, withdrawal);
  if (folder === undefined) throw new ConfigError('run', mustBe('run', 'a run folder, or --trades a trade log', 'nothing', 'gamma mc reports/<run>'));
  const source = sourceOfRun(folder, withdrawal);
  if (options.exits === undefined) return source;
  if (options.out === undefined) throw new ConfigError('out', mustBe('--out', 'given with --exits', 'nothing', 'name a folder, since the answer is not about the run as it was'));
  return { ...source, name: `${source.name} with the exits of ${options.exits}`, population: await rerunExits(io, folder, options.exits, options.root) };
};

const withOptions = (cmd: Command): Command =>
  cmd
    .argument('[run]', 'folder of a finished backtest')
    .option('--trades <file>', 'a trade log made elsewhere, instead of a run')
    .option('--format <id>', 'format of the log', 'option-omega')
    .option('-c, --config <study>', 'with --trades: study whose risk section sizes the paths')
    .option('--contracts <n>', 'with --trades and no study: contracts of every trade', '1')
    .option('--start <dollars>', 'with --trades and no study: starting equity', '25000')
    .option('--halt-below <share>', 'with --trades and no study: share of the start below which nothing is traded again, or never', '50%')
    .option('--exits <study>', 'evaluate this study\'s exits on the sessions of the run before drawing them; needs --out')
    .option('--root <folder>', 'with --exits: where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
    .option('--out <folder>', 'where to write mc.json and fan.csv; default: the run itself')
    .option('--paths <n>', 'futures to walk', '10000')
    .option('--sessions <n>', 'sessions of each', '252')
    .option('--seed <text>', 'names every random stream', '1')
    .option('--workers <n>', 'threads, or auto', 'auto')
    .option('--resample <method>', `how futures are drawn: ${resampleMethods.join(', ')}`, 'days')
    .option('--block <sessions>', 'block length of block methods, or auto', 'auto')
    .option('--trades-per-path <n>', 'trades of a path when single trades are drawn')
    .option('--until-precise <share>', 'add paths until the intervals are this narrow, such as 1%')
    .option('--above <dollars...>', 'also the chance to end above these balances', [])
    .option('--ruin-at <share>', 'share of the start that counts as ruin', '25%')
    .option('--extra-stops <share[:group]>', 'this share of trades ends at a stop after all, such as 10%')
    .option('--gap <share:points>', 'this share meets a jump of this mean size, such as 2%:15')
    .option('--worst-case <share|count>', 'full losses: a share of trades such as 1%, or a number a path such as 3')
    .option('--engine <name>', `what walks the paths: ${engines.join(', ')}; all give the same bytes`, 'auto')
    .option('--withdraw <sessions:dollars>', 'take out money at a rhythm, from what exceeds the start');

/** `gamma mc path`: one future of an answered question, trade by trade. */
const pathCommand = (): Command =>
  onRun(command('path', 'tell one path of an answered question, trade by trade').argument('<run>').argument('<n>'), (io, _options, [folder, text]) => {
    const file = join(folder, 'mc.json');
    if (!existsSync(file)) throw new DataError('file-missing', mustBe(file, 'a file', 'nothing', 'run gamma mc first'));
    const { settings } = JSON.parse(readFileSync(file, 'utf8')) as MonteCarloFile;
    const n = number('path', text);
    if (!(Number.isInteger(n) && n >= 0 && n < settings.paths)) {
      throw new ConfigError('path', mustBe('path', `from 0 to ${settings.paths - 1}`, text, 'paths are numbered from 0'));
    }
    const { population } = sourceOfRun(folder, settings.rules.limits.withdrawal);
    const prepared = prepareJob({ ...settings, population });
    const story = tellPath(prepared, n);
    io.print(table(
      ['session', 'trade', 'contracts', 'because', 'P/L a contract', 'equity before'],
      story.trades.map((t) => [t.session + 1, t.trade + 1, t.contracts, t.because, dollarText(t.pnlPerContract), dollarText(t.equityAtOpen)]),
    ));
    io.print(`\nends at ${dollarText(story.balance[story.balance.length - 1])}, largest drawdown ${dollarText(story.maxDrawdown)}${story.haltedAt < 0 ? '' : `, halted in session ${story.haltedAt + 1}`}`);
    io.result(story);
    return Promise.resolve();
  });

/** `gamma mc`: what a record may become, each number with its interval. */
export const mcCommand = (): Command => {
  const cmd = withOptions(command('mc', 'Monte Carlo: percentiles with their intervals, chance of loss and halt'));
  cmd.addCommand(pathCommand());
  return onRun<Options>(cmd, async (io, options, [folder]) => {
    refuseIdle((flag) => cmd.options.some((option) => option.long === flag && cmd.getOptionValueSource(option.attributeName()) === 'cli'), folder, options);
    const source = await sourceOf(io, folder, options);
    const job = {
      population: source.population,
      rules: source.rules,
      resample: { method: resampleMethodOf(options.resample), block: blockOf(options.block) },
      tradesPerPath: options.tradesPerPath === undefined ? null : number('--trades-per-path', options.tradesPerPath),
      seed: seedFrom(options.seed),
      paths: number('--paths', options.paths),
      sessions: number('--sessions', options.sessions),
      overlays: overlaysOf(options),
      engine: engineOf(options.engine),
    };
    const questions = { ruinAt: share('--ruin-at', options.ruinAt), above: options.above.map((text) => number('--above', text)), drawdownsBeyond: [0.1, 0.2, 0.3] };
    const untilPrecise = options.untilPrecise === undefined ? null : share('--until-precise', options.untilPrecise);
    for (const note of source.notes) io.log(note);
    const target = options.out ?? (options.trades === undefined ? folder : undefined);
    const checkpoints = target === undefined ? undefined : checkpointFolder(target);
    const progress = io.progress('paths', job.paths);
    const workers = parseWorkers(options.workers);
    const answer = await interruptible((signal) =>
      answerMonteCarlo({ job, questions, untilPrecise }, { workers, signal, checkpoints, onProgress: (done) => progress.update(Math.round(done * job.paths)) }));
    progress.end();
    if (answer === undefined) {
      io.log(target === undefined ? 'stopped; nothing written' : 'stopped; the same command goes on from here');
      return interrupted();
    }
    checkpoints?.remove();
    if (target !== undefined) writeAnswer(target, { name: source.name, grade: source.grade, ...answer });
    io.print(answerText(answer, source.name, source.grade));
    if (target !== undefined) io.print(`\n${join(target, 'mc.json')} and fan.csv written; seed ${options.seed}, sha256 ${answer.sha256.slice(0, 16)}`);
    const { fan: _fan, ...rest } = answer;
    io.result({ name: source.name, grade: source.grade, ...rest });
    return undefined;
  });
};

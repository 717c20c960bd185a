import type { Command } from 'commander';
import type { Study } from '../../backtest/index.ts';
import { ConfigError, didYouMean, mustBe, RefusedError } from '../../kernel/index.ts';
import { tradierSettings } from '../../live/index.ts';
import { readStudy } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import type { Io } from '../io.ts';
import { interrupted } from '../interrupt.ts';
import { passesIn, sessionText, toldTrade } from '../desk/day-lines.ts';
import { readCertificate } from '../desk/certificate.ts';
import { defaultState, recordsIn } from '../desk/folder.ts';
import { tradeToday } from '../desk/today.ts';
import { studyOf } from './live.ts';
import type { Replayed } from '../desk/replay.ts';
import { parseSpeed, replaySession } from '../desk/replay.ts';

interface Options {
  readonly plan?: string;
  readonly certificate?: string;
  readonly file: string;
  readonly broker: string;
  readonly dataset?: string;
  readonly root: string;
  readonly date?: string;
  readonly speed: string;
  readonly state: string;
  readonly account: string;
  readonly dailyLoss: string;
  readonly observe?: boolean;
}

const brokers = ['replay', 'paper', 'tradier'] as const;

const lossOf = (text: string, broker: string): number | null => {
  if (text === 'auto') return broker === 'replay' ? null : 500;
  if (text === 'none') return null;
  const dollars = Number(text);
  if (!(dollars > 0)) throw new ConfigError('daily-loss', mustBe('--daily-loss', 'dollars above 0, or none', text, 'write 500 for the published limit'));
  return dollars;
};

/** What is to be traded, and the dataset its evidence came from when a certificate names one. */
const asked = (options: Options): { readonly study: Study; readonly evidence?: string } => {
  if (options.certificate !== undefined) {
    const promoted = readCertificate(options.certificate, 'paper');
    return { study: studyOf(promoted), evidence: promoted.certificate.body.dataset.name };
  }
  if (options.plan === undefined) throw new ConfigError('plan', mustBe('gamma paper', 'given --plan or --certificate', 'neither', 'name what to trade'));
  return { study: readStudy(options.plan, '--plan') };
};

/** Today's session on paper: live quotes filled by the plan's own model, or the broker's sandbox. */
const today = async (io: Io, study: Study, options: Options): Promise<number> => {
  const tradier = tradierSettings(process.env);
  const isPaper = options.broker === 'paper';
  if (!isPaper && tradier.isReal) throw new RefusedError('real-account', mustBe('gamma paper --broker tradier', 'given a sandbox key', 'a production address', 'real money is traded by gamma live only'), 6);
  const done = await tradeToday(io, {
    broker: isPaper ? 'paper' : 'tradier', study, promoted: undefined, tradier, state: options.state, account: isPaper ? options.account : tradier.account,
    dailyLoss: lossOf(options.dailyLoss, options.broker) ?? Infinity, isObserving: options.observe === true, root: options.root,
    file: options.file === 'none' ? undefined : options.file,
  });
  io.print(sessionText(done.state, recordsIn(done.folder), done.state.session));
  io.result({ date: done.state.session, end: done.end.kind, folder: done.folder, equity: done.state.equity, mode: done.state.mode });
  return done.end.kind === 'stopped' ? interrupted() : 0;
};

const tell = (io: Io, date: string, done: Replayed): void => {
  const { state, records, folder, end } = done;
  io.print(`${done.wasDone ? 'this session was traded before; nothing was done again\n' : ''}${date} on paper, ${end.kind === 'closed' ? 'closed' : 'stopped before its end; run the same again to go on'}\n`);
  io.print(sessionText(state, records, date));
  io.print(`journal            ${folder}`);
  io.result({
    date, end: end.kind, wasDone: done.wasDone, folder, mode: state.mode, equity: state.equity, day: state.realised, isHalted: state.isHalted,
    trades: state.concluded.filter(({ position }) => position.session === date).map(toldTrade), passes: passesIn(records, date), records: records.length,
  });
};

/** `gamma paper`: a plan on paper, today or on a stored day, through the very runner that trades live. */
export const paperCommand = (): Command =>
  onRun<Options>(
    command('paper', 'trade a plan on paper: a stored day at any speed, or today')
      .option('-p, --plan <study>', 'study file, or a built-in study')
      .option('--certificate <file>', 'a promoted plan instead of --plan')
      .option('-b, --broker <name>', 'replay: a stored day. paper: filled by the plan\'s own fill model on live quotes. tradier: the broker\'s sandbox', 'replay')
      .option('-d, --dataset <name>', 'dataset of the stored day; that of the certificate when left out')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .option('--date <date>', 'session to replay, YYYY-MM-DD')
      .option('--speed <times>', 'max, or how many times faster than life', 'max')
      .option('--state <folder>', 'where journals live', defaultState())
      .option('--account <name>', 'paper account; its last four name the folder', 'PAPER0001')
      .option('--daily-loss <dollars>', 'runner ends entries for the day at this loss; none for no limit', 'auto')
      .option('--file <dataset>', 'dataset a day recorded live is filed in; none files nothing', 'recorded')
      .option('--observe', 'decide and write down, send nothing')
      .addHelpText('after', `
Examples:
  gamma paper --plan seed-live-0110 --broker replay --dataset demo --date 2024-01-03
  gamma paper --plan my-study.yaml --broker replay --dataset demo --date 2024-01-04 --speed 60
  gamma paper --certificate reports/my-run/certificate.json --date 2024-01-03
  gamma status                      what it holds and how it stands

Stopped or killed, run the same line again: it goes on where it was.
`),
    async (io, options) => {
      if (!brokers.includes(options.broker as 'replay')) throw new ConfigError('broker', mustBe('--broker', `one of ${brokers.join(', ')}`, options.broker, didYouMean(options.broker, brokers)));
      const { study, evidence } = asked(options);
      if (options.broker !== 'replay') return today(io, study, options);
      const dataset = options.dataset ?? evidence;
      if (dataset === undefined || options.date === undefined) {
        throw new ConfigError('replay', mustBe('--broker replay', 'given --dataset and --date', `${dataset ?? 'no dataset'}, ${options.date ?? 'no date'}`, 'name the stored day, such as --dataset demo --date 2024-01-03'));
      }
      const done = await replaySession(io, study, {
        root: options.root, dataset, date: options.date, speed: parseSpeed(options.speed), state: options.state, account: options.account,
        dailyLoss: lossOf(options.dailyLoss, options.broker), isObserving: options.observe === true, isCapped: true,
      });
      tell(io, options.date, done);
      return done.end.kind === 'stopped' ? interrupted() : 0;
    },
  );

import type { Command } from 'commander';
import { ConfigError, didYouMean, mustBe } from '../../kernel/index.ts';
import { readStudy } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import type { Io } from '../io.ts';
import { INTERRUPTED } from '../interrupt.ts';
import { passesIn, sessionText, toldTrade } from '../desk/day-lines.ts';
import { defaultState } from '../desk/folder.ts';
import type { Replayed } from '../desk/replay.ts';
import { parseSpeed, replaySession } from '../desk/replay.ts';

interface Options {
  readonly plan: string;
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

const brokers = ['replay'] as const;

const lossOf = (text: string, broker: string): number | null => {
  if (text === 'auto') return broker === 'replay' ? null : 500;
  if (text === 'none') return null;
  const dollars = Number(text);
  if (!(dollars > 0)) throw new ConfigError('daily-loss', mustBe('--daily-loss', 'dollars above 0, or none', text, 'write 500 for the published limit'));
  return dollars;
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
      .requiredOption('-p, --plan <study>', 'study file, or a built-in study')
      .option('-b, --broker <name>', `one of ${brokers.join(', ')}`, 'replay')
      .option('-d, --dataset <name>', 'dataset of the stored day')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .option('--date <date>', 'session to replay, YYYY-MM-DD')
      .option('--speed <times>', 'max, or how many times faster than life', 'max')
      .option('--state <folder>', 'where journals live', defaultState())
      .option('--account <name>', 'paper account; its last four name the folder', 'PAPER0001')
      .option('--daily-loss <dollars>', 'runner ends entries for the day at this loss; none for no limit', 'auto')
      .option('--observe', 'decide and write down, send nothing')
      .addHelpText('after', `
Examples:
  gamma paper --plan seed-live-0110 --broker replay --dataset demo --date 2024-01-03
  gamma paper --plan my-study.yaml --broker replay --dataset demo --date 2024-01-04 --speed 60
  gamma status                      what it holds and how it stands

Stopped or killed, run the same line again: it goes on where it was.
`),
    async (io, options) => {
      if (!brokers.includes(options.broker as 'replay')) throw new ConfigError('broker', mustBe('--broker', `one of ${brokers.join(', ')}`, options.broker, didYouMean(options.broker, brokers)));
      const study = readStudy(options.plan, '--plan');
      if (options.dataset === undefined || options.date === undefined) {
        throw new ConfigError('replay', mustBe('--broker replay', 'given --dataset and --date', `${options.dataset ?? 'no dataset'}, ${options.date ?? 'no date'}`, 'name the stored day, such as --dataset demo --date 2024-01-03'));
      }
      const done = await replaySession(io, study, {
        root: options.root, dataset: options.dataset, date: options.date, speed: parseSpeed(options.speed), state: options.state, account: options.account,
        dailyLoss: lossOf(options.dailyLoss, options.broker), isObserving: options.observe === true, isCapped: true,
      });
      tell(io, options.date, done);
      return done.end.kind === 'stopped' ? INTERRUPTED : 0;
    },
  );

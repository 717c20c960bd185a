import type { Command } from 'commander';
import { ConfigError, mustBe } from '../../kernel/index.ts';
import type { DatedBreach, FaultReport } from '../../simulator/index.ts';
import { faultRoster, plantEach, plantedDefects, simulateDays } from '../../simulator/index.ts';
import { command, onRun } from '../command.ts';
import { interrupted, interruptible } from '../interrupt.ts';
import type { Io } from '../io.ts';

interface Options {
  readonly defects?: boolean;
  readonly days: string;
  readonly seed: string;
}

const whole = (text: string, flag: string, least: number): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least || value > 4_000_000_000) {
    throw new ConfigError('option', mustBe(flag, `a whole number of at least ${least}`, text, 'correct it'));
  }
  return value;
};

const shownBreaches = 10;

const printCounts = (io: Io, report: FaultReport): void => {
  io.print('\nhow often each fault struck:');
  for (const { row, name, proof } of faultRoster) {
    const struck = proof.kind === 'simulated' ? String(report.counts[row]).padStart(9) : '   tested';
    io.print(`  F${String(row).padEnd(3)}${struck}  ${name}`);
  }
};

const printBreach = (io: Io, { seed, invariant, words }: DatedBreach): void => {
  io.print(`  seed ${seed}  ${invariant}  ${words}`);
};

const print = (io: Io, report: FaultReport): void => {
  const { days, breaches, lives, orders, fills, missing } = report;
  if (missing > 0) io.print(`stopped: ${missing} of ${days + missing} days were not lived`);
  io.print(`${days} days lived, ${lives} starts of the process, ${orders} orders, ${fills} fills written down`);
  io.print(breaches.length === 0 ? 'no invariant was broken' : `${breaches.length} breaches on ${new Set(breaches.map(({ seed }) => seed)).size} days:`);
  for (const breach of breaches.slice(0, shownBreaches)) printBreach(io, breach);
  if (breaches.length > shownBreaches) io.print(`  and ${breaches.length - shownBreaches} more; see --json`);
  if (days > 0 && breaches.length === 0) io.print(`so at most ${((300 / days) * 1).toPrecision(2)}% of such days break one (95 %, rule of three)`);
  printCounts(io, report);
};

/** Days tried for a planted defect before it counts as unseen. */
const DEFECT_DAYS = 400;
/** Planted defects that must be seen. */
const LEAST_SEEN = 29;

const showDefects = async (io: Io): Promise<number> => {
  const progress = io.progress('planted defects', plantedDefects.length);
  const found = await interruptible((signal) => plantEach(plantedDefects, DEFECT_DAYS, signal, (done) => progress.update(done)));
  progress.end();
  const seen = found.filter(({ seed }) => seed !== undefined).length;
  io.print(`${seen} of ${found.length} planted defects seen, ${LEAST_SEEN} wanted`);
  for (const { name, invariant, seed, words } of found) io.print(`  ${(invariant ?? 'unseen').padEnd(7)}${name}${seed === undefined ? '' : `\n           seed ${seed}: ${words ?? ''}`}`);
  io.result({ seen, wanted: LEAST_SEEN, defects: found });
  return seen >= LEAST_SEEN ? 0 : 4;
};

const simulateFaults = async (io: Io, options: Options): Promise<number> => {
  if (options.defects === true) return showDefects(io);
  const days = whole(options.days, '--days', 1);
  const seed = whole(options.seed, '--seed', 0);
  const progress = io.progress('simulated days', days);
  const report = await interruptible((signal) =>
    simulateDays(days, seed, signal, (done, breaches) => progress.update(done, breaches === 0 ? '' : `${breaches} breaches`)),
  );
  progress.end();
  const faults = faultRoster.map(({ row, name, proof }) => ({ row, name, ...(proof.kind === 'simulated' ? { struck: report.counts[row] } : { testedIn: proof.file }) }));
  io.result({ days: report.days, seed, lives: report.lives, orders: report.orders, fills: report.fills, breaches: report.breaches, faults });
  print(io, report);
  if (report.missing > 0) return interrupted();
  return report.breaches.length === 0 ? 0 : 4;
};

export const simulateFaultsCommand = (): Command =>
  onRun<Options>(
    command('simulate-faults', 'lives simulated days of the runner in which everything goes wrong, and audits each')
      .option('--days <n>', 'days to live', '200')
      .option('--seed <n>', 'seed of the first day; each next day has the next seed', '1')
      .option('--defects', 'plant thirty defects instead, each by its name, and say which invariant sees it')
      .addHelpText('after', `
Every day runs the real runner on a fake clock, a fake disk and a broker of its own,
with time-outs, torn answers, partial fills, crashes at any write, full disks and
clock jumps drawn from the seed. An auditor that shares no code with the runner reads
the broker and the journal and judges fourteen invariants.

Exit code 4 when one was broken: the seed it names gives the same day again.

Examples:
  gamma simulate-faults
  gamma simulate-faults --days 10000 --seed 1
  gamma simulate-faults --days 1 --seed 77 --json
  gamma simulate-faults --defects`),
    simulateFaults,
  );

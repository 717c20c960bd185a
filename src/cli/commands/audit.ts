import { basename } from 'node:path';
import { Command } from 'commander';
import type { CloseDifference, TradeAudit } from '../../execution/index.ts';
import { auditTrades } from '../../execution/index.ts';
import { parseOptionOmegaLog } from '../../formats/index.ts';
import { ConfigError, didYouMean, mustBe } from '../../kernel/index.ts';
import { attachedCloses, readDailyCsv, readInput, textOf } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { table } from '../format.ts';
import type { Io } from '../io.ts';

interface Options {
  readonly format: string;
  readonly closes?: string;
  readonly dataset?: string;
  readonly root: string;
}

const FORMAT = 'option-omega';
const MOST_SHOWN = 20;

const help = `
Every trade that opened and expired on one day is settled again from its legs, its
premium and the close in the log; P/L must come out to the cent. Trades left early
and trades with later legs cannot be checked: each is listed with the reason in --json.
With official closes, sessions on which the log settled elsewhere are listed too;
without them officialCloseDifferences is null.

Examples:
  gamma audit trades trade-log.csv --format option-omega --closes spx_daily.csv
  gamma audit trades trade-log.csv --format option-omega --dataset panel --json`;

const closesOf = ({ closes, dataset, root }: Options): ReadonlyMap<string, number> | undefined => {
  if (closes !== undefined && dataset !== undefined) {
    throw new ConfigError('closes', mustBe('--closes', 'given without --dataset', dataset, 'drop one of the two'));
  }
  if (closes !== undefined) return readDailyCsv(textOf(readInput(closes), basename(closes)), basename(closes));
  return dataset === undefined ? undefined : attachedCloses(root, dataset, 'spx');
};

const textIn = (path: string): string => textOf(readInput(path), basename(path));

/** How many trades could not be checked, by reason, the day of a later leg left out. */
const reasonsOf = ({ unchecked }: TradeAudit): [string, number][] => {
  const counts = new Map<string, number>();
  for (const { why } of unchecked) {
    const kind = why.replace(/ \d{4}-\d\d-\d\d/, ' another day');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
};

const printCloses = (io: Io, differences: readonly CloseDifference[] | undefined, unknown: number): void => {
  if (differences === undefined) {
    io.print('  official close          not compared; add --closes <daily.csv>');
    return;
  }
  io.print(`  official close differs  ${differences.length} ${differences.length === 1 ? 'session' : 'sessions'}${unknown > 0 ? `; no official close for ${unknown}` : ''}`);
  for (const { date, logged, official, trades } of differences) {
    io.print(`    ${date}: log ${logged.toFixed(2)}, official ${official.toFixed(2)}, ${trades} ${trades === 1 ? 'trade' : 'trades'}`);
  }
};

const printAudit = (io: Io, file: string, audit: TradeAudit): void => {
  io.print(`${file}: ${audit.trades} trades`);
  io.print(`  expired the same day    ${audit.expired}, all recomputed`);
  io.print(`  P/L not as recomputed   ${audit.settlementMismatches.length}`);
  for (const { line, date, logged, recomputed } of audit.settlementMismatches.slice(0, MOST_SHOWN)) {
    io.print(`    line ${line}, ${date}: log ${logged.toFixed(2)}, recomputed ${recomputed.toFixed(2)}`);
  }
  if (audit.settlementMismatches.length > MOST_SHOWN) io.print(`    and ${audit.settlementMismatches.length - MOST_SHOWN} more; --json lists all`);
  if (audit.impliedFee !== undefined) io.print(`  fees                    not in the log; ${audit.impliedFee.toFixed(4)} a contract is what P/L leaves`);
  printCloses(io, audit.officialCloseDifferences, audit.withoutOfficialClose.length);
  io.print(`  not checked             ${audit.unchecked.length}`);
  for (const [why, count] of reasonsOf(audit)) io.print(`    ${String(count).padStart(5)}  ${why}`);
  io.print('');
  const shown = audit.slippage.map(({ strategy, dollars, trades }) => [strategy === '' ? '(unnamed)' : strategy.slice(0, 44), dollars.toFixed(2), String(trades)]);
  io.print(table(['premium below leg prices', '$ a lot', 'trades'], shown));
};

const tradesCommand = (): Command =>
  onRun<Options>(
    command('trades', 'settle the expired trades of a log again and compare to the cent; exit 4 on a mismatch')
      .argument('<file>', 'trade log, CSV')
      .requiredOption('--format <id>', `layout of the log: ${FORMAT}`)
      .option('--closes <file>', 'official daily closes of the index, CSV with date and close')
      .option('--dataset <name>', 'take the closes attached to a dataset instead')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .addHelpText('after', help),
    async (io, options, [file]) => {
      if (options.format !== FORMAT) throw new ConfigError('format', mustBe('--format', 'a known trade log', options.format, didYouMean(options.format, [FORMAT])));
      const audit = auditTrades(parseOptionOmegaLog(textIn(file), basename(file)), closesOf(options));
      printAudit(io, basename(file), audit);
      const { trades, expired, settlementMismatches, officialCloseDifferences, unchecked, ...details } = audit;
      io.result({
        trades,
        expired,
        settlementMismatches: settlementMismatches.length,
        officialCloseDifferences: officialCloseDifferences?.length ?? null,
        unchecked: unchecked.length,
        details: { settlementMismatches, officialCloseDifferences: officialCloseDifferences ?? null, unchecked, ...details },
      });
      return settlementMismatches.length > 0 ? 4 : 0;
    },
  );

/** `gamma audit`: somebody else's numbers, computed again. */
export const auditCommands = (): Command => new Command('audit').description("compute somebody else's trades again").addCommand(tradesCommand());

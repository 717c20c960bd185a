import type { Command } from 'commander';
import { clockText } from '../../../kernel/index.ts';
import type { Comparison, FigureFamily } from '../../../market/index.ts';
import { checkDataset, readDescription } from '../../../store/index.ts';
import { onRun } from '../../command.ts';
import type { Io } from '../../io.ts';
import { percentText, table } from '../../format.ts';
import type { RootOption } from './options.ts';
import { dataCommand, wrapped } from './options.ts';

const MOST_MINUTES_SHOWN = 14;

const offText = ({ measure }: FigureFamily, off: number): string => {
  if (measure === 'relative') return `${(100 * off).toFixed(1)}%`;
  return measure === 'absolute' ? off.toFixed(3) : off.toFixed(1);
};

const printComparison = (io: Io, { source, families }: Comparison): void => {
  io.print(`\nbeside recorded markets:\n${wrapped(source, io.columns, '  ')}`);
  for (const family of families) {
    const verdict = family.isWithin ? 'within' : 'OUTSIDE';
    io.print(`\n${family.name}: largest distance ${offText(family, family.largest)}, ${verdict} ${offText(family, family.tolerance)}${family.measure === 'ticks' ? ' ticks' : ''}`);
    const rows = family.figures.map((figure) => [figure.at, String(figure.target), String(Number(figure.found.toFixed(3))), offText(family, figure.off)]);
    io.print(table(['at', 'recorded', 'here', 'off'], rows));
  }
};

/** `gamma data check`: reads a dataset again and says what is wrong with it. */
export const checkCommand = (): Command =>
  onRun<RootOption & { readonly strict?: boolean }>(
    dataCommand('check', 'hash, read and judge every file of a dataset; exit 3 when it is broken')
      .argument('<dataset>')
      .option('--strict', 'also broken: missing settlements, missing index levels, prices off the tick grid, calls and puts of another index; exit 4 when a synthetic market misses its figures'),
    async (io, options, [name]) => {
      const progress = io.progress('checking', readDescription(options.root, name).days.length);
      const check = await checkDataset(options.root, name, options.strict === true, (done) => progress.update(done));
      progress.end();
      io.print(`${name}: ${check.sessions} sessions, hash ${check.contentHash.slice(0, 12)}, ${check.broken ? 'BROKEN' : 'sound'}`);
      for (const fault of check.faults) io.print(`  fault: ${fault}`);
      io.print(`  crossed quotes ${check.crossed}, prices off the grid ${check.offGrid}, rows without index level ${check.rowsWithoutSpot}`);
      io.print(`  index implied by calls and puts less the recorded one, median: ${Number.isNaN(check.parity) ? 'n/a' : check.parity.toFixed(2)} points`);
      const { withoutSettlement, withoutPreviousClose, withoutVix } = check.gaps;
      io.print(`  sessions without settlement ${withoutSettlement.length}, without previous close ${withoutPreviousClose.length}, without VIX ${withoutVix.length}`);
      const every = Math.ceil(check.coverage.length / MOST_MINUTES_SHOWN);
      const shown = check.coverage.filter((_, i) => i % every === 0);
      io.print(table(['minute', 'sessions', 'quoted'], shown.map((row) => [clockText(row.minute), String(row.sessions), percentText(row.quoted)])));
      if (check.comparison !== undefined) printComparison(io, check.comparison);
      io.result(check);
      if (check.broken) return 3;
      return options.strict === true && check.comparison?.isWithin === false ? 4 : 0;
    },
  );

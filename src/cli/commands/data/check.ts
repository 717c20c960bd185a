import type { Command } from 'commander';
import { checkDataset, readDatasetFile } from '../../../store/index.ts';
import { onRun } from '../../command.ts';
import { percentText, table } from '../../format.ts';
import type { RootOption } from './options.ts';
import { clockText, dataCommand } from './options.ts';

const MOST_MINUTES_SHOWN = 14;

/** `gamma data check`: reads a dataset again and says what is wrong with it. */
export const checkCommand = (): Command =>
  onRun<RootOption & { readonly strict?: boolean }>(
    dataCommand('check', 'hash, read and judge every file of a dataset; exit 3 when it is broken')
      .argument('<dataset>')
      .option('--strict', 'also broken: missing settlements, missing index levels, prices off the tick grid'),
    async (io, options, [name]) => {
      const progress = io.progress('checking', readDatasetFile(options.root, name).days.length);
      const check = await checkDataset(options.root, name, options.strict === true, (done) => progress.update(done));
      progress.end();
      io.print(`${name}: ${check.sessions} sessions, hash ${check.contentHash.slice(0, 12)}, ${check.broken ? 'BROKEN' : 'sound'}`);
      for (const fault of check.faults) io.print(`  fault: ${fault}`);
      io.print(`  crossed quotes ${check.crossed}, prices off the grid ${check.offGrid}, rows without index level ${check.rowsWithoutSpot}`);
      const { withoutSettlement, withoutPreviousClose, withoutVix } = check.gaps;
      io.print(`  sessions without settlement ${withoutSettlement.length}, without previous close ${withoutPreviousClose.length}, without VIX ${withoutVix.length}`);
      const every = Math.ceil(check.coverage.length / MOST_MINUTES_SHOWN);
      const shown = check.coverage.filter((_, i) => i % every === 0);
      io.print(table(['minute', 'sessions', 'quoted'], shown.map((row) => [clockText(row.minute), String(row.sessions), percentText(row.quoted)])));
      io.result(check);
      return check.broken ? 3 : 0;
    },
  );

import { basename } from 'node:path';
import type { Command } from 'commander';
import { parseBars } from '../../../formats/index.ts';
import { levelsOfBars } from '../../../market/index.ts';
import { checkSeries, checkVix1d, readDailyCsv, readDailyRanges, readInput, reconstructedDataset, sha256, textOf, writeDataset } from '../../../store/index.ts';
import { onRun } from '../../command.ts';
import type { RootOption } from './options.ts';
import { dataCommand, wrapped } from './options.ts';

interface ReconstructOptions extends RootOption {
  readonly bars: string;
  readonly spx: string;
  readonly vix: string;
  readonly vix1d?: string;
  readonly dataset: string;
  readonly replace?: boolean;
}

const help = `
The index path is real; every quote is modelled from what was known at its
minute: the previous VIX close, the previous session's range, the gap, the moves
so far and, where given, VIX1D. docs/data.md shows how far modelled spreads lie
from recorded ones. Reports on such a dataset say so; it proves no edge.

Example:
  gamma data reconstruct --bars spx_5min.csv --spx spx_daily.csv \\
    --vix vix_daily.csv --vix1d vix1d_5min.csv --dataset modelled`;

/** `gamma data reconstruct`: 0DTE chains around a real index path. */
export const reconstructCommand = (): Command =>
  onRun<ReconstructOptions>(
    dataCommand('reconstruct', 'make a dataset of real index bars and modelled option quotes')
      .requiredOption('--bars <file>', 'index bars, 5 or 1 minute, stamped at their start')
      .requiredOption('--spx <file>', 'daily index, CSV with date, high, low and close')
      .requiredOption('--vix <file>', 'daily VIX, CSV with date and close')
      .option('--vix1d <file>', 'VIX1D bars, stamped at their start; halves the error')
      .requiredOption('--dataset <name>', 'name of the dataset')
      .option('--replace', 'replace a dataset of that name')
      .addHelpText('after', help),
    async (io, options) => {
      const inputs: { file: string; sha256: string }[] = [];
      const read = (path: string): string => {
        const bytes = readInput(path);
        inputs.push({ file: basename(path), sha256: sha256(bytes) });
        return textOf(bytes, basename(path));
      };
      const barsText = read(options.bars);
      const daily = read(options.spx);
      const { vix1d } = options;
      const files = { bars: basename(options.bars), spx: basename(options.spx), vix: basename(options.vix) };
      const series = { bars: parseBars(barsText, files.bars), closes: readDailyCsv(daily, files.spx), vixCloses: readDailyCsv(read(options.vix), files.vix) };
      checkSeries(series, files);
      const vix1dBars = vix1d === undefined ? undefined : parseBars(read(vix1d), basename(vix1d));
      if (vix1d !== undefined && vix1dBars !== undefined) checkVix1d(vix1dBars, basename(vix1d));
      const { made, sessions, leftOut } = reconstructedDataset(
        {
          ...series,
          ranges: readDailyRanges(daily, files.spx),
          vix1dAt: vix1dBars === undefined ? undefined : levelsOfBars(vix1dBars),
          inputs,
        },
        { replace: options.replace === true },
      );
      const progress = io.progress('sessions', sessions);
      const file = await writeDataset(options.root, options.dataset, { ...made, onDay: (done) => progress.update(done) });
      progress.end();
      const [first, last] = [file.days[0].date, file.days[file.days.length - 1].date];
      io.print(`${options.dataset}: ${sessions} sessions, ${first} to ${last}, grade reconstructed, hash ${file.contentHash.slice(0, 12)}`);
      io.print(`  quotes ${file.counts.quotes.toLocaleString('en-US')}`);
      io.print(wrapped(file.source, io.columns, '  '));
      if (leftOut.length > 0) io.print(`  left out ${leftOut.length} sessions:`);
      for (const { date, why } of leftOut.slice(0, 8)) io.print(`    ${date}  ${why}`);
      if (leftOut.length > 8) io.print(`    and ${leftOut.length - 8} more; --json lists all`);
      io.result({ dataset: options.dataset, sessions, first, last, grade: file.grade, quotes: file.counts.quotes, source: file.source, hash: file.contentHash, leftOut });
    },
  );

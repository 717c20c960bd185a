import { resolve } from 'node:path';
import type { Command } from 'commander';
import { reportData } from '../../report/index.ts';
import { parseReportFormats, readReportRun, reportFormats, writeReport } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { wrapped } from '../wrap.ts';

/** Words of a page as terminals print them: 80 columns, and the minus sign of every other command. */
const told = (words: string): string => wrapped(words.replaceAll('−', '-'), 80);

/** `gamma report`: a run told as a page, Markdown, JSON, CSV and charts. */
export const reportCommand = (): Command =>
  onRun<{ readonly format: string }>(
    command('report', 'write the report of a run: page, Markdown, JSON, CSV, charts as SVG and PNG')
      .argument('<run>', 'folder of a finished backtest')
      .option('--format <list>', `of ${reportFormats.join(', ')}`, 'html,md,json,csv,svg'),
    async (io, options, [folder]) => {
      const formats = parseReportFormats(options.format);
      const run = readReportRun(folder);
      const written = await writeReport(folder, run, formats);
      const { grade, name, verdict, sentence, warnings } = reportData(run);
      io.print(`Data grade ${grade}. ${name}: ${verdict}\n${told(sentence)}`);
      for (const warning of warnings) io.print(told(`! ${warning}`));
      io.print(`\n${resolve(written[0])}${written.length > 1 ? ` and ${written.length - 1} more files` : ''}`);
      io.result({ grade, name, verdict, sentence, warnings, files: written });
    },
  );

import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { parseBars } from '../../../formats/index.ts';
import { isFault, levelsOfBars } from '../../../market/index.ts';
import type { DatasetAudit } from '../../../store/index.ts';
import { auditDataset, chartSvg, readDescription, readInput, textOf, writeFileAtomic } from '../../../store/index.ts';
import { onRun } from '../../command.ts';
import { auditCharts, auditPage } from '../../data-audit/page.ts';
import { table } from '../../format.ts';
import type { Io } from '../../io.ts';
import type { RootOption } from './options.ts';
import { dataCommand, wrapped } from './options.ts';

interface AuditOptions extends RootOption {
  readonly bars?: string;
  readonly strict?: boolean;
  readonly out?: string;
}

const help = `
Each session starts at a trust of 100 and loses 25 for a fault and 5 for a
warning. Faults: crossed, ask-zero, strike-grid, stale-index, time-shift. With index bars
(5 or 1 minute, stamped at their start) the index and the clock are held against
them too; without, the clock is tested by how option values decay.

Examples:
  gamma data audit panel
  gamma data audit panel --bars spx_5min.csv.gz --out reports/audit --strict`;

const MOST_SHOWN = 5;

const print = (io: Io, audit: DatasetAudit): void => {
  io.print(`${audit.dataset}: ${audit.sessions} sessions, grade ${audit.grade}, median trust ${audit.trust} of 100, ${audit.hasFaults ? 'WITH FAULTS' : 'no faults'}`);
  for (const finding of audit.findings) io.print(wrapped(`${isFault(finding) ? 'FAULT' : 'warning'} ${finding.code}: ${finding.detail}`, io.columns, '  '));
  const counts = Object.entries(audit.counts).sort(([, a], [, b]) => b - a);
  if (counts.length > 0) io.print(`\n${table(['finding', 'sessions'], counts.map(([code, n]) => [code, String(n)]))}`);
  const clock = audit.shifts.map((test) => [test.season, test.against, String(test.rows), String(test.shift)]);
  if (clock.length > 0) io.print(`\n${table(['clock, season', 'held against', 'rows', 'minutes off'], clock)}`);
  const worst = audit.days.toSorted((a, b) => a.trust - b.trust || (a.date < b.date ? -1 : 1)).filter(({ trust }) => trust < 100);
  if (worst.length === 0) return;
  io.print('\nleast trusted sessions');
  for (const { date, trust, findings } of worst.slice(0, MOST_SHOWN)) {
    io.print(`  ${date}  ${trust}`);
    for (const { code, detail } of findings) io.print(wrapped(`${code}: ${detail}`, io.columns, '    '));
  }
};

/** `gamma data audit`: how far a dataset's quotes can be believed, session by session. */
export const auditDataCommand = (): Command =>
  onRun<AuditOptions>(
    dataCommand('audit', 'measure coverage, quotes, parity, index and clock of every session; a trust score each')
      .argument('<dataset>')
      .option('--bars <file>', 'index bars of another source, CSV or gzipped CSV')
      .option('--out <folder>', 'also write index.html and audit.json there')
      .option('--strict', 'exit 4 when there is a fault')
      .addHelpText('after', help),
    async (io, options, [name]) => {
      const { bars } = options;
      const levelAt = bars === undefined ? undefined : levelsOfBars(parseBars(textOf(readInput(bars), basename(bars)), basename(bars)));
      const progress = io.progress('auditing', readDescription(options.root, name).days.length);
      const audit = await auditDataset(options.root, name, levelAt, (done) => progress.update(done));
      progress.end();
      print(io, audit);
      if (options.out !== undefined) {
        const svgs: string[] = [];
        for (const { spec } of auditCharts(audit)) svgs.push(await chartSvg(spec));
        writeFileAtomic(join(options.out, 'index.html'), auditPage(audit, svgs));
        writeFileAtomic(join(options.out, 'audit.json'), `${JSON.stringify(audit, null, 1)}\n`);
        io.print(`\nreport: ${join(options.out, 'index.html')}`);
      }
      io.result(audit);
      return options.strict === true && audit.hasFaults ? 4 : 0;
    },
  );

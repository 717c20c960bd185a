import { figureText } from '../../compat/index.ts';
import type { ReproduceReport } from './report.ts';
import { countsText, hasLadder, ladderCells, ladderHeader, ladderNote, rangeText, tablesOf } from './report.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;');

const table = (header: readonly string[], words: readonly number[], rows: readonly (readonly string[])[]): string =>
  [header, header.map((_, i) => (words.includes(i) ? '---' : '---:')), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const ladder = (report: ReproduceReport): string[] =>
  hasLadder(report)
    ? [
        '## From the published method to an honest one',
        ...(report.paragraph === '' ? [] : [report.paragraph]), ladderNote,
        table(ladderHeader, [0], report.ladder.map(ladderCells)),
        report.ladder.map(({ title, change }) => `- **${title}.** ${cell(change)}`).join('\n'),
        '![A year of the account, step by step](charts/ladder.svg)',
      ]
    : [];

/** The report as Markdown. */
export const reproduceMarkdown = (report: ReproduceReport): string =>
  `${[
    '# What was published, and what of it holds',
    `${report.rows.length} published figures: ${countsText(report.rows)}.`,
    'A drawn figure is *reproduced* within half a percent; *within-range* when it lies between our seeds, or our mean lies in the range an independent re-implementation found; a statement that follows from other published figures is right or *contradicted*.',
    ...ladder(report),
    ...tablesOf(report.rows).flatMap(({ title, note, lines }) => [
      `## ${title}`, note,
      table(['Figure', 'Published', 'Ours', 'Range', 'Status', 'Why'], [0, 4, 5], lines.map(({ row, figure }) => [
        figure.label, figureText(row.published, figure.unit), figureText(row.ours, figure.unit), rangeText(row, figure), row.status, row.why,
      ])),
    ]),
    '## Sources',
    report.sources.map((source) => `- ${cell(source)}`).join('\n'),
  ].join('\n\n')}\n`;

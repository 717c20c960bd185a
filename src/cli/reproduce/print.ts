import { figureText } from '../../compat/index.ts';
import { table } from '../format.ts';
import type { ReportTable, ReproduceReport } from './report.ts';
import { countsText, ladderCells, ladderHeader, rangeText, tablesOf } from './report.ts';

/** Text broken at spaces so that no line is longer than the width; continued lines are indented. */
const wrapped = (text: string, width: number, indent: string): string => {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== '' && `${last} ${word}`.length > width) lines.push(`${indent}${word}`);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
};

/** Dollars without their sign: aligned numbers read better. */
const plain = (text: string): string => text.replaceAll('$', '');

/** Columns from which ranges fit beside the figures. */
const WIDE = 110;

const tableText = ({ title, note, lines }: ReportTable, columns: number): string => {
  const isWide = columns >= WIDE;
  const shown = lines.filter(({ row }) => row.status !== 'needs-data');
  const waiting = lines.filter(({ row }) => row.status === 'needs-data');
  const header = ['figure', 'published', 'ours', ...(isWide ? ['range'] : []), 'status'];
  const rows = shown.map(({ row, figure }) => [
    figure.label, ...[figureText(row.published, figure.unit), figureText(row.ours, figure.unit), ...(isWide ? [rangeText(row, figure)] : [])].map(plain), row.status,
  ]);
  const reasons = shown
    .filter(({ row }) => row.status === 'contradicted' || row.status === 'not-reproducible')
    .map(({ row, figure }) => wrapped(`- ${figure.label}: ${row.why}`, columns, '  '));
  const flags = [...new Set(waiting.map(({ figure }) => (figure.needs === 'dataset' ? '--dataset' : '--spx and --vix')))];
  return [
    title.toUpperCase(), wrapped(note, columns, ''),
    ...(rows.length > 0 ? ['', table(header, rows)] : []),
    ...(reasons.length > 0 ? ['', ...reasons] : []),
    ...(waiting.length > 0 ? ['', `${waiting.length} more figures need ${flags.join(', or ')}.`] : []),
  ].join('\n');
};

/** The ladder as text: on a narrow terminal without the number of trades. */
const ladderText = ({ ladder, paragraph }: ReproduceReport, columns: number): string => {
  const fits = (cells: readonly string[]): string[] => (columns >= WIDE ? [...cells] : cells.filter((_, i) => i !== 1));
  return [
    'FROM THE PUBLISHED METHOD TO AN HONEST ONE', '', table(fits(ladderHeader), ladder.map((rung) => fits(ladderCells(rung).map(plain)))),
    ...(paragraph === '' ? [] : ['', wrapped(paragraph, columns, '')]),
  ].join('\n');
};

/** The report for a terminal of so many columns. */
export const reproduceText = (report: ReproduceReport, columns: number): string => {
  const width = Math.min(columns, 120);
  return [
    ...tablesOf(report.rows).map((each) => tableText(each, width)),
    ...(report.ladder.length > 0 ? [ladderText(report, width)] : []),
    wrapped(`${report.rows.length} figures: ${countsText(report.rows)}.`, width, ''),
  ].join('\n\n\n');
};

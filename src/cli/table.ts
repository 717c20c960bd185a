/** One cell of a printed table. */
export type Cell = string | number;

/** Rows as aligned text: the first column to the left, the others to the right, two spaces between. */
export const table = (header: readonly string[], rows: readonly (readonly Cell[])[]): string => {
  const texts = [header, ...rows.map((row) => row.map(String))];
  const widths = header.map((_, column) => Math.max(...texts.map((row) => (row[column] ?? '').length)));
  return texts
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ').trimEnd())
    .join('\n');
};

export { dollarText, percentText } from '../kernel/index.ts';

import { DataError, didYouMean, mustBe } from '../kernel/index.ts';

/** Reads the cell of a named column; a column the file does not have reads as empty. */
export type CellsOf = (cells: readonly string[]) => (column: string) => string;

/**
 * Reads a table's cells by column name.
 *
 * @param needed columns without which the file is of another layout
 * @throws DataError `wrong-header` naming the missing column
 */
export const cellsBy = (columns: readonly string[], needed: readonly string[], file: string): CellsOf => {
  const missing = needed.find((name) => !columns.includes(name));
  if (missing !== undefined) {
    throw new DataError('wrong-header', mustBe(`header of ${file}`, `with a column ${missing}`, columns.join(','), didYouMean(missing, columns)));
  }
  const places = new Map(columns.map((name, place) => [name, place]));
  return (cells) => (column) => cells[places.get(column) ?? -1] ?? '';
};

/** Whether a header line has all of some columns. */
export const hasColumns = (line: string | undefined, columns: readonly string[]): boolean => {
  const found = new Set((line ?? '').replaceAll('"', '').split(',').map((cell) => cell.trim()));
  return columns.every((column) => found.has(column));
};

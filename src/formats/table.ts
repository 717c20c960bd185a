import type { Label } from './labels.ts';

/** A file of rows as text cells, whatever it was on disk. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly string[]>;
}

/** A file to import: its first lines, and a table whose header stands on a given line. */
export interface ChainSource {
  readonly name: string;
  /** First lines, at most 10. */
  readonly head: readonly string[];
  /** @param headerLine 0 for the first line */
  readonly table: (headerLine: number) => Table;
  /** The whole file, for layouts that are one document. */
  readonly text: () => string;
}

/** Cells of one CSV line; a quoted cell may hold commas and doubled quotes, not line ends. */
export const csvCells = (line: string): string[] => {
  if (!line.includes('"')) return line.split(',').map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '"' && quoted && line[i + 1] === '"') cell += line[i++];
    else if (line[i] === '"') quoted = !quoted;
    else if (line[i] === ',' && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += line[i];
  }
  cells.push(cell.trim());
  return cells;
};

function* rowsFrom(lines: readonly string[], first: number): Generator<string[]> {
  for (let i = first; i < lines.length; i++) if (lines[i] !== '') yield csvCells(lines[i]);
}

/** A CSV file's text as a source; a byte order mark and Windows line ends are dropped. */
export const csvSource = (name: string, text: string): ChainSource => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return {
    name,
    head: lines.slice(0, 10),
    text: () => text,
    table: (headerLine) => ({ columns: csvCells(lines[headerLine] ?? ''), rows: rowsFrom(lines, headerLine + 1) }),
  };
};

/** NaN for an empty cell, undefined for text that is no number. */
export const numberOf = (cell: string | undefined): number | undefined => {
  if (cell === undefined || cell === '') return Number.NaN;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
};

/**
 * Minutes after midnight of `HH:MM` or `HH:MM:SS`; undefined for other text.
 *
 * Seconds round up: what happened within a minute is known at its end, not at its start.
 */
export const minuteOf = (cell: string | undefined): number | undefined => {
  const found = /^(\d{1,2}):(\d\d)(?::(\d\d(?:\.\d+)?))?$/.exec(cell ?? '');
  return found === null ? undefined : Number(found[1]) * 60 + Number(found[2]) + (Number(found[3] ?? 0) > 0 ? 1 : 0);
};

/** Date and minute of `YYYY-MM-DD HH:MM:SS` or with a `T`, New York time. */
export const labelOfCell = (cell: string): Label => {
  const [date = '', time = ''] = cell.split(/[ T]/);
  return { date: dateOfCell(date), minute: minuteOf(time) };
};

/** `YYYY-MM-DD` of `YYYY-MM-DD`, `YYYYMMDD` or `MM/DD/YYYY`; other text comes back as it is, for the calendar to refuse. */
export const dateOfCell = (cell: string | undefined): string => {
  const found = /^(\d{4})(\d\d)(\d\d)$/.exec(cell ?? '');
  if (found !== null) return `${found[1]}-${found[2]}-${found[3]}`;
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell ?? '');
  return american === null ? (cell ?? '') : `${american[3]}-${american[1].padStart(2, '0')}-${american[2].padStart(2, '0')}`;
};

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
    table: (headerLine) => ({ columns: csvCells(lines[headerLine] ?? ''), rows: rowsFrom(lines, headerLine + 1) }),
  };
};

/** NaN for an empty cell, undefined for text that is no number. */
export const numberOf = (cell: string | undefined): number | undefined => {
  if (cell === undefined || cell === '') return Number.NaN;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
};

/** Minutes after midnight of `HH:MM` or `HH:MM:SS`, seconds dropped; undefined for other text. */
export const minuteOf = (cell: string | undefined): number | undefined => {
  const found = /^(\d{1,2}):(\d\d)(:\d\d(\.\d+)?)?$/.exec(cell ?? '');
  return found === null ? undefined : Number(found[1]) * 60 + Number(found[2]);
};

/** `YYYY-MM-DD` of `YYYY-MM-DD` or `YYYYMMDD`; other text comes back as it is, for the calendar to refuse. */
export const dateOfCell = (cell: string | undefined): string => {
  const found = /^(\d{4})(\d\d)(\d\d)$/.exec(cell ?? '');
  return found === null ? (cell ?? '') : `${found[1]}-${found[2]}-${found[3]}`;
};

import { DataError, mustBe } from '../kernel/index.ts';

/** One day of an index, points. */
export interface DailyBar {
  readonly date: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

const isoDate = (cell: string): string => {
  const american = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(cell);
  return american === null ? cell : `${american[3]}-${american[1]}-${american[2]}`;
};

/** Named columns of a daily file by date, ascending. @param sound what the numbers of a line must satisfy */
const readColumns = (text: string, file: string, names: readonly string[], sound: (row: readonly number[]) => boolean): [string, number[]][] => {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const found = header.split(',').map((cell) => cell.trim().toLowerCase());
  const [dateAt, ...places] = ['date', ...names].map((name) => found.indexOf(name));
  if (dateAt < 0 || places.includes(-1)) {
    throw new DataError('wrong-header', mustBe(`header of ${file}`, `with columns date, ${names.join(', ')}`, header, 'give a daily CSV'));
  }
  const rows = new Map<string, number[]>();
  lines.forEach((line, i) => {
    if (line.trim() === '') return;
    const cells = line.split(',');
    const date = isoDate((cells[dateAt] ?? '').trim());
    const values = places.map((place) => Number.parseFloat(cells[place] ?? ''));
    const where = `line ${i + 2} of ${file}`;
    if (!/^\d{4}-\d\d-\d\d$/.test(date) || !values.every((value) => value > 0) || !sound(values)) {
      throw new DataError('bad-bar', mustBe(where, `a date and sound prices (${names.join(', ')})`, line, 'correct the line'));
    }
    if (rows.has(date)) throw new DataError('bad-bar', mustBe(where, 'of a date not given before', date, 'remove one of the two'));
    rows.set(date, values);
  });
  if (rows.size === 0) throw new DataError('no-bars', mustBe(file, 'a file with at least one day', 'none', 'give a daily CSV'));
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
};

/**
 * Reads a daily file of an index: columns date, open, high, low, close in any order and case; others are ignored.
 *
 * @param text CSV; dates as YYYY-MM-DD or MM/DD/YYYY
 * @param file its name, for messages
 * @returns bars, dates ascending
 * @throws DataError naming the line when a column is missing, a bar is no bar, or a date stands twice
 */
export const readDailyBars = (text: string, file: string): DailyBar[] =>
  readColumns(text, file, ['open', 'high', 'low', 'close'], ([open, high, low, close]) => low <= Math.min(open, close) && high >= Math.max(open, close))
    .map(([date, [open, high, low, close]]) => ({ date, open, high, low, close }));

/** Reads the closes of a daily file by date. @throws DataError as readDailyBars does */
export const readDailyCloses = (text: string, file: string): Map<string, number> =>
  new Map(readColumns(text, file, ['close'], () => true).map(([date, [close]]) => [date, close]));

import { clockText, DataError, mustBe } from '../kernel/index.ts';
import { newYorkTime } from '../market/index.ts';
import { hasColumns } from './cells.ts';
import { csvCells, dateOfCell, minuteOf, numberOf } from './table.ts';

/** One bar of an index. */
export interface Bar {
  /** New York date. */
  readonly date: string;
  /** Minute after midnight, New York, at which the bar starts. */
  readonly start: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

interface BarLayout {
  readonly id: string;
  readonly sniff: (first: string) => boolean;
  readonly hasHeader: boolean;
  /** Date and start of a row's bar; all layouts stamp the start. */
  readonly label: (cell: (column: string) => string, cells: readonly string[]) => { readonly date: string; readonly minute: number | undefined };
  /** Places of open, high, low and close when there is no header. */
  readonly places?: readonly number[];
}

const prices = ['open', 'high', 'low', 'close'] as const;

const localLabel = (text: string): { readonly date: string; readonly minute: number | undefined } => {
  const [date = '', time = ''] = text.replace(/[+-]\d\d:\d\d$/, '').split(/[ T]/);
  return { date: dateOfCell(date), minute: minuteOf(time) };
};

/** Layouts of index bars, all stamped at the start of the bar. */
const barLayouts: readonly BarLayout[] = [
  {
    id: 'tradingview',
    sniff: (first) => hasColumns(first, ['unix', ...prices]),
    hasHeader: true,
    label: (cell) => {
      const seconds = numberOf(cell('unix'));
      return seconds === undefined || Number.isNaN(seconds) ? { date: '', minute: undefined } : newYorkTime(seconds * 1000);
    },
  },
  {
    id: 'date-and-time',
    sniff: (first) => hasColumns(first, ['date', 'time_et', ...prices]),
    hasHeader: true,
    label: (cell) => ({ date: dateOfCell(cell('date')), minute: minuteOf(cell('time_et')) }),
  },
  {
    id: 'datetime',
    sniff: (first) => hasColumns(first, ['datetime', ...prices]),
    hasHeader: true,
    label: (cell) => localLabel(cell('datetime')),
  },
  {
    id: 'firstrate',
    sniff: (first) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(,[\d.]+){4}/.test(first),
    hasHeader: false,
    label: (_, cells) => localLabel(cells[0]),
    places: [1, 2, 3, 4],
  },
];

const inOrder = (bars: readonly Bar[], file: string): Bar[] => {
  const sorted = bars.toSorted((a, b) => (a.date === b.date ? a.start - b.start : a.date < b.date ? -1 : 1));
  return sorted.filter((bar, i) => {
    const before = sorted[i - 1];
    if (i === 0 || bar.date !== before.date || bar.start !== before.start) return true;
    if (prices.every((name) => bar[name] === before[name])) return false;
    throw new DataError('bad-bar', mustBe(`bars of ${file}`, 'one a time', `two that differ at ${bar.date} ${clockText(bar.start)}`, 'remove one'));
  });
};

/**
 * Reads index bars of any length: `unix,...` (seconds), `date,time_et,...`, `datetime,...` or a file without header.
 *
 * @param file its name, for messages
 * @returns bars ascending; one told twice in the same words counts once
 * @throws DataError when the layout is none of these, a row is no bar (a price beyond its high or low, no time), or two bars of one time differ
 * @example parseBars(text, 'spx_5min.csv')[0].start // 570: the bar that opens at 9:30
 */
export const parseBars = (text: string, file: string): Bar[] => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line !== '');
  const layout = barLayouts.find(({ sniff }) => sniff(lines[0] ?? ''));
  if (layout === undefined) {
    throw new DataError('wrong-header', mustBe(`header of ${file}`, 'unix,open,high,low,close or datetime,open,high,low,close', lines[0] ?? '', 'give bars stamped at their start'));
  }
  const header = csvCells(lines[0]).map((cell) => cell.toLowerCase());
  const places = layout.places ?? prices.map((name) => header.indexOf(name));
  const bars = lines.slice(layout.hasHeader ? 1 : 0).map((line, i) => {
    const cells = csvCells(line);
    const { date, minute } = layout.label((column) => cells[header.indexOf(column)] ?? '', cells);
    const [open, high, low, close] = places.map((place) => numberOf(cells[place]) ?? Number.NaN);
    if (minute === undefined || !(low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close) && high < Infinity)) {
      throw new DataError('bad-bar', mustBe(`line ${i + 1 + (layout.hasHeader ? 1 : 0)} of ${file}`, 'a time and four prices, none beyond its high and low', line, 'correct the line'));
    }
    return { date, start: minute, open, high, low, close };
  });
  return inOrder(bars, file);
};

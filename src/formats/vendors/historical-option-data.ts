import { CALENDAR_FIRST, CALENDAR_LAST, closeMinuteOf, isSession } from '../../market/index.ts';
import { cellsBy, hasColumns } from '../cells.ts';
import type { CellsOf } from '../cells.ts';
import { defineChainFormat } from '../define-chain-format.ts';
import { rightOf, screening } from '../screen.ts';
import { dateOfCell, numberOf } from '../table.ts';

interface Layout {
  readonly symbol: string;
  readonly date: string;
  readonly level: string;
  readonly type: string;
  readonly expiry: string;
  readonly strike: string;
  readonly bid: string;
  readonly ask: string;
  readonly openInterest: string;
}

const current: Layout = {
  symbol: 'OptionSymbol', date: 'DataDate', level: 'UnderlyingPrice', type: 'Type', expiry: 'Expiration', strike: 'Strike',
  bid: 'Bid', ask: 'Ask', openInterest: 'OpenInterest',
};
const older: Layout = {
  symbol: 'optionroot', date: 'quotedate', level: 'underlying_last', type: 'type', expiry: 'expiration', strike: 'strike',
  bid: 'bid', ask: 'ask', openInterest: 'openinterest',
};

/** The letters a contract's symbol begins with. */
const rootOf = (symbol: string): string => /^[A-Z]+/.exec(symbol)?.[0] ?? '';

const isKnownSession = (date: string): boolean => date >= CALENDAR_FIRST && date <= CALENDAR_LAST && isSession(date);

/** End of day, the only time the layout has; left to the screen when the date is no session. */
const labelOf = (date: string): { readonly date: string; readonly minute: number | undefined } => ({
  date,
  minute: isKnownSession(date) ? closeMinuteOf(date) : undefined,
});

const layoutOf = (columns: readonly string[]): Layout => (columns.includes(current.symbol) ? current : older);

const readRow = (cell: ReturnType<CellsOf>, layout: Layout) => ({
  root: rootOf(cell(layout.symbol)),
  ...labelOf(dateOfCell(cell(layout.date))),
  expiry: dateOfCell(cell(layout.expiry)),
  right: rightOf(cell(layout.type)),
  strike: numberOf(cell(layout.strike)),
  bid: numberOf(cell(layout.bid)),
  ask: numberOf(cell(layout.ask)),
  spot: numberOf(cell(layout.level)),
  openInterest: numberOf(cell(layout.openInterest)),
});

/** HistoricalOptionData L2 and L3 files, and the lower-case layout before them: end-of-day quotes. */
export const historicalOptionData = defineChainFormat({
  id: 'historicaloptiondata',
  title: 'HistoricalOptionData end-of-day quotes (L2, L3 and the older lower-case layout)',
  grade: 'recorded',
  quotes: 'quotes',
  stamp: { at: 'end', zone: 'America/New_York' },
  header: `${Object.values(current).join(',')} or ${Object.values(older).join(',')}`,
  sniff: ([first]) => hasColumns(first, Object.values(current)) || hasColumns(first, Object.values(older)),
  open: (source, sink) => {
    const { columns } = source;
    const layout = layoutOf(columns);
    const cellsOf = cellsBy(columns, Object.values(layout), source.name);
    const screen = screening(source.name, sink);
    return { row: (cells) => screen(readRow(cellsOf(cells), layout)) };
  },
});

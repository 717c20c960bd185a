import { cellsBy, hasColumns } from '../cells.ts';
import { defineChainFormat } from '../define-chain-format.ts';
import { rightOf, screening } from '../screen.ts';
import { dateOfCell, labelOfCell, numberOf } from '../table.ts';

const needed = ['underlying_symbol', 'quote_datetime', 'root', 'expiration', 'strike', 'option_type', 'bid', 'ask', 'underlying_bid', 'underlying_ask'];

/** Middle of the index's own bid and ask; NaN when the vendor left them at 0. */
export const middleLevel = (bid: number | undefined, ask: number | undefined): number | undefined => {
  if (bid === undefined || ask === undefined) return undefined;
  return bid > 0 && ask > 0 ? (bid + ask) / 2 : Number.NaN;
};

/** Option Quotes of Cboe DataShop at intervals, with or without the calculations and open interest. */
export const datashopIntervals = defineChainFormat({
  id: 'datashop-intervals',
  title: 'Cboe DataShop option quotes at intervals',
  grade: 'recorded',
  quotes: 'quotes',
  stamp: { at: 'end', zone: 'America/New_York' },
  header: needed.join(','),
  sniff: ([first]) => hasColumns(first, needed),
  plain: {
    root: 'root', time: 'quote_datetime', expiry: 'expiration', right: 'option_type', strike: 'strike', bid: 'bid', ask: 'ask',
    index: ['underlying_bid', 'underlying_ask'], openInterest: 'open_interest',
  },
  open: (source, sink) => {
    const { columns } = source;
    const cellsOf = cellsBy(columns, needed, source.name);
    const screen = screening(source.name, sink);
    return {
      row: (cells) => {
        const cell = cellsOf(cells);
        screen({
          root: cell('root'),
          ...labelOfCell(cell('quote_datetime')),
          expiry: dateOfCell(cell('expiration')),
          right: rightOf(cell('option_type')),
          strike: numberOf(cell('strike')),
          bid: numberOf(cell('bid')),
          ask: numberOf(cell('ask')),
          spot: middleLevel(numberOf(cell('underlying_bid')), numberOf(cell('underlying_ask'))),
          openInterest: numberOf(cell('open_interest')),
        });
      },
    };
  },
});

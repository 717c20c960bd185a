import { DataError, mustBe } from '../../kernel/index.ts';
import { closeMinuteOf } from '../../market/index.ts';
import { cellsBy, hasColumns } from '../cells.ts';
import { defineChainFormat } from '../define-chain-format.ts';
import { rightOf, screening } from '../screen.ts';
import { dateOfCell, numberOf } from '../table.ts';
import { middleLevel } from './datashop-intervals.ts';

const needed = ['quote_date', 'expiration', 'strike', 'option_type', 'bid_1545', 'ask_1545'];

/** Minutes before the close of the snapshot the vendor calls 1545: 15:45, and 12:45 on a half day. */
const BEFORE_CLOSE = 15;

const rootInName = (name: string): string => {
  const found = /(?:^|[^a-z])(spxw|spx)(?![a-z])/i.exec(name);
  if (found !== null) return found[1].toUpperCase();
  throw new DataError('no-root', mustBe(`header of ${name}`, 'with a column root', 'none, and no spxw in the file name', 'export with root, or name the file by it'));
};

/** End-of-day option quotes of Cboe DataShop: their 15:45 snapshot; the quotes after the close are not used. */
export const datashopEod = defineChainFormat({
  id: 'datashop-eod',
  title: 'Cboe DataShop end-of-day option quotes (15:45 snapshot)',
  grade: 'recorded',
  quotes: 'quotes',
  stamp: { at: 'end', zone: 'America/New_York' },
  header: needed.join(','),
  sniff: ([first]) => hasColumns(first, needed),
  open: (source, sink) => {
    const { columns } = source;
    const cellsOf = cellsBy(columns, needed, source.name);
    const root = columns.includes('root') ? undefined : rootInName(source.name);
    const screen = screening(source.name, sink);
    let date = '';
    let minute = 0;
    return {
      row: (cells) => {
        const cell = cellsOf(cells);
        const given = dateOfCell(cell('quote_date'));
        if (given !== date) {
          date = given;
          minute = closeMinuteOf(given) - BEFORE_CLOSE;
        }
        screen({
          root: root ?? cell('root'),
          date,
          minute,
          expiry: dateOfCell(cell('expiration')),
          right: rightOf(cell('option_type')),
          strike: numberOf(cell('strike')),
          bid: numberOf(cell('bid_1545')),
          ask: numberOf(cell('ask_1545')),
          spot: middleLevel(numberOf(cell('underlying_bid_1545')), numberOf(cell('underlying_ask_1545'))),
          openInterest: numberOf(cell('open_interest')),
        });
      },
    };
  },
});

import type { Right } from '../../market/index.ts';
import { cellsBy, hasColumns } from '../cells.ts';
import { defineChainFormat } from '../define-chain-format.ts';
import { oneSided, screening } from '../screen.ts';
import { dateOfCell, numberOf } from '../table.ts';

const needed = ['ticker', 'tradeDate', 'expirDate', 'strike', 'stockPrice', 'callBidPrice', 'callAskPrice', 'putBidPrice', 'putAskPrice', 'snapShotEstTime', 'expiryTod'];

const sides: readonly Right[] = ['put', 'call'];

/** Minute of `935` or `1415`, New York; undefined for other text. */
const minuteOfClock = (cell: string): number | undefined => {
  const found = /^(\d{1,2})(\d\d)$/.exec(cell);
  return found === null ? undefined : Number(found[1]) * 60 + Number(found[2]);
};

/** SPX lists both series under one ticker; the column says whether the expiry settles in the morning. */
const rootOf = (ticker: string, timeOfDay: string): string => {
  if (ticker !== 'SPX' && ticker !== 'SPXW') return ticker;
  return timeOfDay.toLowerCase() === 'am' ? 'SPX' : 'SPXW';
};

/** ORATS one-minute chains: one row a strike, call and put side by side. */
export const orats = defineChainFormat({
  id: 'orats-minute',
  title: 'ORATS one-minute chains (call and put in one row)',
  grade: 'recorded',
  quotes: 'quotes',
  stamp: { at: 'end', zone: 'America/New_York' },
  header: needed.join(','),
  sniff: ([first]) => hasColumns(first, needed),
  open: (source, sink) => {
    const { columns } = source;
    const cellsOf = cellsBy(columns, needed, source.name);
    const screen = screening(source.name, sink);
    return {
      row: (cells) => {
        const cell = cellsOf(cells);
        const shared = {
          root: rootOf(cell('ticker'), cell('expiryTod')),
          date: dateOfCell(cell('tradeDate')),
          minute: minuteOfClock(cell('snapShotEstTime')),
          expiry: dateOfCell(cell('expirDate')),
          strike: numberOf(cell('strike')),
          spot: numberOf(cell('stockPrice')),
        };
        for (const right of sides) {
          const prices = oneSided(numberOf(cell(`${right}BidPrice`)), numberOf(cell(`${right}AskPrice`)));
          screen({ ...shared, right, ...prices, openInterest: numberOf(cell(`${right}OpenInterest`)) });
        }
      },
    };
  },
});

import { DataError, mustBe } from '../kernel/index.ts';
import { defineChainFormat } from './define-chain-format.ts';
import { pageTime } from './page-date.ts';
import { rightOf, screening } from './screen.ts';
import { csvCells, numberOf } from './table.ts';

const header = 'Expiration Date,Calls,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest,Strike,Puts,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest';

/** Column numbers of the call side; the put side's follow the strike. */
const call = { symbol: 1, bid: 4, ask: 5, openInterest: 10 } as const;
const put = { symbol: 12, bid: 15, ask: 16, openInterest: 21 } as const;

const headerLineOf = (head: readonly string[]): number => head.findIndex((line) => line.startsWith(header));

const labelled = (head: readonly string[], label: string): string =>
  head.flatMap(csvCells).find((cell) => cell.startsWith(label))?.slice(label.length).trim() ?? '';

/** Root, expiry, right and strike of an option symbol as the options clearing corporation writes it. */
const symbolOf = (symbol: string) => {
  const found = /^([A-Z]+)(\d\d)(\d\d)(\d\d)([CP])(\d{8})$/.exec(symbol);
  if (found === null) return { root: '', expiry: '', right: undefined, strike: undefined };
  const [, root, year, month, day, right, thousandths] = found;
  return { root, expiry: `20${year}-${month}-${day}`, right: rightOf(right), strike: Number(thousandths) / 1000 };
};

/**
 * The delayed quote page of Cboe's website, saved as CSV: one row holds a strike's call and put.
 *
 * Quotes are about 15 minutes older than the page's time, which is the only time the file states; the index print is as
 * old as the quotes.
 */
export const cboeQuotedata = defineChainFormat({
  id: 'cboe-quotedata',
  title: 'Cboe website quote table (one page, all expiries)',
  grade: 'recorded',
  quotes: 'quotes',
  stamp: { at: 'end', zone: 'as printed on the page' },
  header: `three lines of preamble, then "${header.slice(0, 40)}..."`,
  sniff: (head) => headerLineOf(head) > 0,
  read: (source, sink) => {
    const printed = labelled(source.head, 'Date:');
    const time = pageTime(printed);
    if (time === undefined) {
      throw new DataError('bad-date', mustBe(`date line of ${source.name}`, 'a date, time and zone', printed, 'save the page again'));
    }
    const spot = numberOf(labelled(source.head, 'Last:'));
    const screen = screening(source.name, sink);
    for (const cells of source.table(headerLineOf(source.head)).rows) {
      for (const side of [put, call]) {
        screen({
          ...symbolOf(cells[side.symbol] ?? ''),
          ...time,
          bid: numberOf(cells[side.bid]),
          ask: numberOf(cells[side.ask]),
          spot,
          openInterest: numberOf(cells[side.openInterest]),
        });
      }
    }
  },
});

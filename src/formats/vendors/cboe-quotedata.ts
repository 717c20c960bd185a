import { clockText, DataError, mustBe } from '../../kernel/index.ts';
import { contractOf } from '../contract.ts';
import { defineChainFormat } from '../define-chain-format.ts';
import { pageTime } from './page-date.ts';
import { screening } from '../screen.ts';
import { csvCells, numberOf } from '../table.ts';

const header = 'Expiration Date,Calls,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest,Strike,Puts,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest';

/** Column numbers of the call side; the put side's follow the strike. */
const call = { symbol: 1, bid: 4, ask: 5, openInterest: 10 } as const;
const put = { symbol: 12, bid: 15, ask: 16, openInterest: 21 } as const;

const headerLineOf = (head: readonly string[]): number => head.findIndex((line) => line.startsWith(header));

const labelled = (head: readonly string[], label: string): string =>
  head.flatMap(csvCells).find((cell) => cell.startsWith(label))?.slice(label.length).trim() ?? '';

/** The page's time as printed: it may hold a comma without being quoted. */
const printedTime = (head: readonly string[]): string => {
  const line = head.find((text) => /^"?Date:/.test(text)) ?? '';
  return line.replaceAll('"', '').replace(/,\s*Bid:.*$/, '').replace(/^Date:/, '').trim();
};

/** Whether a browser in English printed the date: `July 12, 2022, 11:55 AM EDT`. */
const isEnglish = (printed: string): boolean => /^[A-Z][a-z]+ \d{1,2}, \d{4}/.test(printed);

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
  headerLine: headerLineOf,
  open: (source, sink) => {
    const printed = printedTime(source.head);
    const time = pageTime(printed);
    if (time === undefined) {
      throw new DataError('bad-date', mustBe(`date line of ${source.name}`, 'a date, time and zone', printed, 'save the page again'));
    }
    if (!isEnglish(printed)) sink.note?.('localised-date', `${source.name}: "${printed}" was read as ${time.date} ${clockText(time.minute)} in New York`);
    const spot = numberOf(labelled(source.head, 'Last:'));
    const screen = screening(source.name, sink);
    return {
      row: (cells) => {
        for (const side of [put, call]) {
          screen({
            ...contractOf(cells[side.symbol] ?? ''),
            ...time,
            bid: numberOf(cells[side.bid]),
            ask: numberOf(cells[side.ask]),
            spot,
            openInterest: numberOf(cells[side.openInterest]),
          });
        }
      },
    };
  },
});

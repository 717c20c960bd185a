import { newYorkTime } from '../../market/index.ts';
import { cellsBy, hasColumns } from '../cells.ts';
import { contractOf } from '../contract.ts';
import { defineChainFormat } from '../define-chain-format.ts';
import { labelOfInstant, msOfNanoseconds } from '../labels.ts';
import { quoteTape } from '../quote-tape.ts';
import { oneSided, screening } from '../screen.ts';
import { numberOf } from '../table.ts';

const quoteColumns = ['ticker', 'ask_exchange', 'ask_price', 'ask_size', 'bid_exchange', 'bid_price', 'bid_size', 'sequence_number', 'sip_timestamp'];
const barColumns = ['ticker', 'volume', 'open', 'close', 'high', 'low', 'window_start', 'transactions'];

/** Minutes without a quote in which the last one is still believed. */
const CARRY = 15;
const MINUTE_MS = 60_000;

/** Polygon (Massive) options quotes, flat file: every change of the best bid and ask. */
export const polygonQuotes = defineChainFormat({
  id: 'polygon-quotes',
  title: 'Polygon (Massive) options quotes, flat file',
  grade: 'recorded',
  quotes: 'quotes',
  stamp: { at: 'end', zone: 'UTC nanoseconds' },
  header: quoteColumns.join(','),
  sniff: ([first]) => hasColumns(first, quoteColumns),
  open: (source, sink) => {
    const { columns } = source;
    const cellsOf = cellsBy(columns, quoteColumns, source.name);
    const tape = quoteTape(CARRY, screening(source.name, sink, 'extended'));
    return {
      row: (cells) => {
        const cell = cellsOf(cells);
        const ticker = cell('ticker');
        const label = labelOfInstant(msOfNanoseconds(cell('sip_timestamp')));
        tape.add(ticker, contractOf(ticker), label, oneSided(numberOf(cell('bid_price')), numberOf(cell('ask_price'))));
      },
      end: tape.end,
    };
  },
});

/**
 * Polygon (Massive) minute bars of trades: a bar's close, known a minute after its start, stands for the middle.
 *
 * A file of daily bars has one bar a day, starting at midnight, known only after the close: its rows are skipped.
 */
export const polygonBars = defineChainFormat({
  id: 'polygon-aggs',
  title: 'Polygon (Massive) bars of option trades, flat file',
  grade: 'recorded-mids',
  quotes: 'mids',
  stamp: { at: 'start', zone: 'UTC nanoseconds' },
  header: barColumns.join(','),
  sniff: ([first]) => hasColumns(first, barColumns),
  open: (source, sink) => {
    const { columns } = source;
    const cellsOf = cellsBy(columns, barColumns, source.name);
    const screen = screening(source.name, sink, 'extended');
    return {
      row: (cells) => {
        const cell = cellsOf(cells);
        const start = msOfNanoseconds(cell('window_start'));
        if (Number.isFinite(start) && newYorkTime(start).minute === 0) {
          sink.skip('daily-bar');
          return;
        }
        const price = numberOf(cell('close'));
        screen({ ...contractOf(cell('ticker')), ...labelOfInstant(start + MINUTE_MS), bid: price, ask: price, spot: Number.NaN, openInterest: Number.NaN });
      },
    };
  },
});

import { DataError, mustBe } from '../../kernel/index.ts';
import { cellsBy, hasColumns } from '../cells.ts';
import { contractOf } from '../contract.ts';
import { defineChainFormat } from '../define-chain-format.ts';
import { labelOfInstant, msOfIso, msOfNanoseconds } from '../labels.ts';
import { quoteTape } from '../quote-tape.ts';
import { oneSided, screening } from '../screen.ts';
import { numberOf } from '../table.ts';

const needed = ['ts_recv', 'bid_px_00', 'ask_px_00', 'bid_sz_00', 'ask_sz_00'];

/** Minutes without a record in which the last quote is still believed. */
const CARRY = 15;
const UNDEFINED_PRICE = '9223372036854775807';
const UNDEFINED_TIME = '18446744073709551615';

/** A price as a decimal, or as a whole number of billionths; empty and undefined prices are NaN. */
const priceOf = (cell: string): number | undefined => {
  if (cell === '' || cell === UNDEFINED_PRICE) return Number.NaN;
  const value = numberOf(cell);
  return value === undefined || cell.includes('.') ? value : value / 1e9;
};

/** Databento OPRA consolidated quotes at one-minute intervals, as CSV with symbols. */
export const databentoCbbo = defineChainFormat({
  id: 'databento-cbbo',
  title: 'Databento OPRA cbbo-1m (CSV with symbols)',
  grade: 'recorded',
  quotes: 'quotes',
  stamp: { at: 'end', zone: 'UTC' },
  header: `${needed.join(',')},symbol`,
  sniff: ([first]) => hasColumns(first, needed),
  open: (source, sink) => {
    const { columns } = source;
    if (!columns.includes('symbol')) {
      throw new DataError('no-symbol', mustBe(`header of ${source.name}`, 'with a column symbol', 'instrument_id only', 'download as CSV with symbols mapped (map_symbols)'));
    }
    const cellsOf = cellsBy(columns, needed, source.name);
    const tape = quoteTape(CARRY, screening(source.name, sink, 'extended'));
    return {
      row: (cells) => {
        const cell = cellsOf(cells);
        const received = cell('ts_recv');
        const ms = received === UNDEFINED_TIME ? Number.NaN : received.endsWith('Z') ? msOfIso(received) : msOfNanoseconds(received);
        const symbol = cell('symbol');
        tape.add(symbol, contractOf(symbol), labelOfInstant(ms), oneSided(priceOf(cell('bid_px_00')), priceOf(cell('ask_px_00'))));
      },
      end: tape.end,
    };
  },
});

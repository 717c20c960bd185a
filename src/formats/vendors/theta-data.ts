import { DataError, mustBe } from '../../kernel/index.ts';
import { cellsBy, hasColumns } from '../cells.ts';
import { contractInName } from '../contract.ts';
import { defineChainFormat } from '../define-chain-format.ts';
import { rightOf, screening } from '../screen.ts';
import { dateOfCell, labelOfCell, numberOf } from '../table.ts';

const second = ['ms_of_day', 'bid_size', 'bid_exchange', 'bid', 'bid_condition', 'ask_size', 'ask_exchange', 'ask', 'ask_condition', 'date'];
const third = ['symbol', 'expiration', 'strike', 'right', 'timestamp', 'bid_size', 'bid_exchange', 'bid', 'bid_condition', 'ask_size', 'ask_exchange', 'ask', 'ask_condition'];

const MINUTE_MS = 60_000;

/** ThetaData quotes of one contract, terminal version 2. The rows do not name the contract, so the file's name must. */
export const thetaDataSecond = defineChainFormat({
  id: 'thetadata-v2',
  title: 'ThetaData quotes of one contract, version 2',
  grade: 'recorded',
  quotes: 'quotes',
  stamp: { at: 'end', zone: 'America/New_York' },
  header: second.join(','),
  sniff: ([first]) => hasColumns(first, second) && !hasColumns(first, ['strike']),
  open: (source, sink) => {
    const contract = contractInName(source.name);
    if (contract.root === '') {
      throw new DataError('no-contract', mustBe('file name', 'with the contract in it, such as SPXW250117C05900000.csv', source.name, 'name the file by the contract asked for'));
    }
    const { columns } = source;
    const cellsOf = cellsBy(columns, second, source.name);
    const screen = screening(source.name, sink);
    return {
      row: (cells) => {
        const cell = cellsOf(cells);
        const ms = numberOf(cell('ms_of_day'));
        screen({
          ...contract,
          date: dateOfCell(cell('date')),
          minute: ms === undefined || Number.isNaN(ms) ? undefined : Math.ceil(ms / MINUTE_MS),
          bid: numberOf(cell('bid')),
          ask: numberOf(cell('ask')),
          spot: Number.NaN,
          openInterest: Number.NaN,
        });
      },
    };
  },
});

/** ThetaData quotes of any contracts, terminal version 3. */
export const thetaDataThird = defineChainFormat({
  id: 'thetadata-v3',
  title: 'ThetaData quotes, version 3',
  grade: 'recorded',
  quotes: 'quotes',
  stamp: { at: 'end', zone: 'America/New_York' },
  header: third.join(','),
  sniff: ([first]) => hasColumns(first, third),
  plain: { root: 'symbol', time: 'timestamp', expiry: 'expiration', right: 'right', strike: 'strike', bid: 'bid', ask: 'ask' },
  open: (source, sink) => {
    const { columns } = source;
    const cellsOf = cellsBy(columns, third, source.name);
    const screen = screening(source.name, sink);
    return {
      row: (cells) => {
        const cell = cellsOf(cells);
        screen({
          root: cell('symbol'),
          ...labelOfCell(cell('timestamp')),
          expiry: dateOfCell(cell('expiration')),
          right: rightOf(cell('right')),
          strike: numberOf(cell('strike')),
          bid: numberOf(cell('bid')),
          ask: numberOf(cell('ask')),
          spot: Number.NaN,
          openInterest: Number.NaN,
        });
      },
    };
  },
});

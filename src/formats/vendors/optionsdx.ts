import { DataError, mustBe } from '../../kernel/index.ts';
import type { Right } from '../../market/index.ts';
import { cellsBy } from '../cells.ts';
import { defineChainFormat } from '../define-chain-format.ts';
import { labelOfInstant } from '../labels.ts';
import { screening } from '../screen.ts';
import { dateOfCell, numberOf } from '../table.ts';

const needed = ['QUOTE_UNIXTIME', 'UNDERLYING_LAST', 'EXPIRE_DATE', 'STRIKE', 'C_BID', 'C_ASK', 'P_BID', 'P_ASK'];

const bare = (column: string): string => column.replaceAll(/[[\]\s]/g, '');

const sides: readonly (readonly [Right, string])[] = [['put', 'P'], ['call', 'C']];

/** Rows do not say of which underlying they are, so the file's name must. */
const mustBeSpx = (name: string): void => {
  if (/spx/i.test(name)) return;
  throw new DataError('other-underlying', mustBe('file name', 'with spx in it, since OptionsDX rows name no underlying', name, 'keep the name it was downloaded under'));
};

/**
 * OptionsDX chains: one row a strike, call and put side by side.
 *
 * The file lists SPX and SPXW together without saying which; what quotes on its own expiry date during the session is
 * PM-settled.
 */
export const optionsDx = defineChainFormat({
  id: 'optionsdx',
  title: 'OptionsDX chains (call and put in one row)',
  grade: 'recorded',
  quotes: 'quotes',
  stamp: { at: 'end', zone: 'UTC seconds' },
  header: '[QUOTE_UNIXTIME], [QUOTE_READTIME], [QUOTE_DATE], ...',
  sniff: ([first = '']) => bare(first).startsWith('QUOTE_UNIXTIME,QUOTE_READTIME,QUOTE_DATE,'),
  open: (source, sink) => {
    mustBeSpx(source.name);
    const { columns } = source;
    const cellsOf = cellsBy(columns.map(bare), needed, source.name);
    const screen = screening(source.name, sink);
    return {
      row: (cells) => {
        const cell = cellsOf(cells);
        const shared = {
          root: 'SPXW',
          ...labelOfInstant((numberOf(cell('QUOTE_UNIXTIME')) ?? Number.NaN) * 1000),
          expiry: dateOfCell(cell('EXPIRE_DATE')),
          strike: numberOf(cell('STRIKE')),
          spot: numberOf(cell('UNDERLYING_LAST')),
          openInterest: Number.NaN,
        };
        for (const [right, side] of sides) screen({ ...shared, right, bid: numberOf(cell(`${side}_BID`)), ask: numberOf(cell(`${side}_ASK`)) });
      },
    };
  },
});

import { DataError, mustBe } from '../../kernel/index.ts';
import type { CellsOf } from '../cells.ts';
import { cellsBy, hasColumns } from '../cells.ts';
import { defineChainFormat } from '../define-chain-format.ts';
import { oneSided, rightOf, screening } from '../screen.ts';
import { dateOfCell, minuteOf, numberOf } from '../table.ts';

const needed = ['snapshot_id', 'expiry', 'dte', 'strike', 'right', 'bid', 'ask', 'mark', 'intrinsic_value', 'time_value'];

/** Date and minute in a name such as `spx_2026-07-23_155932ET.csv`; rows do not say when they were taken. */
const labelInName = (name: string): { readonly date: string; readonly minute: number | undefined } => {
  const found = /spx.*?(\d{4}-\d\d-\d\d)_(\d\d)(\d\d)(\d\d)?ET/i.exec(name);
  if (found === null) {
    throw new DataError('no-time', mustBe('file name', 'with spx and the New York time of the snapshot, such as spx_2026-07-23_155932ET.csv', name, 'rename the file'));
  }
  return { date: found[1], minute: minuteOf(`${found[2]}:${found[3]}:${found[4] ?? '00'}`) };
};

/** Index level an in-the-money row implies: the vendor's intrinsic value beside the strike; NaN out of the money. */
const levelOf = (right: string, strike: number | undefined, intrinsic: number | undefined): number => {
  if (strike === undefined || intrinsic === undefined || !(intrinsic > 0)) return Number.NaN;
  return right === 'C' ? strike + intrinsic : strike - intrinsic;
};

/** A snapshot of Schwab's SPX chain. An empty bid beside an ask means that nobody bids. */
export const schwab = defineChainFormat({
  id: 'schwab-snapshot',
  title: 'Schwab SPX chain snapshot',
  grade: 'recorded',
  quotes: 'quotes',
  stamp: { at: 'end', zone: 'New York, in the file name' },
  header: needed.join(','),
  sniff: ([first]) => hasColumns(first, needed),
  open: ({ name, columns }, sink) => {
    const label = labelInName(name);
    const cellsOf = cellsBy(columns, needed, name);
    const screen = screening(name, sink);
    const all: ReturnType<CellsOf>[] = [];
    return {
      row: (cells) => void all.push(cellsOf(cells)),
      end: () => {
        const levels = all
          .filter((cell) => dateOfCell(cell('expiry')) === label.date)
          .map((cell) => levelOf(cell('right'), numberOf(cell('strike')), numberOf(cell('intrinsic_value'))))
          .filter((level) => !Number.isNaN(level))
          .sort((a, b) => a - b);
        const spot = Math.round((levels.at(levels.length >> 1) ?? Number.NaN) * 100) / 100;
        for (const cell of all) {
          screen({
            root: 'SPXW',
            ...label,
            expiry: dateOfCell(cell('expiry')),
            right: rightOf(cell('right')),
            strike: numberOf(cell('strike')),
            ...oneSided(numberOf(cell('bid')), numberOf(cell('ask'))),
            spot,
            openInterest: numberOf(cell('open_interest')),
          });
        }
      },
    };
  },
});

import type { SessionDate } from '../kernel/index.ts';
import { DataError, didYouMean, mustBe } from '../kernel/index.ts';
import { newYorkTime } from '../market/index.ts';
import type { ColumnMap } from './column-map.ts';
import type { ChainFormat } from './define-chain-format.ts';
import { defineChainFormat } from './define-chain-format.ts';
import { rightOf, screening } from './screen.ts';
import { dateOfCell, minuteOf, numberOf } from './table.ts';

interface Label {
  readonly date: SessionDate | string;
  readonly minute: number | undefined;
}

/** Reads the cell of a named column; unnamed columns read as empty. */
type CellOf = (cells: readonly string[], name: string | undefined) => string;

const cellReader = (columns: readonly string[], map: ColumnMap, file: string): CellOf => {
  for (const name of Object.values(map.columns)) {
    if (name !== undefined && !columns.includes(name)) {
      throw new DataError('wrong-header', mustBe(`header of ${file}`, `with a column ${name}`, columns.join(','), didYouMean(name, columns)));
    }
  }
  return (cells, name) => (name === undefined ? '' : (cells[columns.indexOf(name)] ?? ''));
};

const labelOf = (map: ColumnMap, cells: readonly string[], cellOf: CellOf): Label => {
  const { ts, date, time } = map.columns;
  if (ts !== undefined) {
    const instant = numberOf(cellOf(cells, ts));
    return instant === undefined || Number.isNaN(instant) ? { date: '', minute: undefined } : newYorkTime(instant);
  }
  const label = { date: dateOfCell(cellOf(cells, date)), minute: minuteOf(cellOf(cells, time)) };
  if (map.zone === 'America/New_York' || label.minute === undefined) return label;
  const midnight = Date.parse(`${label.date}T00:00:00Z`);
  return Number.isNaN(midnight) ? label : newYorkTime(midnight + label.minute * 60_000);
};

/** Moves a label from the start of its bar to the minute at which it was knowable. */
const knowable = (label: Label, map: ColumnMap): Label =>
  map.stamp === 'end' || label.minute === undefined ? label : { ...label, minute: label.minute + (map.barMinutes ?? 0) };

/** A CSV or Parquet file of any layout, read through a column map; its grade is the user's attestation. */
export const genericFormat = (map: ColumnMap): ChainFormat =>
  defineChainFormat({
    id: 'generic',
    title: 'Any CSV or Parquet file, through a column map',
    grade: undefined,
    quotes: 'quotes',
    stamp: { at: map.stamp, zone: map.zone },
    header: 'a table with the mapped columns',
    sniff: (head) => head.length > 0,
    read: (source, sink) => {
      const { columns, rows } = source.table(0);
      const cellOf = cellReader(columns, map, source.name);
      const screen = screening(source.name, sink);
      for (const cells of rows) {
        const cell = (name: string | undefined): string => cellOf(cells, name);
        screen({
          ...knowable(labelOf(map, cells, cellOf), map),
          root: map.root ?? cell(map.columns.root),
          expiry: dateOfCell(cell(map.columns.expiry)),
          right: rightOf(cell(map.columns.right)),
          strike: numberOf(cell(map.columns.strike)),
          bid: numberOf(cell(map.columns.bid)),
          ask: numberOf(cell(map.columns.ask)),
          spot: numberOf(cell(map.columns.underlying)),
          openInterest: numberOf(cell(map.columns.oi)),
        });
      }
    },
  });

import { cellsBy } from './cells.ts';
import type { ColumnMap } from './column-map.ts';
import type { ChainFormat } from './define-chain-format.ts';
import { defineChainFormat } from './define-chain-format.ts';
import type { Label } from './labels.ts';
import { labelOfInstant, unreadable } from './labels.ts';
import { rightOf, screening } from './screen.ts';
import { dateOfCell, minuteOf, numberOf } from './table.ts';

/** Reads the cell of a named column; unnamed columns read as empty. */
type CellOf = (name: string | undefined) => string;

const labelOf = (map: ColumnMap, cellOf: CellOf): Label => {
  const { ts, date, time } = map.columns;
  if (ts !== undefined) return labelOfInstant(numberOf(cellOf(ts)) ?? Number.NaN);
  const label = { date: dateOfCell(cellOf(date)), minute: minuteOf(cellOf(time)) };
  if (map.zone === 'America/New_York' || label.minute === undefined) return label;
  const midnight = Date.parse(`${label.date}T00:00:00Z`);
  return Number.isNaN(midnight) ? { ...unreadable, date: label.date } : labelOfInstant(midnight + label.minute * 60_000);
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
    open: (source, sink) => {
      const { columns } = source;
      const mapped = Object.values(map.columns).filter((name) => name !== undefined);
      const cellsOf = cellsBy(columns, mapped, source.name);
      const screen = screening(source.name, sink);
      return {
        row: (cells) => {
          const of = cellsOf(cells);
          const cell: CellOf = (name) => (name === undefined ? '' : of(name));
          screen({
            ...knowable(labelOf(map, cell), map),
            root: map.root ?? cell(map.columns.root),
            expiry: dateOfCell(cell(map.columns.expiry)),
            right: rightOf(cell(map.columns.right)),
            strike: numberOf(cell(map.columns.strike)),
            bid: numberOf(cell(map.columns.bid)),
            ask: numberOf(cell(map.columns.ask)),
            spot: numberOf(cell(map.columns.underlying)),
            openInterest: numberOf(cell(map.columns.oi)),
          });
        },
      };
    },
  });

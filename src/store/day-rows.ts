import type { ChainRow, RowColumns } from '../formats/index.ts';
import { rightIndex } from '../market/index.ts';

/** Rows of one session that come one at a time, kept as columns. Cells go into the columns at `count`. */
export interface DayRows {
  minute: Uint16Array;
  right: Uint16Array;
  strike: Float64Array;
  bid: Float64Array;
  ask: Float64Array;
  spot: Float64Array;
  openInterest: Float64Array;
  count: number;
}

const FIRST_ROOM = 1 << 15;

export const dayRows = (room = FIRST_ROOM): DayRows => ({
  minute: new Uint16Array(room),
  right: new Uint16Array(room),
  strike: new Float64Array(room),
  bid: new Float64Array(room),
  ask: new Float64Array(room),
  spot: new Float64Array(room),
  openInterest: new Float64Array(room),
  count: 0,
});

/** Makes room for so many more rows. */
export const makeRoom = (rows: DayRows, more: number): void => {
  if (rows.count + more <= rows.minute.length) return;
  const larger = dayRows(2 * (rows.count + more));
  larger.minute.set(rows.minute);
  larger.right.set(rows.right);
  for (const name of ['strike', 'bid', 'ask', 'spot', 'openInterest'] as const) larger[name].set(rows[name]);
  Object.assign(rows, { ...larger, count: rows.count });
};

export const addRow = (rows: DayRows, row: ChainRow): void => {
  makeRoom(rows, 1);
  const at = rows.count++;
  rows.minute[at] = row.minute;
  rows.right[at] = rightIndex(row.right);
  for (const name of ['strike', 'bid', 'ask', 'spot', 'openInterest'] as const) rows[name][at] = row[name];
};

/** The rows so far, without copying them. */
export const columnsSoFar = ({ count, ...cells }: DayRows): RowColumns => ({
  minute: cells.minute.subarray(0, count),
  right: cells.right.subarray(0, count),
  strike: cells.strike.subarray(0, count),
  bid: cells.bid.subarray(0, count),
  ask: cells.ask.subarray(0, count),
  spot: cells.spot.subarray(0, count),
  openInterest: cells.openInterest.subarray(0, count),
});

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChainRow, RejectCode } from '../formats/index.ts';
import { assembleColumns } from '../formats/index.ts';
import { sessionDate } from '../kernel/index.ts';
import type { QuoteDay } from '../market/index.ts';
import { rightIndex } from '../market/index.ts';
import type { Columns, Database, RowAppender } from './duckdb.ts';
import { openDatabase } from './duckdb.ts';

const DAY_MS = 86_400_000;
/** Megabytes of rows kept in memory; more go to the file. */
const MEMORY = 192;
/** Marks a missing price: price cents are never negative. */
const NONE = -1;

const noRows: Columns = {
  date: new Int32Array(0), minute: new Uint16Array(0), right: new Uint16Array(0), strike: new Float64Array(0), bid: new Int32Array(0),
  ask: new Int32Array(0), spot: new Float64Array(0), oi: new Float64Array(0),
};

/** Accepted rows of any number on disk, to be read back session by session. */
export interface Spill {
  readonly add: (row: ChainRow) => void;
  /** Sessions ascending. To be asked once, after the last row. */
  readonly days: (reject: (code: RejectCode) => void) => AsyncGenerator<QuoteDay>;
  readonly sessionCount: () => number;
  readonly close: () => void;
}

const realOf = (cells: Int32Array): Float64Array => Float64Array.from(cells, (cell) => (cell === NONE ? Number.NaN : cell));

const joined = <A extends Float64Array | Int32Array | Uint16Array>(parts: readonly Columns[], name: string, make: (length: number) => A): A => {
  const whole = make(parts.reduce((sum, part) => sum + part[name].length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part[name], at);
    at += part[name].length;
  }
  return whole;
};

const dayOf = (date: number, parts: readonly Columns[], reject: (code: RejectCode) => void): QuoteDay =>
  assembleColumns(
    sessionDate(new Date(date * DAY_MS).toISOString().slice(0, 10)),
    {
      minute: joined(parts, 'minute', (n) => new Uint16Array(n)),
      right: joined(parts, 'right', (n) => new Uint16Array(n)),
      strike: joined(parts, 'strike', (n) => new Float64Array(n)),
      bid: realOf(joined(parts, 'bid', (n) => new Int32Array(n))),
      ask: realOf(joined(parts, 'ask', (n) => new Int32Array(n))),
      spot: joined(parts, 'spot', (n) => new Float64Array(n)),
      openInterest: joined(parts, 'oi', (n) => new Float64Array(n)),
    },
    reject,
  );

/** Cuts a chunk, whose dates ascend, where the date changes. */
function* byDate(chunk: Columns): Generator<readonly [number, Columns]> {
  const { date } = chunk;
  for (let from = 0; from < date.length; ) {
    let to = from + 1;
    while (to < date.length && date[to] === date[from]) to++;
    yield [date[from], Object.fromEntries(Object.entries(chunk).map(([name, cells]) => [name, cells.subarray(from, to)]))];
    from = to;
  }
}

async function* daysOf(db: Database, isAscending: boolean, rows: number, reject: (code: RejectCode) => void): AsyncGenerator<QuoteDay> {
  let current = Number.NaN;
  let parts: Columns[] = [];
  for await (const chunk of db.chunks(`SELECT * FROM rows ${isAscending ? '' : 'ORDER BY date'}`, { rows, of: 'rows kept on disk' })) {
    for (const [date, part] of byDate(chunk)) {
      if (date !== current && parts.length > 0) {
        yield dayOf(current, parts, reject);
        parts = [];
      }
      current = date;
      parts.push(part);
    }
  }
  if (parts.length > 0) yield dayOf(current, parts, reject);
}

/** Makes the folder a spill lives in; the caller removes it. */
export const spillFolder = (): string => mkdtempSync(join(tmpdir(), 'gamma-import-'));

/**
 * Opens a store of rows that may be larger than memory.
 *
 * @param folder an empty one
 */
export const openSpill = async (folder: string): Promise<Spill> => {
  const db = await openDatabase({ path: join(folder, 'rows.duckdb'), memory: MEMORY, threads: 1 });
  await db.run(
    'CREATE TABLE rows (date INTEGER, minute USMALLINT, "right" USMALLINT, strike DOUBLE, bid INTEGER, ask INTEGER, spot DOUBLE, oi DOUBLE)',
  );
  const appender: RowAppender = await db.rowAppender('rows', noRows);
  const [date, minute, right, strike, bid, ask, spot, oi] = appender.columns;
  const dates = new Set<string>();
  let lastDate = '';
  let lastDay = 0;
  let isAscending = true;
  let count = 0;
  return {
    add: (row) => {
      if (row.date !== lastDate) {
        isAscending &&= row.date > lastDate;
        lastDate = row.date;
        dates.add(lastDate);
        lastDay = Date.parse(`${row.date}T00:00:00Z`) / DAY_MS;
      }
      const at = appender.at();
      date[at] = lastDay;
      minute[at] = row.minute;
      right[at] = rightIndex(row.right);
      strike[at] = row.strike;
      bid[at] = Number.isNaN(row.bid) ? NONE : row.bid;
      ask[at] = Number.isNaN(row.ask) ? NONE : row.ask;
      spot[at] = row.spot;
      oi[at] = row.openInterest;
      appender.next();
      count++;
    },
    days: (reject) => {
      appender.close();
      return daysOf(db, isAscending, count, reject);
    },
    sessionCount: () => dates.size,
    close: db.close,
  };
};

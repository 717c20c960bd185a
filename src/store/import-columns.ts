import type { ChainFormat, ReadRow, RowReader } from '../formats/index.ts';
import { assembleColumns, closeMinuteOfExpiry, faultOf, MOST_INTEREST, quoteCents } from '../formats/index.ts';
import type { SessionDate } from '../kernel/index.ts';
import { InvariantError, sessionDate } from '../kernel/index.ts';
import type { QuoteDay } from '../market/index.ts';
import { rights, withParityLevels } from '../market/index.ts';
import type { DayRows } from './day-rows.ts';
import { addRow, columnsSoFar, dayRows, makeRoom } from './day-rows.ts';
import type { ColumnView, Database } from './duckdb.ts';
import type { ImportCounts } from './import-counts.ts';
import { EMPTY, rowKinds } from './plain-columns.ts';
import type { PlainFile } from './plain-file.ts';

const DAY_MINUTES = 1440;
const DAY_MS = 86_400_000;

const dateOf = (day: number): SessionDate => sessionDate(new Date(day * DAY_MS).toISOString().slice(0, 10));
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** A session of which more rows may come. */
interface OpenDay {
  readonly date: SessionDate;
  readonly rows: DayRows;
  /** Undefined until a row of the day's own series came. */
  closeMinute: number | undefined;
  /** Rows left for the format to read. */
  doubtful: number;
}

const skipCodes = { [rowKinds.amSettled]: 'am-settled', [rowKinds.otherRoot]: 'other-root', [rowKinds.otherExpiry]: 'not-expiring-today' } as const;

const filledOf = (cell: number): number => (cell === EMPTY ? Number.NaN : cell);
const isGood = (cell: number): boolean => cell === EMPTY || (cell >= 0 && cell < Infinity);

/** A row's minutes and kind go as one number: a column less to hand over. */
const KIND_BITS = 3;
const KINDS = 2 ** KIND_BITS;

/** A chunk's cells of a column the file does not have. */
const NO_CELLS = new Float64Array(2048).fill(EMPTY);

/** Puts a chunk's rows into their sessions. @returns rows without a time, left for the format to read */
const takeChunk = ({ columns, rows }: ColumnView, file: string, counts: ImportCounts, dayAt: (day: number) => OpenDay): number => {
  const [stamps, strikes, bids, asks, spots, interests] = columns;
  const row = { minute: 0, right: rights[0] as ReadRow['right'], strike: 0, bid: 0, ask: 0, spot: 0 };
  let undated = 0;
  let midnight = Number.NaN;
  let open: OpenDay | undefined;
  for (let i = 0; i < rows; i++) {
    const kind = stamps[i] & (KINDS - 1);
    if (kind > rowKinds.doubtful) {
      counts.skip(skipCodes[kind as keyof typeof skipCodes]);
      continue;
    }
    const minutes = stamps[i] >> KIND_BITS;
    if (minutes < 0) {
      undated++;
      continue;
    }
    let minute = minutes - midnight;
    if (open === undefined || !(minute >= 0 && minute < DAY_MINUTES)) {
      const day = Math.floor(minutes / DAY_MINUTES);
      open = dayAt(day);
      makeRoom(open.rows, rows - i);
      midnight = day * DAY_MINUTES;
      minute = minutes - midnight;
    }
    if (kind === rowKinds.doubtful) {
      open.doubtful++;
      continue;
    }
    open.closeMinute ??= closeMinuteOfExpiry(open.date, file);
    row.minute = minute;
    row.right = rights[kind];
    row.strike = strikes[i];
    row.bid = filledOf(bids[i]);
    row.ask = filledOf(asks[i]);
    row.spot = filledOf(spots[i]);
    const openInterest = filledOf(interests[i]);
    if (!(strikes[i] > 0 && strikes[i] < Infinity && isGood(bids[i]) && isGood(asks[i]) && isGood(spots[i]) && isGood(interests[i]) && interests[i] <= MOST_INTEREST)) {
      counts.reject('bad-number');
      continue;
    }
    const fault = faultOf(row, open.closeMinute);
    const bid = quoteCents(row.bid, row.ask);
    const ask = quoteCents(row.ask, row.ask);
    if (fault !== undefined) {
      counts.reject(fault, fault === 'off-hours' ? { ...row, date: open.date, bid, ask, openInterest } : undefined);
      continue;
    }
    counts.accept(bid, ask, row.spot);
    const to = open.rows;
    const at = to.count++;
    to.minute[at] = row.minute;
    to.right[at] = kind;
    to.strike[at] = row.strike;
    to.bid[at] = bid;
    to.ask[at] = ask;
    to.spot[at] = row.spot;
    to.openInterest[at] = openInterest;
  }
  return undated;
};

/** The query for a file's rows, and its answers with the columns that `takeChunk` expects. */
const rowsOf = ({ sql, from }: PlainFile) => {
  const { strike, bid, ask, spot, openInterest } = sql.reals;
  const asked = [`(${sql.minutes} * ${KINDS} + ${sql.kind})::INTEGER AS stamp`, `${strike} AS strike`, `${bid} AS bid`, `${ask} AS ask`];
  const optional = [spot, openInterest].filter((column) => column !== undefined);
  return {
    query: `SELECT ${[...asked, ...optional].join(', ')} FROM ${from}`,
    filled: ({ columns, rows }: ColumnView): ColumnView => ({
      rows,
      columns: [...columns.slice(0, asked.length), spot === undefined ? NO_CELLS : columns[asked.length], openInterest === undefined ? NO_CELLS : columns[columns.length - 1]],
    }),
  };
};

/** Sessions of one file, ascending. */
async function* daysOf(plain: PlainFile, format: ChainFormat, databases: readonly [Database, Database], counts: ImportCounts): AsyncGenerator<QuoteDay> {
  const { file, sql, from, columns, marks } = plain;
  const days = new Map<number, OpenDay>();
  const spare: DayRows[] = [];
  const dayAt = (day: number): OpenDay => {
    const open = days.get(day) ?? { date: dateOf(day), rows: spare.pop() ?? dayRows(), closeMinute: undefined, doubtful: 0 };
    days.set(day, open);
    return open;
  };
  let reader: RowReader | undefined;
  const readDoubtful = async (where: string, rows: number): Promise<void> => {
    reader ??= format.open({ name: file.name, head: file.head, columns }, counts.sink((row) => addRow(dayAt(dayOf(row.date)).rows, row)));
    const text = `SELECT COLUMNS(*)::VARCHAR FROM ${from} WHERE ${sql.kind} = ${rowKinds.doubtful} AND ${where}`;
    for await (const batch of databases[1].textChunks(text, { rows, of: file.name })) for (const cells of batch) reader.row(cells);
  };
  const finished = async function* (before: string): AsyncGenerator<QuoteDay> {
    for (const day of [...days.keys()].sort((a, b) => a - b)) {
      const open = dayAt(day);
      if (open.date >= before) return;
      if (open.doubtful > 0) await readDoubtful(`${sql.minutes} BETWEEN ${day * DAY_MINUTES} AND ${(day + 1) * DAY_MINUTES - 1}`, open.doubtful);
      days.delete(day);
      if (open.rows.count > 0) yield assembleColumns(open.date, columnsSoFar(open.rows), counts.drop);
      open.rows.count = 0;
      spare.push(open.rows);
    }
  };
  const { query, filled } = rowsOf(plain);
  let [read, undated, mark] = [0, 0, 0];
  for await (const view of databases[0].views(query, { rows: marks[marks.length - 1].rows, of: file.name })) {
    undated += takeChunk(filled(view), file.name, counts, dayAt);
    read += view.rows;
    if (read < marks[mark].rows) continue;
    while (mark + 1 < marks.length && read >= marks[mark + 1].rows) mark++;
    yield* finished(marks[mark].before);
    mark++;
  }
  if (undated > 0) await readDoubtful(`${sql.minutes} < 0`, undated);
  yield* finished('9999-12-31');
  reader?.end?.();
  counts.endFile(file.name);
}

/** Sessions of files read as columns, ascending. The rows and their faults are those that reading them as text finds. */
export async function* daysOfColumns(
  files: readonly PlainFile[],
  format: ChainFormat,
  databases: readonly [Database, Database],
  counts: ImportCounts,
): AsyncGenerator<QuoteDay> {
  let last = '';
  for (const plain of files) {
    for await (const day of daysOf(plain, format, databases, counts)) {
      if (day.date <= last) throw new InvariantError(`rows of ${day.date} after those of ${last}`);
      last = day.date;
      yield plain.sql.reals.spot === undefined ? withParityLevels(day) : day;
    }
  }
}

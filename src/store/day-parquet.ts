import { DataError, InvariantError } from '../kernel/index.ts';
import type { SessionDate } from '../kernel/index.ts';
import type { OpenInterest, QuoteDay } from '../market/index.ts';
import type { Database } from './duckdb.ts';
import { quoted } from './duckdb.ts';

const NONE = -1;

const wholeOrNone = (values: Float64Array): Int32Array => {
  const whole = new Int32Array(values.length);
  for (let c = 0; c < values.length; c++) {
    whole[c] = Number.isNaN(values[c]) ? NONE : values[c];
    if (whole[c] !== values[c] && whole[c] !== NONE) throw new InvariantError(`a stored price of ${values[c]}, not a whole price cent`);
  }
  return whole;
};

const realOrNan = (values: Int32Array): Float64Array => Float64Array.from(values, (value) => (value === NONE ? Number.NaN : value));

/** Repeats each contract's value over the rows. */
const downRows = <A extends Float64Array | Uint16Array>(cells: A, T: number, of: (contract: number) => number): A => {
  for (let contract = 0; contract * T < cells.length; contract++) cells.fill(of(contract), contract * T, (contract + 1) * T);
  return cells;
};

/** Repeats the rows' values over the contracts. */
const acrossContracts = <A extends Float64Array | Uint16Array>(cells: A, rows: A): A => {
  for (let start = 0; start < cells.length; start += rows.length) cells.set(rows, start);
  return cells;
};

/** Each contract's open interest on the rows at which it was known. */
const interestCells = ({ openInterest, minutes, rows: T, strikes }: QuoteDay): Float64Array => {
  const cells = new Float64Array(2 * strikes.length * T).fill(Number.NaN);
  openInterest?.contracts.forEach((value, contract) => {
    const first = minutes.findIndex((minute) => minute >= openInterest.knownFrom[contract]);
    if (first >= 0) cells.fill(value, contract * T + first, (contract + 1) * T);
  });
  return cells;
};

/** Open interest of those cells again. */
const interestOf = (cells: Float64Array, minutes: Uint16Array): OpenInterest | undefined => {
  if (cells.every(Number.isNaN)) return undefined;
  const T = minutes.length;
  const firsts = Int32Array.from({ length: cells.length / T }, (_, contract) =>
    cells.subarray(contract * T, (contract + 1) * T).findIndex((value) => !Number.isNaN(value)));
  return {
    contracts: Float64Array.from(firsts, (first, contract) => (first < 0 ? Number.NaN : cells[contract * T + first])),
    knownFrom: Float64Array.from(firsts, (first) => (first < 0 ? Number.NaN : minutes[first])),
  };
};

/** As an enumeration, words are written without looking each of them up. */
const rightOf = `(CASE WHEN is_call = 1 THEN 'call' ELSE 'put' END)::ENUM ('put', 'call')`;
const orNull = (column: string): string => `CASE WHEN isnan(${column}) THEN NULL ELSE ${column} END`;

/** Every cell's columns written out: for grids of any shape. */
const tableOfCells = async (db: Database, day: QuoteDay): Promise<string> => {
  const T = day.rows;
  const K = day.strikes.length;
  const size = 2 * K * T;
  await db.run('CREATE OR REPLACE TEMP TABLE cells (minute USMALLINT, is_call USMALLINT, strike DOUBLE, bid INTEGER, ask INTEGER, spot DOUBLE, oi DOUBLE)');
  await db.append('cells', {
    minute: acrossContracts(new Uint16Array(size), day.minutes),
    isCall: downRows(new Uint16Array(size), T, (contract) => (contract < K ? 0 : 1)),
    strike: downRows(new Float64Array(size), T, (contract) => day.strikes[contract % K]),
    bid: wholeOrNone(day.bid),
    ask: wholeOrNone(day.ask),
    spot: acrossContracts(new Float64Array(size), day.spot),
    oi: interestCells(day),
  });
  return `(SELECT minute, ${rightOf} AS "right", strike, ${orNull('spot')} AS spot, ${orNull('oi')}::INTEGER AS oi, bid, ask FROM cells)`;
};

/** Rows that the database takes as one. */
const WHOLE = 2048;

const none = (length: number): Float64Array => new Float64Array(length).fill(Number.NaN);

/**
 * Contracts by minutes crossed in the database, the prices beside them: a third of the work.
 *
 * A cross product goes through the smaller side one by one and keeps the larger whole, so contracts must be fewer than minutes.
 * The axes are tables, since lists in the query's text take longer to read than all the rest.
 */
const crossOfAxes = async (db: Database, { bid, ask, minutes, spot, strikes, openInterest }: QuoteDay): Promise<string> => {
  const K = strikes.length;
  await db.run(`CREATE OR REPLACE TEMP TABLE contracts (is_call USMALLINT, strike DOUBLE, oi DOUBLE, known_from DOUBLE);
    CREATE OR REPLACE TEMP TABLE minutes (minute USMALLINT, spot DOUBLE);
    CREATE OR REPLACE TEMP TABLE prices (bid INTEGER, ask INTEGER)`);
  await db.append('contracts', {
    isCall: Uint16Array.from({ length: 2 * K }, (_, contract) => (contract < K ? 0 : 1)),
    strike: Float64Array.from({ length: 2 * K }, (_, contract) => strikes[contract % K]),
    oi: openInterest?.contracts ?? none(2 * K),
    knownFrom: openInterest?.knownFrom ?? none(2 * K),
  });
  await db.append('minutes', { minute: minutes, spot });
  await db.append('prices', { bid: wholeOrNone(bid), ask: wholeOrNone(ask) });
  return `(SELECT minute, "right", strike, spot, CASE WHEN minute >= known_from THEN oi END AS oi FROM
    (SELECT ${rightOf} AS "right", strike, ${orNull('oi')}::INTEGER AS oi, ${orNull('known_from')} AS known_from FROM contracts),
    (SELECT minute, ${orNull('spot')} AS spot FROM minutes)) POSITIONAL JOIN prices`;
};

/** Prices as differences, compressed: a quarter of the size of dictionaries in a measured import. */
const OPTIONS = '(FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V2, DICTIONARY_SIZE_LIMIT 1)';

/**
 * Writes a session as one zstd Parquet file: one row a contract and minute, contract by contract.
 *
 * @param db of one thread, so that rows keep their order
 */
export const writeDayFile = async (db: Database, path: string, day: QuoteDay): Promise<void> => {
  const isTall = 2 * day.strikes.length < day.rows && day.rows <= WHOLE;
  const from = await (isTall ? crossOfAxes(db, day) : tableOfCells(db, day));
  const prices = `nullif(bid, ${NONE}) AS bid, nullif(ask, ${NONE}) AS ask`;
  await db.run(`COPY (SELECT minute, "right", strike, ${prices}, spot, oi FROM ${from}) TO ${quoted(path)} ${OPTIONS}`);
};

/** Reads a session back, cell by cell as it was written. @throws DataError when the file is not such a file */
export const readDayFile = async (db: Database, path: string, date: SessionDate): Promise<QuoteDay> => {
  const found = await db.columns(`SELECT minute::USMALLINT AS minute, strike, coalesce(spot, 'nan'::DOUBLE) AS spot,
    coalesce(oi, 'nan'::DOUBLE)::DOUBLE AS oi, coalesce(bid, ${NONE}) AS bid, coalesce(ask, ${NONE}) AS ask FROM ${quoted(path)}`);
  const minute = found.minute as Uint16Array;
  const strike = found.strike as Float64Array;
  const next = minute.findIndex((value, cell) => cell > 0 && value <= minute[cell - 1]);
  const T = next < 0 ? minute.length : next;
  const K = minute.length / (2 * T);
  if (!Number.isInteger(K)) throw new DataError('corrupt', `${path} must be a grid of contracts by minutes; import the data again`);
  return {
    date,
    rows: T,
    stride: T,
    minutes: minute.slice(0, T),
    strikes: Float64Array.from({ length: K }, (_, k) => strike[k * T]),
    spot: (found.spot as Float64Array).slice(0, T),
    bid: realOrNan(found.bid as Int32Array),
    ask: realOrNan(found.ask as Int32Array),
    openInterest: interestOf(found.oi as Float64Array, minute.slice(0, T)),
  };
};

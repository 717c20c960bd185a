import { DataError, InvariantError } from '../kernel/index.ts';
import type { SessionDate } from '../kernel/index.ts';
import type { OpenInterest, QuoteDay } from '../market/index.ts';
import { rights } from '../market/index.ts';
import type { Database } from './duckdb.ts';
import { quoted } from './duckdb.ts';
import type { EncodedColumn, Page } from './parquet/column.ts';
import { converted, dictionaryColumn, EMPTY, physical, placesPage, plainNumbers, plainWords, wholeColumn } from './parquet/column.ts';
import { parquetBytes } from './parquet/file.ts';

/** A column of whole price cents, NaN where there is none. */
const priceColumn = (name: string, prices: Float64Array): EncodedColumn => {
  const cells = new Int32Array(prices.length);
  for (let c = 0; c < prices.length; c++) {
    const price = prices[c];
    cells[c] = price;
    if (Number.isNaN(price)) cells[c] = EMPTY;
    else if (!(price >= 0 && cells[c] === price)) throw new InvariantError(`a stored price of ${price}, not a whole price cent`);
  }
  return wholeColumn(name, cells);
};

const realOrNan = (values: Int32Array): Float64Array => Float64Array.from(values, (value) => (value === EMPTY ? Number.NaN : value));

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

/** Columns that days of the same minutes and strikes share. */
interface Axes {
  readonly minutes: Uint16Array;
  readonly strikes: Float64Array;
  readonly minute: EncodedColumn;
  readonly right: EncodedColumn;
  readonly strike: EncodedColumn;
  /** Places of values by row, all known. */
  readonly rowsPage: Page;
}

/** Each contract's value on all of its rows. */
const ofContracts = (contracts: ArrayLike<number>, T: number): Int32Array => {
  const cells = new Int32Array(contracts.length * T);
  for (let contract = 0; contract < contracts.length; contract++) cells.fill(contracts[contract], contract * T, (contract + 1) * T);
  return cells;
};

/** Each row's value under all contracts. */
const ofRows = (rows: Int32Array, contracts: number): Int32Array => {
  const cells = new Int32Array(contracts * rows.length);
  for (let start = 0; start < cells.length; start += rows.length) cells.set(rows, start);
  return cells;
};

const axesOf = ({ minutes, strikes }: QuoteDay): Axes => {
  const [T, K] = [minutes.length, strikes.length];
  const places = ofRows(Int32Array.from(minutes, (_, t) => t), 2 * K);
  const contracts = Array.from({ length: 2 * K }, (_, contract) => contract);
  const page = (cells: Int32Array, count: number): Page => placesPage(cells, count, false);
  const { int32, bytes, double } = physical;
  return {
    minutes,
    strikes,
    minute: dictionaryColumn({ name: 'minute', type: int32, isOptional: false, converted: converted.twoBytes }, plainNumbers(Int32Array.from(minutes)), page(places, T)),
    right: dictionaryColumn({ name: 'right', type: bytes, isOptional: false, converted: converted.text }, plainWords(rights), page(ofContracts(contracts.map((c) => (c < K ? 0 : 1)), T), rights.length)),
    strike: dictionaryColumn({ name: 'strike', type: double, isOptional: false }, plainNumbers(strikes), page(ofContracts(contracts.map((c) => c % K), T), K)),
    rowsPage: placesPage(places, T, true),
  };
};

const areSame = (a: Uint16Array | Float64Array, b: Uint16Array | Float64Array): boolean => a.length === b.length && a.every((value, i) => value === b[i]);

/** The index level of each row, under all contracts. */
const spotColumn = ({ spot, strikes }: QuoteDay, { rowsPage }: Axes): EncodedColumn => {
  const rows = Int32Array.from(spot, (level, t) => (Number.isNaN(level) ? EMPTY : t));
  const page = rows.includes(EMPTY) ? placesPage(ofRows(rows, 2 * strikes.length), spot.length, true) : rowsPage;
  return dictionaryColumn({ name: 'spot', type: physical.double, isOptional: true }, plainNumbers(spot), page);
};

/** Open interest of each contract, from the row on at which it was known. */
const interestColumn = ({ openInterest, strikes, minutes }: QuoteDay): EncodedColumn => {
  const contracts = openInterest?.contracts ?? new Float64Array(2 * strikes.length).fill(Number.NaN);
  const values = Int32Array.from(new Set(contracts.filter((interest) => !Number.isNaN(interest))));
  const places = new Map(Array.from(values, (value, place) => [value, place]));
  const cells = ofContracts(Array.from(contracts, (interest) => places.get(interest) ?? EMPTY), minutes.length);
  openInterest?.knownFrom.forEach((from, contract) => {
    const known = minutes.findIndex((minute) => minute >= from);
    cells.fill(EMPTY, contract * minutes.length, contract * minutes.length + (known < 0 ? minutes.length : known));
  });
  return dictionaryColumn({ name: 'oi', type: physical.int32, isOptional: true }, plainNumbers(values), placesPage(cells, values.length, true));
};

/**
 * Makes Parquet files of sessions: one row a contract and minute, contract by contract.
 *
 * What days of the same minutes and strikes share is encoded once.
 */
export const dayFileMaker = (): ((day: QuoteDay) => Uint8Array) => {
  let last: Axes | undefined;
  return (day) => {
    const axes = last !== undefined && areSame(last.minutes, day.minutes) && areSame(last.strikes, day.strikes) ? last : axesOf(day);
    last = axes;
    const { minute, right, strike } = axes;
    const columns = [minute, right, strike, priceColumn('bid', day.bid), priceColumn('ask', day.ask), spotColumn(day, axes), interestColumn(day)];
    return parquetBytes(columns, day.bid.length);
  };
};

/** Reads a session back, cell by cell as it was written. @throws DataError when the file is not such a file */
export const readDayFile = async (db: Database, path: string, date: SessionDate): Promise<QuoteDay> => {
  const found = await db.columns(`SELECT minute::USMALLINT AS minute, strike, coalesce(spot, 'nan'::DOUBLE) AS spot,
    coalesce(oi, 'nan'::DOUBLE)::DOUBLE AS oi, coalesce(bid, ${EMPTY}) AS bid, coalesce(ask, ${EMPTY}) AS ask FROM ${quoted(path)}`);
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

import type { PlainColumns } from '../formats/index.ts';

/** Kinds of rows of a Parquet file whose columns are plain. A put and a call are wholly read; a doubtful one is not. */
export const rowKinds = { put: 0, call: 1, doubtful: 2, amSettled: 3, otherRoot: 4, otherExpiry: 5 } as const;

/** SQL of a file's rows as numbers. */
export interface PlainSql {
  /** One of `rowKinds`. */
  readonly kind: string;
  /** Whole minutes since 1970, New York, rounded up; -1 = no time the program could use. */
  readonly minutes: string;
  /** Points, NaN where empty: of puts and calls. */
  readonly reals: { readonly strike: string; readonly bid: string; readonly ask: string; readonly spot?: string; readonly openInterest?: string };
}

const callNames = ['C', 'c', 'CALL', 'call', 'Call'];
const putNames = ['P', 'p', 'PUT', 'put', 'Put'];

const named = (column: string): string => `"${column.replaceAll('"', '""')}"`;
const among = (column: string, names: readonly string[]): string => `${column} IN (${names.map((name) => `'${name}'`).join(', ')})`;
const isNumber = (type: string | undefined): boolean => /^(DOUBLE|DECIMAL|TINYINT|SMALLINT|INTEGER|BIGINT|U\w+INT)/.test(type ?? '');

/** Beyond any price or count, and short of infinity and NaN, which sort above it. */
const LARGEST = '1e12';

/**
 * How a file's rows are read as numbers.
 *
 * @param types of its columns, as the database names them
 * @returns undefined when a column is of a type whose text would be read otherwise, such as a time in words or a 4-byte real
 */
export const plainSql = (columns: PlainColumns, types: ReadonlyMap<string, string>): PlainSql | undefined => {
  const { root, time, expiry, right, index, openInterest } = columns;
  const interest = openInterest !== undefined && types.has(openInterest) ? openInterest : undefined;
  const numbers = [columns.strike, columns.bid, columns.ask, ...(index ?? []), ...(interest === undefined ? [] : [interest])];
  const isPlain =
    types.get(root) === 'VARCHAR' && types.get(right) === 'VARCHAR' && types.get(time) === 'TIMESTAMP' && types.get(expiry) === 'DATE' && numbers.every((name) => isNumber(types.get(name)));
  if (!isPlain) return undefined;
  const real = (name: string): string => (types.get(name) === 'DOUBLE' ? named(name) : `${named(name)}::DOUBLE`);
  const filled = (name: string): string => `coalesce(${real(name)}, 'nan'::DOUBLE)`;
  const [r, t, e, side, strike] = [named(root), named(time), named(expiry), named(right), real(columns.strike)];
  const inTime = `${t} BETWEEN TIMESTAMP '2000-01-01' AND TIMESTAMP '2099-12-31'`;
  const readable = [
    inTime,
    among(side, [...callNames, ...putNames]),
    `${strike} > 0 AND ${strike} < ${LARGEST}`,
    ...[columns.bid, columns.ask, ...(interest === undefined ? [] : [interest])].map((name) => `(${named(name)} IS NULL OR (${real(name)} >= 0 AND ${real(name)} < ${LARGEST}))`),
    ...(index ?? []).map((name) => `(${named(name)} IS NULL OR (${real(name)} > -${LARGEST} AND ${real(name)} < ${LARGEST}))`),
  ];
  const { doubtful, amSettled, otherRoot, otherExpiry } = rowKinds;
  return {
    kind: `(CASE WHEN ${r} = 'SPXW' AND ${e} = ${t}::DATE THEN CASE WHEN ${readable.join(' AND ')} THEN (${among(side, callNames)})::INTEGER ELSE ${doubtful} END
      WHEN ${r} = 'SPX' THEN ${amSettled} WHEN ${r} <> 'SPXW' THEN ${otherRoot} WHEN ${e} <> ${t}::DATE THEN ${otherExpiry} ELSE ${doubtful} END)::USMALLINT`,
    minutes: `(CASE WHEN ${inTime} THEN (epoch_us(${t}) + 59999999) // 60000000 ELSE -1 END)::INTEGER`,
    reals: {
      strike,
      bid: filled(columns.bid),
      ask: filled(columns.ask),
      ...(index === undefined ? {} : { spot: `CASE WHEN ${real(index[0])} > 0 AND ${real(index[1])} > 0 THEN (${real(index[0])} + ${real(index[1])}) / 2 ELSE 'nan'::DOUBLE END` }),
      ...(interest === undefined ? {} : { openInterest: filled(interest) }),
    },
  };
};

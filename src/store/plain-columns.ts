import type { PlainColumns } from '../formats/index.ts';

/** Kinds of rows of a Parquet file whose columns are plain; a doubtful one is left for its format to read. */
export const rowKinds = { put: 0, call: 1, doubtful: 2, amSettled: 3, otherRoot: 4, otherExpiry: 5 } as const;

/** Stands for an empty number: no vendor writes it, and it needs no second column. */
export const EMPTY = -1e300;

/** SQL of a file's rows as numbers. */
export interface PlainSql {
  /** One of `rowKinds`. */
  readonly kind: string;
  /** Whole minutes since 1970, New York, rounded up; -1 = no time the program could use. */
  readonly minutes: string;
  /** Points, `EMPTY` where empty. */
  readonly reals: { readonly strike: string; readonly bid: string; readonly ask: string; readonly spot?: string; readonly openInterest?: string };
}

const callNames = ['C', 'c', 'CALL', 'call', 'Call'];
const putNames = ['P', 'p', 'PUT', 'put', 'Put'];

const named = (column: string): string => `"${column.replaceAll('"', '""')}"`;
/** The kind of each name of a right; tried one after the other, so that the names that vendors use come first. */
const kindsOfRights = callNames.flatMap((name, i) => [`WHEN '${name}' THEN ${rowKinds.call}`, `WHEN '${putNames[i]}' THEN ${rowKinds.put}`]).join(' ');
const isNumber = (type: string | undefined): boolean => /^(DOUBLE|DECIMAL|TINYINT|SMALLINT|INTEGER|BIGINT|U\w+INT)/.test(type ?? '');

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
  const filled = (name: string): string => `coalesce(${real(name)}, ${EMPTY})`;
  const middle = (bid: string, ask: string): string =>
    `CASE WHEN ${bid} > 0 AND ${ask} > 0 THEN (${bid} + ${ask}) / 2 WHEN isfinite(coalesce(${bid}, 0)) AND isfinite(coalesce(${ask}, 0)) THEN ${EMPTY} ELSE 'nan'::DOUBLE END`;
  const [r, t, e] = [named(root), named(time), named(expiry)];
  const inTime = `${t} BETWEEN TIMESTAMP '2000-01-01' AND TIMESTAMP '2099-12-31'`;
  const { doubtful, amSettled, otherRoot, otherExpiry } = rowKinds;
  return {
    kind: `(CASE WHEN ${r} = 'SPXW' AND ${e} = ${t}::DATE AND ${inTime} THEN CASE ${named(right)} ${kindsOfRights} ELSE ${doubtful} END
      WHEN coalesce(trim(${r}), '') = '' THEN ${doubtful} WHEN ${r} = 'SPX' THEN ${amSettled} WHEN ${r} <> 'SPXW' THEN ${otherRoot} WHEN ${e} <> ${t}::DATE THEN ${otherExpiry} ELSE ${doubtful} END)::USMALLINT`,
    minutes: `(CASE WHEN ${inTime} THEN (epoch_us(${t}) + 59999999) // 60000000 ELSE -1 END)::INTEGER`,
    reals: {
      strike: filled(columns.strike),
      bid: filled(columns.bid),
      ask: filled(columns.ask),
      ...(index === undefined ? {} : { spot: middle(real(index[0]), real(index[1])) }),
      ...(interest === undefined ? {} : { openInterest: filled(interest) }),
    },
  };
};

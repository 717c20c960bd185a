import type { ChainFormat } from '../formats/index.ts';
import type { Database } from './duckdb.ts';
import { quoted } from './duckdb.ts';
import type { InputFile } from './open-input.ts';
import type { PlainSql } from './plain-columns.ts';
import { plainSql } from './plain-columns.ts';

/** A stretch of a Parquet file that was written as one. */
interface RowGroup {
  readonly rows: number;
  /** Dates as `YYYY-MM-DD`, of the rows' times. */
  readonly first: string;
  readonly last: string;
}

/** A Parquet file that can be read session by session without text. */
export interface PlainFile {
  readonly file: InputFile;
  readonly columns: readonly string[];
  readonly sql: PlainSql;
  readonly from: string;
  readonly first: string;
  readonly last: string;
  /** After how many rows which dates are complete: all before the one named. */
  readonly marks: readonly { readonly rows: number; readonly before: string }[];
}

/** Rows of sessions that may stay open at a time, so that memory stays bounded. */
const MOST_OPEN = 2_000_000;
const NO_DATE = '9999-12-31';

const earlier = (a: string, b: string): string => (a < b ? a : b);

/** The marks of a file, or undefined when its sessions lie scattered over it. */
const marksOf = (groups: readonly RowGroup[]): PlainFile['marks'] | undefined => {
  const befores = groups.map(() => NO_DATE);
  for (let g = groups.length - 2; g >= 0; g--) befores[g] = earlier(befores[g + 1], groups[g + 1].first);
  const open = groups.map((_, g) => groups.slice(Math.max(0, g - 64), g + 1).filter(({ last }) => last >= befores[g]).reduce((sum, { rows }) => sum + rows, 0));
  if (Math.max(...open) > MOST_OPEN) return undefined;
  let rows = 0;
  return groups.map((group, g) => ({ rows: (rows += group.rows), before: befores[g] }));
};

const plainFileOf = async (db: Database, file: InputFile, format: ChainFormat): Promise<PlainFile | undefined> => {
  if (file.kind !== 'parquet' || format.plain === undefined || !format.sniff(file.head)) return undefined;
  const from = `read_parquet(${quoted(file.path)})`;
  const types = new Map((await db.texts(`DESCRIBE SELECT * FROM ${from}`)).rows.map(([name, type]) => [name, type]));
  const sql = plainSql(format.plain, types);
  if (sql === undefined) return undefined;
  const { rows } = await db.texts(`SELECT row_group_num_rows, stats_min_value, stats_max_value FROM parquet_metadata(${quoted(file.path)})
    WHERE path_in_schema = ${quoted(format.plain.time)} ORDER BY row_group_id`);
  const groups = rows.map(([count, first, last]): RowGroup => ({ rows: Number(count), first: first.slice(0, 10), last: last.slice(0, 10) }));
  const marks = groups.length > 0 && groups.every(({ first }) => /^\d{4}-/.test(first)) ? marksOf(groups) : undefined;
  if (marks === undefined) return undefined;
  const first = groups.map((group) => group.first).reduce(earlier);
  const last = groups.map((group) => group.last).reduce((a, b) => (a > b ? a : b));
  return { file, columns: [...types.keys()], sql, from, first, last, marks };
};

/**
 * Files whose columns can be read as numbers, session after session, in order of time.
 *
 * @returns undefined when one cannot, or sessions of two files or of far-apart rows would have to be joined: then rows are read as text
 */
export const plainFiles = async (db: Database, files: readonly InputFile[], format: ChainFormat): Promise<readonly PlainFile[] | undefined> => {
  const found: PlainFile[] = [];
  for (const file of files) {
    const plain = await plainFileOf(db, file, format);
    if (plain === undefined) return undefined;
    found.push(plain);
  }
  const ordered = found.toSorted((a, b) => (a.first < b.first ? -1 : 1));
  return ordered.every(({ first }, i) => i === 0 || first > ordered[i - 1].last) ? ordered : undefined;
};

import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult, DuckDBTypeId } from '@duckdb/node-api';
import type { DataChunk } from '@duckdb/node-bindings';
import { DataError, mustBe } from '../kernel/index.ts';

/** Columns by name; the kind of array is the column's type in the database. */
export type Columns = Readonly<Record<string, Float64Array | Int32Array | Uint16Array>>;

/** The one window on DuckDB: whole columns in, whole columns out. */
export interface Database {
  readonly run: (sql: string) => Promise<void>;
  /** Appends rows to a table of the same columns in the same order. */
  readonly append: (table: string, columns: Columns) => Promise<void>;
  /** Opens a table for rows added one at a time. */
  readonly rowAppender: (table: string, first: Columns) => Promise<RowAppender>;
  /** Result columns chunk by chunk, for results that do not fit in memory. */
  readonly chunks: (sql: string, all: Whole) => AsyncGenerator<Columns>;
  /** Result columns in the order asked for, chunk by chunk, the next ones being fetched meanwhile. */
  readonly views: (sql: string, all: Whole) => AsyncGenerator<ColumnView>;
  /** Result rows as text, chunk by chunk; NULL reads as empty. */
  readonly textChunks: (sql: string, all: Whole) => AsyncGenerator<string[][]>;
  /** Result columns of types DOUBLE, INTEGER or USMALLINT without NULLs. */
  readonly columns: (sql: string) => Promise<Columns>;
  /** Result rows as text; NULL reads as empty. */
  readonly texts: (sql: string) => Promise<{ readonly columns: string[]; readonly rows: string[][] }>;
  readonly close: () => void;
}

/**
 * What a result read chunk by chunk must come to. An error on the way, such as a damaged page of a file, ends it without a
 * word: only the count tells.
 */
export interface Whole {
  readonly rows: number;
  /** What the rows are of, for the message. */
  readonly of: string;
}

/** Rows of a result, a column each in the order asked for. */
export interface ColumnView {
  readonly columns: readonly Items[];
  readonly rows: number;
}

/** Adds rows to a table: cells go into `columns` at `at`, then `next`. */
export interface RowAppender {
  /** One array a column, in the table's order. */
  readonly columns: readonly Items[];
  /** Place of the row being written. */
  readonly at: () => number;
  readonly next: () => void;
  /** Must be called after the last row. */
  readonly close: () => void;
}

export interface DatabaseOptions {
  /** A file; in memory when left out. */
  readonly path?: string;
  /** Megabytes the database may hold before it writes to its folder; DuckDB's own limit when left out. */
  readonly memory?: number;
  /**
   * Threads that answer a query; DuckDB's own choice when left out.
   *
   * Chunks of a query without ORDER BY come in the order of the rows only from one thread.
   */
  readonly threads?: number;
}

/** A path as an SQL string literal. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const VECTOR_ROWS = 2048;

type Items = Float64Array | Int32Array | Uint16Array;

/** The typed array under a vector: private in the types, but the only way to move columns without boxing each value. */
const itemsOf = (vector: unknown): Items => (vector as { readonly items: Items }).items;

const concatenated = (parts: readonly Items[]): Items => {
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const first = parts[0];
  const joined =
    first instanceof Float64Array ? new Float64Array(total) : first instanceof Int32Array ? new Int32Array(total) : new Uint16Array(total);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};

const columnsOf = async (connection: DuckDBConnection, sql: string): Promise<Columns> => {
  const result = await connection.run(sql);
  const names = result.columnNames();
  const parts = names.map((): Items[] => []);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let c = 0; c < names.length; c++) parts[c].push(itemsOf(chunk.getColumnVector(c)));
  }
  return Object.fromEntries(names.map((name, c) => [name, concatenated(parts[c])]));
};

/** The chunk of the database itself: likewise private. */
const handleOf = (chunk: DuckDBDataChunk): DataChunk => (chunk as unknown as { readonly chunk: DataChunk }).chunk;

/** Chunks fetched before they are needed. Several keep their order only where the process has one thread for such work. */
const chunksAhead = (): number => (process.env['UV_THREADPOOL_SIZE'] === '1' ? 32 : 1);

/** @throws DataError when fewer rows came than there are */
const checkWhole = (rows: number, all: Whole): void => {
  if (rows !== all.rows) throw new DataError('corrupt', mustBe(all.of, `whole: ${all.rows} rows`, rows, 'no more can be read: fetch the file again'));
};

const failed = (error: unknown): DataError =>
  new DataError('database', `the database refused: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}; check the file`);

/** Opens a database in memory. Nothing is downloaded: extensions are neither installed nor loaded by themselves. */
export const openDatabase = async ({ path, memory, threads }: DatabaseOptions = {}): Promise<Database> => {
  const duckdb = await import('@duckdb/node-api');
  const { data_chunk_get_vector: vectorOf, vector_get_data: bytesOf } = (await import('@duckdb/node-bindings')).default;
  /** A column's numbers, without the wrapping that costs more than reading them. */
  const itemsAt = (chunk: DuckDBDataChunk, column: number, type: DuckDBTypeId): Items => {
    const [made, size] = type === duckdb.DuckDBTypeId.DOUBLE ? [Float64Array, 8] : type === duckdb.DuckDBTypeId.INTEGER ? [Int32Array, 4] : [Uint16Array, 2];
    const bytes = bytesOf(vectorOf(handleOf(chunk), column), chunk.rowCount * size);
    return new made(bytes.buffer as ArrayBuffer, bytes.byteOffset, chunk.rowCount);
  };
  const types = (column: Items) =>
    column instanceof Float64Array ? duckdb.DOUBLE : column instanceof Int32Array ? duckdb.INTEGER : duckdb.USMALLINT;
  const instance = await duckdb.DuckDBInstance.create(path ?? ':memory:', {
    ...(memory === undefined ? {} : { memory_limit: `${memory}MB` }),
    ...(threads === undefined ? {} : { threads: String(threads) }),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw failed(error);
    }
  };
  /** A result's chunks to its end, so many being fetched before they are asked for. @throws DataError where it ends too soon */
  async function* fetched(result: DuckDBResult, all: Whole, ahead = 1): AsyncGenerator<DuckDBDataChunk> {
    const fetch = () => {
      const fetching = guarded(() => result.fetchChunk());
      // Awaited when the chunks before it were used; until then a failure must not count as unhandled.
      fetching.catch(() => undefined);
      return fetching;
    };
    const coming = Array.from({ length: ahead }, fetch);
    let read = 0;
    try {
      for (let chunk = await coming.shift(); chunk !== undefined && chunk !== null && chunk.rowCount > 0; chunk = await coming.shift()) {
        coming.push(fetch());
        read += chunk.rowCount;
        yield chunk;
      }
      checkWhole(read, all);
    } finally {
      await Promise.allSettled(coming);
    }
  }
  return {
    run: (sql) => guarded(async () => void (await connection.run(sql))),
    append: (table, columns) =>
      guarded(async () => {
        const arrays = Object.values(columns);
        const rows = arrays[0].length;
        const appender = await connection.createAppender(table);
        const chunk = duckdb.DuckDBDataChunk.create(arrays.map(types), VECTOR_ROWS);
        const vectors = arrays.map((_, c) => chunk.getColumnVector(c));
        for (let start = 0; start < rows; start += VECTOR_ROWS) {
          chunk.rowCount = Math.min(VECTOR_ROWS, rows - start);
          arrays.forEach((array, c) => {
            itemsOf(vectors[c]).set(array.subarray(start, start + chunk.rowCount));
            vectors[c].flush();
          });
          appender.appendDataChunk(chunk);
        }
        appender.closeSync();
      }),
    rowAppender: async (table, first) => {
      const appender = await connection.createAppender(table);
      const chunk = duckdb.DuckDBDataChunk.create(Object.values(first).map(types), VECTOR_ROWS);
      const vectors = Object.values(first).map((_, c) => chunk.getColumnVector(c));
      let at = 0;
      const flush = (): void => {
        if (at === 0) return;
        chunk.rowCount = at;
        for (const vector of vectors) vector.flush();
        appender.appendDataChunk(chunk);
        at = 0;
      };
      return {
        columns: vectors.map(itemsOf),
        at: () => at,
        next: () => {
          at++;
          if (at === VECTOR_ROWS) flush();
        },
        close: () => {
          flush();
          appender.closeSync();
        },
      };
    },
    chunks: async function* (sql, all) {
      const result = await guarded(() => connection.stream(sql));
      const names = result.columnNames();
      for await (const chunk of fetched(result, all)) {
        yield Object.fromEntries(names.map((name, c) => [name, itemsOf(chunk.getColumnVector(c)).slice(0, chunk.rowCount)]));
      }
    },
    views: async function* (sql, all) {
      const result = await guarded(() => connection.stream(sql));
      const columnTypes = Array.from({ length: result.columnCount }, (_, c) => result.columnTypeId(c));
      for await (const chunk of fetched(result, all, chunksAhead())) {
        yield { columns: columnTypes.map((type, c) => itemsAt(chunk, c, type)), rows: chunk.rowCount };
      }
    },
    textChunks: async function* (sql, all) {
      const result = await guarded(() => connection.stream(sql));
      for await (const chunk of fetched(result, all)) yield chunk.getRows().map((row) => row.map((value) => (value === null ? '' : String(value))));
    },
    columns: (sql) => guarded(() => columnsOf(connection, sql)),
    texts: (sql) =>
      guarded(async () => {
        const reader = await connection.runAndReadAll(sql);
        const rows = reader.getRows().map((row) => row.map((value) => (value === null ? '' : String(value))));
        return { columns: reader.columnNames(), rows };
      }),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
};

import { createHash } from 'node:crypto';
import { createReadStream, openSync, closeSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { constants, createGunzip, gunzipSync } from 'node:zlib';
import { csvCells } from '../formats/index.ts';
import { DataError, mustBe } from '../kernel/index.ts';
import { checkInput, readInput, textOf } from './chain-source.ts';
import { openDatabase, quoted } from './duckdb.ts';

/** A file to import, of any size: its first lines at once, its rows as they are asked for. */
export interface InputFile {
  readonly name: string;
  readonly head: readonly string[];
  readonly bytes: number;
  readonly kind: 'text' | 'parquet';
  readonly path: string;
  /**
   * Rows in batches, a header line above them.
   *
   * @param headerLine 0 for the first line
   * @param onBytes told how many bytes of the file were read
   */
  readonly rows: (headerLine: number, onBytes: (done: number) => void) => Promise<{ readonly columns: readonly string[]; readonly batches: AsyncIterable<readonly string[][]> }>;
  /** The whole file. */
  readonly text: () => string;
}

const HEAD_LINES = 10;
const HEAD_BYTES = 1 << 16;

const firstBytes = (path: string, count: number): Buffer => {
  const buffer = Buffer.alloc(count);
  const file = openSync(path, 'r');
  try {
    return buffer.subarray(0, readSync(file, buffer, 0, count, 0));
  } finally {
    closeSync(file);
  }
};

const isGzip = (start: Buffer): boolean => start[0] === 0x1f && start[1] === 0x8b;

/** Text at a file's beginning; of a gzip, what its first bytes unpack to. */
const beginning = (start: Buffer, name: string): string => {
  if (!isGzip(start)) return start.toString('utf8');
  try {
    const isWhole = start.length < HEAD_BYTES;
    return gunzipSync(start, isWhole ? {} : { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8');
  } catch {
    throw new DataError('corrupt', mustBe(name, 'a whole gzip file', `${start.length} damaged bytes`, 'fetch it again'));
  }
};

const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, '').split(/\r?\n/);

/** A text file's lines after its header, in batches of one read each. */
async function* textBatches(path: string, skip: number, gzip: boolean, onBytes: (done: number) => void): AsyncGenerator<string[][]> {
  const raw = createReadStream(path, { highWaterMark: 1 << 20 });
  let done = 0;
  raw.on('data', (chunk) => {
    done += chunk.length;
  });
  const unpacked = gzip ? raw.pipe(createGunzip({ chunkSize: 1 << 20 })) : raw;
  if (unpacked !== raw) raw.on('error', (error) => unpacked.destroy(error));
  const decoder = new TextDecoder();
  let rest = '';
  let seen = 0;
  const cellsOf = (lines: readonly string[]): string[][] => {
    const kept = seen > skip ? lines : lines.slice(Math.max(0, skip + 1 - seen));
    seen += lines.length;
    return kept.filter((line) => line !== '').map(csvCells);
  };
  try {
    for await (const chunk of unpacked) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split(/\r?\n/);
      rest = lines.pop() ?? '';
      yield cellsOf(lines);
      onBytes(done);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!code.startsWith('Z_')) throw error;
    throw new DataError('corrupt', mustBe(basename(path), 'a whole gzip file', code, 'fetch it again'));
  }
  yield cellsOf([rest + decoder.decode()]);
  onBytes(done);
}

const textFile = (path: string, start: Buffer): InputFile => {
  const name = basename(path);
  const head = linesOf(beginning(start, name)).slice(0, HEAD_LINES);
  return {
    name,
    head,
    path,
    bytes: statSync(path).size,
    kind: 'text',
    text: () => textOf(readInput(path), name),
    rows: async (headerLine, onBytes) => ({
      columns: csvCells(head[headerLine] ?? ''),
      batches: textBatches(path, headerLine, isGzip(start), onBytes),
    }),
  };
};

const parquetFile = async (path: string): Promise<InputFile> => {
  const from = `read_parquet(${quoted(path)})`;
  const db = await openDatabase();
  try {
    const { columns } = await db.texts(`SELECT * FROM ${from} LIMIT 0`);
    const bytes = statSync(path).size;
    return {
      name: basename(path),
      head: [columns.join(',')],
      path,
      bytes,
      kind: 'parquet',
      text: () => columns.join(','),
      rows: async (_, onBytes) => {
        const reading = await openDatabase({ memory: 256 });
        const total = Number((await reading.texts(`SELECT count(*) FROM ${from}`)).rows[0][0]);
        const batches = async function* (): AsyncGenerator<string[][]> {
          let done = 0;
          try {
            for await (const rows of reading.textChunks(`SELECT COLUMNS(*)::VARCHAR FROM ${from}`, { rows: total, of: basename(path) })) {
              yield rows;
              done += rows.length;
              onBytes((bytes * done) / Math.max(1, total));
            }
          } finally {
            reading.close();
          }
        };
        return { columns, batches: batches() };
      },
    };
  } finally {
    db.close();
  }
};

/**
 * Opens a file of any kind for import: CSV, gzipped CSV, JSON or Parquet, told apart by its first bytes.
 *
 * @throws DataError when it is missing, a folder, not to be read, or a damaged gzip
 */
export const openInput = async (path: string): Promise<InputFile> => {
  checkInput(path);
  const start = firstBytes(path, HEAD_BYTES);
  return start.subarray(0, 4).toString('latin1') === 'PAR1' ? parquetFile(path) : textFile(path, start);
};

/** SHA-256 of a file of any size, hex. */
export const hashInput = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

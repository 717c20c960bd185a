import { statSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type { ChainFormat, RowSink } from '../formats/index.ts';
import { chainFormats, unsupportedLayouts } from '../formats/index.ts';
import { ConfigError, DataError, mustBe } from '../kernel/index.ts';
import type { QuoteDay } from '../market/index.ts';
import { withParityLevels } from '../market/index.ts';
import { openDatabase } from './duckdb.ts';
import { daysOfColumns } from './import-columns.ts';
import type { Attestation, ImportFinding, ImportRules } from './import-counts.ts';
import { attested, importCounts } from './import-counts.ts';
import { removingOnSignal } from './leftovers.ts';
import type { InputFile } from './open-input.ts';
import { hashInput, openInput } from './open-input.ts';
import { plainFiles } from './plain-file.ts';
import type { Spill } from './spill.ts';
import { openSpill, spillFolder } from './spill.ts';
import type { DatasetDescription } from './write-dataset.ts';

export type { Attestation, ImportFinding, ImportRules } from './import-counts.ts';

/** Chains read from vendor files, not yet a dataset. */
export interface ImportedChains {
  /** Sessions ascending; to be taken once, to the end. */
  readonly days: AsyncIterable<QuoteDay>;
  /** At most; for progress. */
  readonly sessionCount: number;
  /** Asked after the last session. @throws DataError when too many quotes were rejected in all */
  readonly describe: () => DatasetDescription;
  /** Asked after the last session. */
  readonly findings: () => readonly ImportFinding[];
}

/** Told how many bytes of all files were read. */
export type OnBytes = (done: number) => void;

/** Megabytes a database that reads columns may hold. */
const COLUMNS_MEMORY = 512;

interface About {
  readonly attestation: Attestation;
  readonly rules: ImportRules;
}

/** Bytes of files together, for progress; missing ones count nothing. */
export const inputBytes = (files: readonly string[]): number =>
  files.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);

/**
 * The format whose layout a file has.
 *
 * @throws DataError when none matches, or the layout is known and not read
 */
export const sniffFormat = ({ head, name }: Pick<InputFile, 'head' | 'name'>): ChainFormat => {
  const found = chainFormats.find((format) => format.sniff(head));
  if (found !== undefined) return found;
  const unsupported = unsupportedLayouts.find((layout) => layout.sniff(head, name));
  if (unsupported !== undefined) {
    throw new DataError('unsupported-format', mustBe(name, `of a layout that is read, not ${unsupported.title} (${unsupported.why})`, head[0] ?? '', unsupported.remedy));
  }
  const known = chainFormats.map((format) => format.id).join(', ');
  throw new DataError('unknown-format', mustBe(name, `in one of the formats ${known}`, head[0] ?? '', 'use --format generic with --map'));
};

/** Reads one file's rows in turn. Between batches other work, such as a signal, gets its say. */
const readRows = async (format: ChainFormat, file: InputFile, sink: RowSink, onBytes: (done: number) => void): Promise<void> => {
  if (format.kind === 'document') {
    format.read({ name: file.name, head: file.head, table: () => ({ columns: [], rows: [] }), text: file.text }, sink);
    return;
  }
  const { columns, batches } = await file.rows(format.headerLine(file.head), onBytes);
  const reader = format.open({ name: file.name, head: file.head, columns }, sink);
  for await (const batch of batches) for (const cells of batch) reader.row(cells);
  reader.end?.();
};

const hashesOf = (files: readonly InputFile[]): Promise<DatasetDescription['inputs']> =>
  Promise.all(files.map(async ({ name, path }) => ({ file: name, sha256: await hashInput(path) })));

/** Reads files row by row as text into a store on disk, then session by session. */
const readAsText = async (files: readonly InputFile[], format: ChainFormat | undefined, { attestation, rules }: About, onBytes: OnBytes, spill: Spill): Promise<ImportedChains> => {
  const counts = importCounts(rules);
  let bytesDone = 0;
  let used = format;
  for (const file of files) {
    used ??= sniffFormat(file);
    const doneBefore = bytesDone;
    await readRows(used, file, counts.sink(spill.add), (done) => onBytes(doneBefore + done));
    bytesDone += file.bytes;
    onBytes(bytesDone);
    counts.endFile(file.name);
  }
  if (used === undefined) throw new ConfigError('files', mustBe('files', 'at least one file', files.length, 'name the files to import'));
  const inputs = await hashesOf(files);
  counts.checkAny();
  const about = attested(used, attestation);
  counts.checkSides(about.grade);
  const hasLevels = counts.hasLevels();
  const days = async function* (): AsyncGenerator<QuoteDay> {
    for await (const day of spill.days(counts.drop)) yield hasLevels ? day : withParityLevels(day);
  };
  const read = used;
  return { days: days(), sessionCount: spill.sessionCount(), findings: counts.findings, describe: () => counts.describe(read, about, inputs) };
};

const weekdaysBetween = (from: string, to: string): number => Math.ceil(((Date.parse(to) - Date.parse(from)) / 86_400_000 + 1) * (5 / 7));

/**
 * Reads Parquet files column by column, session by session, when their layout and order allow it.
 *
 * @returns false when they do not
 */
const useColumns = async (files: readonly InputFile[], format: ChainFormat, { attestation, rules }: About, use: (imported: ImportedChains) => Promise<unknown>): Promise<boolean> => {
  const one = { memory: COLUMNS_MEMORY, threads: 1 };
  const databases = [await openDatabase(one), await openDatabase(one)] as const;
  // Columns pass through a small heap and die at once. Marking it bit by bit, as V8 would for every few of them, takes a fifth of an import.
  setFlagsFromString('--no-incremental-marking');
  try {
    const plain = await plainFiles(databases[0], files, format);
    if (plain === undefined) return false;
    const about = attested(format, attestation);
    const counts = importCounts(rules);
    const days = daysOfColumns(plain, format, databases, counts);
    try {
      const first = await days.next();
      // A file whose index appears later than its quotes must be known whole before its first session is written.
      if (!counts.hasLevels() && plain[0].sql.reals.spot !== undefined) return false;
      if (first.done === true) counts.checkAny();
      const inputs = hashesOf(files);
      inputs.catch(() => undefined);
      let hashes: DatasetDescription['inputs'] = [];
      const all = async function* (): AsyncGenerator<QuoteDay> {
        if (first.done !== true) yield first.value;
        yield* days;
        counts.checkSides(about.grade);
        hashes = await inputs;
      };
      const sessionCount = weekdaysBetween(plain[0].first, plain[plain.length - 1].last);
      await use({ days: all(), sessionCount, findings: counts.findings, describe: () => counts.describe(format, about, hashes) });
      return true;
    } finally {
      await days.return(undefined);
    }
  } finally {
    setFlagsFromString('--incremental-marking');
    for (const db of databases) db.close();
  }
};

/**
 * Reads chain files of any size into sessions. The order of files and rows does not matter.
 *
 * Accepted rows wait on disk, so memory stays bounded; they are gone when `use` returns. Parquet files of plain columns in
 * order of time need not wait.
 *
 * @param format undefined to tell it from each file's header
 * @param use what to do with the sessions
 * @throws DataError when a file is missing or of another layout, too many quotes are rejected, or none is left
 */
export const importChains = async (
  files: readonly string[],
  format: ChainFormat | undefined,
  about: About,
  onBytes: OnBytes,
  use: (imported: ImportedChains) => Promise<void>,
): Promise<void> => {
  const opened: InputFile[] = [];
  for (const path of files) opened.push(await openInput(path));
  if (opened.length > 0 && opened.every(({ kind }) => kind === 'parquet') && (await useColumns(opened, format ?? sniffFormat(opened[0]), about, use))) return;
  const folder = spillFolder();
  await removingOnSignal(folder, async () => {
    const spill = await openSpill(folder);
    try {
      await use(await readAsText(opened, format, about, onBytes, spill));
    } finally {
      spill.close();
    }
  });
};

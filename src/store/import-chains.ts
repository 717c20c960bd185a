import { statSync } from 'node:fs';
import type { ChainFormat, ChainRow, NoteCode, RowSink } from '../formats/index.ts';
import { assembleDay, chainFormats, unsupportedLayouts } from '../formats/index.ts';
import type { DataGrade } from '../kernel/index.ts';
import { ConfigError, DataError, dataGrades, mustBe } from '../kernel/index.ts';
import type { QuoteDay } from '../market/index.ts';
import { parityLevel, withParityLevels } from '../market/index.ts';
import { removingOnSignal } from './leftovers.ts';
import type { InputFile } from './open-input.ts';
import { hashInput, openInput } from './open-input.ts';
import type { Spill } from './spill.ts';
import { openSpill, spillFolder } from './spill.ts';
import type { DatasetDescription } from './write-dataset.ts';

/** How strict an import is. */
export interface ImportRules {
  /** Percent of rejected quotes above which the import fails. */
  readonly maxRejects: number;
  /** Fail on any rejected quote. */
  readonly strict: boolean;
}

/** The user's word for data whose format grants no grade. */
export interface Attestation {
  readonly grade: string | undefined;
  readonly source: string | undefined;
}

/** Something about the files that a user should know before trusting them. */
export interface ImportFinding {
  readonly code: 'stale-index' | NoteCode;
  readonly detail: string;
}

/** Chains read from vendor files, not yet a dataset. */
export interface ImportedChains {
  /** Sessions ascending; to be taken once, to the end. */
  readonly days: AsyncIterable<QuoteDay>;
  readonly sessionCount: number;
  /** Asked after the last session. @throws DataError when too many quotes were rejected in all */
  readonly describe: () => DatasetDescription;
  readonly findings: readonly ImportFinding[];
}

/** Told how many bytes of all files were read. */
export type OnBytes = (done: number) => void;

/** Bytes of files together, for progress; missing ones count nothing. */
export const inputBytes = (files: readonly string[]): number =>
  files.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);

/**
 * The grade and source a format's data goes under.
 *
 * @throws ConfigError when the format needs an attestation and none was given, or grants its own grade and another was
 */
const attested = (format: ChainFormat, { grade, source }: Attestation): { readonly grade: DataGrade; readonly source: string } => {
  if (format.grade !== undefined) {
    if (grade !== undefined && grade !== format.grade) {
      throw new ConfigError('grade', mustBe('--grade', `left out: ${format.id} grants ${format.grade}`, grade, 'drop the option'));
    }
    return { grade: format.grade, source: source ?? format.title };
  }
  const known = dataGrades.find((name) => name === grade);
  if (known === undefined) throw new ConfigError('grade', mustBe('--grade', `one of ${dataGrades.join(', ')}`, grade, 'say how real the quotes are'));
  if (source === undefined) {
    throw new ConfigError('source', mustBe('--source', 'a sentence on where the data came from', source, 'it is printed on every report'));
  }
  return { grade: known, source };
};

/** Counters by code. */
const tally = () => {
  const counts: Record<string, number> = {};
  return {
    counts,
    add: (code: string): void => {
      counts[code] = (counts[code] ?? 0) + 1;
    },
    total: (): number => Object.values(counts).reduce((sum, n) => sum + n, 0),
  };
};

const sorted = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));

const checkRejects = (where: string, rejected: ReturnType<typeof tally>, accepted: number, rules: ImportRules, findings: readonly ImportFinding[]): void => {
  const share = (100 * rejected.total()) / Math.max(1, rejected.total() + accepted);
  if (!(rules.strict ? rejected.total() > 0 : share > rules.maxRejects)) return;
  const limit = rules.strict ? 'none (--strict)' : `at most ${rules.maxRejects}% of the quotes`;
  const found = `${share.toFixed(2)}%: ${Object.entries(sorted(rejected.counts)).map(([code, n]) => `${code} ${n}`).join(', ')}`;
  const remedy = ['correct the files or raise --max-rejects', ...findings.map(({ code, detail }) => `${code}: ${detail}`)].join('; ');
  throw new DataError('too-many-rejects', mustBe(where, limit, found, remedy));
};

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

/** Points by which an index print may differ from what calls and puts imply before it counts as stale. */
const STALE_INDEX = 5;
/** Rows outside trading hours that are looked at. */
const MOST_OFF_HOURS = 5000;

/** What the options outside trading hours say of the index print beside them. */
const findingsOf = (rows: readonly ChainRow[]): ImportFinding[] => {
  const label = ({ date, minute }: ChainRow): string => `${date} ${minute}`;
  return [...new Set(rows.map(label))].flatMap((at): ImportFinding[] => {
    const day = assembleDay(rows.filter((row) => label(row) === at), () => undefined);
    const gap = parityLevel(day, 0) - day.spot[0];
    if (!(Math.abs(gap) > STALE_INDEX)) return [];
    const clock = `${String(Math.floor(day.minutes[0] / 60)).padStart(2, '0')}:${String(day.minutes[0] % 60).padStart(2, '0')}`;
    const detail = `${day.date} ${clock}, outside trading hours: the index prints ${day.spot[0].toFixed(2)}, calls and puts imply ${(day.spot[0] + gap).toFixed(2)}`;
    return [{ code: 'stale-index', detail }];
  });
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

const readFiles = async (
  files: readonly string[],
  format: ChainFormat | undefined,
  { attestation, rules }: { readonly attestation: Attestation; readonly rules: ImportRules },
  onBytes: OnBytes,
  spill: Spill,
): Promise<ImportedChains> => {
  const rejected = tally();
  const skipped = tally();
  const inputs: { file: string; sha256: string }[] = [];
  const offHours: ChainRow[] = [];
  const notes: ImportFinding[] = [];
  let [accepted, twoSided, levels, bytesDone] = [0, 0, 0, 0];
  let used = format;
  const opened: InputFile[] = [];
  for (const path of files) opened.push(await openInput(path));
  for (const file of opened) {
    used ??= sniffFormat(file);
    const before = accepted;
    const ofFile = tally();
    const sink: RowSink = {
      accept: (row) => {
        accepted++;
        if (row.bid < row.ask) twoSided++;
        if (!Number.isNaN(row.spot)) levels++;
        spill.add(row);
      },
      reject: (code, row) => {
        ofFile.add(code);
        rejected.add(code);
        if (row !== undefined && offHours.length < MOST_OFF_HOURS) offHours.push(row);
      },
      skip: skipped.add,
      note: (code, detail) => notes.push({ code, detail }),
    };
    const doneBefore = bytesDone;
    await readRows(used, file, sink, (done) => onBytes(doneBefore + done));
    bytesDone += file.bytes;
    onBytes(bytesDone);
    checkRejects(`rejected quotes of ${file.name}`, ofFile, accepted - before, rules, [...notes, ...findingsOf(offHours)]);
    inputs.push({ file: file.name, sha256: await hashInput(file.path) });
  }
  if (used === undefined) throw new ConfigError('files', mustBe('files', 'at least one file', files.length, 'name the files to import'));
  if (accepted === 0) {
    const skips = Object.entries(sorted(skipped.counts)).map(([code, n]) => `${code} ${n}`).join(', ');
    throw new DataError('no-quotes', mustBe('files', 'with quotes of SPXW options expiring that day', `none; skipped: ${skips === '' ? 'nothing' : skips}`, 'choose files of days on which the options expire'));
  }
  const { grade, source } = attested(used, attestation);
  if (twoSided === 0 && grade === 'recorded') {
    throw new ConfigError('grade', mustBe('--grade', 'recorded-mids', grade, 'every bid equals its ask, so these are mids, not quotes'));
  }
  const screened = rejected.total();
  const hasLevels = levels > 0;
  const days = async function* (): AsyncGenerator<QuoteDay> {
    for await (const day of spill.days(rejected.add)) yield hasLevels ? day : withParityLevels(day);
  };
  const { id, stamp, quotes } = used;
  return {
    days: days(),
    sessionCount: spill.sessionCount(),
    findings: [...notes, ...findingsOf(offHours)],
    describe: () => {
      const kept = accepted - (rejected.total() - screened);
      checkRejects('rejected quotes', rejected, kept, rules, []);
      return {
        grade,
        source,
        quotes: grade === 'recorded-mids' || twoSided === 0 ? 'mids' : quotes,
        format: { id, stampedAt: stamp.at, zone: stamp.zone },
        ...(hasLevels ? {} : { indexLevel: 'parity' as const }),
        inputs,
        counts: { quotes: kept, rejected: sorted(rejected.counts), skipped: sorted(skipped.counts) },
        closes: {},
      };
    },
  };
};

/**
 * Reads chain files of any size into sessions. The order of files and rows does not matter.
 *
 * Accepted rows wait on disk, so memory stays bounded; they are gone when `use` returns.
 *
 * @param format undefined to tell it from each file's header
 * @param use what to do with the sessions
 * @throws DataError when a file is missing or of another layout, too many quotes are rejected, or none is left
 */
export const importChains = async <T>(
  files: readonly string[],
  format: ChainFormat | undefined,
  about: { readonly attestation: Attestation; readonly rules: ImportRules },
  onBytes: OnBytes,
  use: (imported: ImportedChains) => Promise<T>,
): Promise<T> => {
  const folder = spillFolder();
  return removingOnSignal(folder, async () => {
    const spill = await openSpill(folder);
    try {
      return await use(await readFiles(files, format, about, onBytes, spill));
    } finally {
      spill.close();
    }
  });
};

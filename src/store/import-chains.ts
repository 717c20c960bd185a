import { basename } from 'node:path';
import type { ChainFormat, ChainSource } from '../formats/index.ts';
import { assembleDay, chainFormats, rowsByDay } from '../formats/index.ts';
import type { DataGrade } from '../kernel/index.ts';
import { ConfigError, DataError, dataGrades, mustBe } from '../kernel/index.ts';
import type { QuoteDay } from '../market/index.ts';
import { openSource } from './chain-source.ts';
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

/** Chains read from vendor files, not yet on disk. */
export interface ImportedChains {
  readonly days: readonly QuoteDay[];
  readonly description: DatasetDescription;
}

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

const checkRejects = (where: string, rejected: ReturnType<typeof tally>, accepted: number, rules: ImportRules): void => {
  const share = (100 * rejected.total()) / Math.max(1, rejected.total() + accepted);
  if (!(rules.strict ? rejected.total() > 0 : share > rules.maxRejects)) return;
  const limit = rules.strict ? 'none (--strict)' : `at most ${rules.maxRejects}% of the quotes`;
  const found = `${share.toFixed(2)}%: ${Object.entries(sorted(rejected.counts)).map(([code, n]) => `${code} ${n}`).join(', ')}`;
  throw new DataError('too-many-rejects', mustBe(where, limit, found, 'correct the files or raise --max-rejects'));
};

/** The format whose layout a file has. @throws DataError when none matches */
export const sniffFormat = (source: ChainSource): ChainFormat => {
  const found = chainFormats.find((format) => format.sniff(source.head));
  if (found === undefined) {
    const known = chainFormats.map((format) => format.id).join(', ');
    throw new DataError('unknown-format', mustBe(source.name, `in one of the formats ${known}`, source.head[0] ?? '', 'use --format generic with --map'));
  }
  return found;
};

/**
 * Reads chain files into sessions. The order of files and rows does not matter.
 *
 * @param format undefined to tell it from each file's header
 * @param onFile told after each file
 * @throws DataError when a file is missing or of another layout, too many quotes are rejected, or none is left
 */
export const importChains = async (
  files: readonly string[],
  format: ChainFormat | undefined,
  attestation: Attestation,
  rules: ImportRules,
  onFile: (done: number) => void,
): Promise<ImportedChains> => {
  const rejected = tally();
  const skipped = tally();
  let twoSided = 0;
  const rows = rowsByDay();
  const inputs: { file: string; sha256: string }[] = [];
  let accepted = 0;
  let used = format;
  for (const path of files) {
    const { source, sha256 } = await openSource(path);
    used ??= sniffFormat(source);
    const before = accepted;
    const ofFile = tally();
    used.read(source, {
      accept: (row) => {
        accepted++;
        if (row.bid < row.ask) twoSided++;
        rows.add(row);
      },
      reject: (code) => {
        ofFile.add(code);
        rejected.add(code);
      },
      skip: skipped.add,
    });
    checkRejects(`rejected quotes of ${source.name}`, ofFile, accepted - before, rules);
    inputs.push({ file: basename(path), sha256 });
    onFile(inputs.length);
  }
  if (used === undefined) throw new ConfigError('files', mustBe('files', 'at least one file', files.length, 'name the files to import'));
  const screened = rejected.total();
  const days = rows.days().map(([, quotes]) => assembleDay(quotes, rejected.add));
  const quotes = accepted - (rejected.total() - screened);
  checkRejects('rejected quotes', rejected, quotes, rules);
  if (quotes === 0) throw new DataError('no-quotes', mustBe('files', 'with quotes of SPXW options expiring that day', 'none', 'check what was skipped'));
  const about = attested(used, attestation);
  if (twoSided === 0 && about.grade === 'recorded') {
    throw new ConfigError('grade', mustBe('--grade', 'recorded-mids', about.grade, 'every bid equals its ask, so these are mids, not quotes'));
  }
  return {
    days,
    description: {
      ...about,
      quotes: about.grade === 'recorded-mids' || twoSided === 0 ? 'mids' : used.quotes,
      format: { id: used.id, stampedAt: used.stamp.at, zone: used.stamp.zone },
      inputs,
      counts: { quotes, rejected: sorted(rejected.counts), skipped: sorted(skipped.counts) },
      closes: {},
    },
  };
};

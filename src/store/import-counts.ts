import type { ChainFormat, ChainRow, NoteCode, RejectCode, RowSink, SkipCode } from '../formats/index.ts';
import { assembleDay } from '../formats/index.ts';
import type { DataGrade } from '../kernel/index.ts';
import { clockText, ConfigError, DataError, dataGrades, gradeAtLeast, mustBe } from '../kernel/index.ts';
import { parityLevel } from '../market/index.ts';
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

/**
 * The grade and source a format's data goes under: the format's own, or a less real one by the user's word.
 *
 * @throws ConfigError when the format needs an attestation and none was given, or a grade was named that the data cannot have
 */
export const attested = (format: ChainFormat, { grade, source }: Attestation): { readonly grade: DataGrade; readonly source: string } => {
  if (format.grade !== undefined && grade === undefined) return { grade: format.grade, source: source ?? format.title };
  const allowed = dataGrades.filter((name) => format.grade === undefined || gradeAtLeast(format.grade, name));
  const known = allowed.find((name) => name === grade);
  if (known === undefined) {
    const remedy = format.grade === undefined ? 'say how real the quotes are' : `${format.id} grants ${format.grade}: drop the option, or name a less real grade`;
    throw new ConfigError('grade', mustBe('--grade', `one of ${allowed.join(', ')}`, grade, remedy));
  }
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
    add: (code: string, times = 1): void => {
      counts[code] = (counts[code] ?? 0) + times;
    },
    total: (): number => Object.values(counts).reduce((sum, n) => sum + n, 0),
  };
};

const sorted = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Counts by code, as sentences tell them. */
const listed = (counts: Readonly<Record<string, number>>): string => Object.entries(sorted(counts)).map(([code, n]) => `${code} ${n}`).join(', ') || 'nothing';

/** A remedy, and what was found on the way to needing one. */
const withFindings = (remedy: string, findings: readonly ImportFinding[]): string => [remedy, ...findings.map(({ code, detail }) => `${code}: ${detail}`)].join('; ');

const checkRejects = (where: string, rejected: ReturnType<typeof tally>, accepted: number, rules: ImportRules, findings: readonly ImportFinding[]): void => {
  const share = (100 * rejected.total()) / Math.max(1, rejected.total() + accepted);
  if (!(rules.strict ? rejected.total() > 0 : share > rules.maxRejects)) return;
  const limit = rules.strict ? 'none (--strict)' : `at most ${rules.maxRejects}% of the quotes`;
  const found = `${share.toFixed(2)}%: ${listed(rejected.counts)}`;
  throw new DataError('too-many-rejects', mustBe(where, limit, found, withFindings('correct the files or raise --max-rejects', findings)));
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
    const detail = `${day.date} ${clockText(day.minutes[0])}, outside trading hours: the index prints ${day.spot[0].toFixed(2)}, calls and puts imply ${(day.spot[0] + gap).toFixed(2)}`;
    return [{ code: 'stale-index', detail }];
  });
};

/** What became of every row of an import. */
export interface ImportCounts {
  readonly accept: (bid: number, ask: number, spot: number) => void;
  readonly reject: (code: RejectCode, row?: ChainRow) => void;
  readonly skip: (code: SkipCode, times?: number) => void;
  /** A row once accepted, found to be wrong beside the others of its session. */
  readonly drop: (code: RejectCode) => void;
  /** Counts what a format reads and passes accepted rows on. */
  readonly sink: (keep: (row: ChainRow) => void) => RowSink;
  /** To be called after each file. @throws DataError when too many of its rows were rejected */
  readonly endFile: (name: string) => void;
  /** Whether an accepted row had an index level. */
  readonly hasLevels: () => boolean;
  /** @throws DataError when no row was accepted */
  readonly checkAny: () => void;
  /** @throws ConfigError when recorded quotes turn out to be middles */
  readonly checkSides: (grade: DataGrade) => void;
  readonly findings: () => ImportFinding[];
  /** @throws DataError when too many rows were rejected in all */
  readonly describe: (format: ChainFormat, about: ReturnType<typeof attested>, inputs: DatasetDescription['inputs']) => DatasetDescription;
}

/** Starts counting. */
export const importCounts = (rules: ImportRules): ImportCounts => {
  const rejected = tally();
  const skipped = tally();
  const notes: ImportFinding[] = [];
  const offHours: ChainRow[] = [];
  let ofFile = tally();
  let [accepted, acceptedBefore, twoSided, levels, dropped] = [0, 0, 0, 0, 0];
  const findings = (): ImportFinding[] => [...notes, ...findingsOf(offHours)];
  const accept = (bid: number, ask: number, spot: number): void => {
    accepted++;
    if (bid < ask) twoSided++;
    if (!Number.isNaN(spot)) levels++;
  };
  const reject = (code: RejectCode, row?: ChainRow): void => {
    ofFile.add(code);
    rejected.add(code);
    if (row !== undefined && offHours.length < MOST_OFF_HOURS) offHours.push(row);
  };
  return {
    accept,
    reject,
    skip: skipped.add,
    drop: (code) => {
      dropped++;
      rejected.add(code);
    },
    sink: (keep) => ({
      accept: (row) => {
        accept(row.bid, row.ask, row.spot);
        keep(row);
      },
      reject,
      skip: (code) => skipped.add(code),
      note: (code, detail) => notes.push({ code, detail }),
    }),
    endFile: (name) => {
      checkRejects(`rejected quotes of ${name}`, ofFile, accepted - acceptedBefore, rules, findings());
      ofFile = tally();
      acceptedBefore = accepted;
    },
    hasLevels: () => levels > 0,
    checkAny: () => {
      if (accepted > 0) return;
      const found = `none; skipped: ${listed(skipped.counts)}; rejected: ${listed(rejected.counts)}`;
      const remedy = withFindings('choose files of days on which the options expire', findings());
      throw new DataError('no-quotes', mustBe('files', 'with quotes of SPXW options expiring that day', found, remedy));
    },
    checkSides: (grade) => {
      if (twoSided > 0 || grade !== 'recorded') return;
      throw new ConfigError('grade', mustBe('--grade', 'recorded-mids', grade, 'every bid equals its ask, so these are mids, not quotes'));
    },
    findings,
    describe: ({ id, stamp, quotes }, { grade, source }, inputs) => {
      checkRejects('rejected quotes', rejected, accepted - dropped, rules, []);
      return {
        grade,
        source,
        quotes: grade === 'recorded-mids' || twoSided === 0 ? 'mids' : quotes,
        format: { id, stampedAt: stamp.at, zone: stamp.zone },
        ...(levels > 0 ? {} : { indexLevel: 'parity' as const }),
        inputs,
        counts: { quotes: accepted - dropped, rejected: sorted(rejected.counts), skipped: sorted(skipped.counts) },
        closes: {},
      };
    },
  };
};

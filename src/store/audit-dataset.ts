import type { Finding, ShiftTest, Stamped } from '../market/index.ts';
import { auditDay, BESIDE, deviationNear, hasOwnClock, isFault, LEAST_SESSIONS, officialClose, seasonOf, shiftAgainst, shiftOfDecay, trustScore } from '../market/index.ts';
import { sessionDate } from '../kernel/index.ts';
import { readHistory } from './daily-series.ts';
import type { DatasetFile } from './dataset-file.ts';
import { datasetFolder, readDatasetFile } from './dataset-file.ts';
import { readDayFile } from './day-parquet.ts';
import { openDatabase } from './duckdb.ts';
import { verifiedDayFile } from './quote-cache.ts';

/** A session's figures without its rows. */
export interface AuditedDay {
  readonly date: string;
  /** 0 to 100. */
  readonly trust: number;
  readonly rows: number;
  readonly quoted: number;
  readonly coverage: number | null;
  readonly zeroBid: number;
  readonly crossed: number;
  readonly locked: number;
  readonly askZero: number;
  readonly parityGap: number | null;
  readonly parityNoise: number | null;
  readonly settlementGap: number | null;
  readonly findings: readonly Finding[];
}

export interface DatasetAudit {
  readonly dataset: string;
  readonly grade: DatasetFile['grade'];
  readonly contentHash: string;
  readonly sessions: number;
  /** Median of the sessions'. */
  readonly trust: number;
  /** Of the dataset as a whole. */
  readonly findings: readonly Finding[];
  /** Sessions with each finding. */
  readonly counts: Readonly<Record<string, number>>;
  readonly coverageByMinute: readonly { readonly minute: number; readonly sessions: number; readonly quoted: number }[];
  readonly shifts: readonly ShiftTest[];
  readonly days: readonly AuditedDay[];
  /** A fault in any session or in the whole. */
  readonly hasFaults: boolean;
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : Math.round(value * 1000) / 1000);

/** Seasons in which no source with a clock of its own could be compared. */
const untestedClock = ({ days }: DatasetFile, shifts: readonly ShiftTest[]): Finding[] =>
  (['summer', 'winter'] as const).flatMap((season) => {
    const sessions = days.filter(({ date }) => seasonOf(date) === season).length;
    const isTested = shifts.some((test) => test.season === season && hasOwnClock(test));
    if (sessions === 0 || isTested) return [];
    const detail = `nothing tells whether the ${sessions} sessions of ${season} time are labelled an hour off: the decay of option values needs ${LEAST_SESSIONS} whole sessions quoted at the same times of day; index bars of another source do it too (--bars)`;
    return [{ code: 'clock-untested' as const, detail }];
  });

const wholeFindings = (file: DatasetFile, shifts: readonly ShiftTest[]): Finding[] => {
  const { counts } = file;
  const found: Finding[] = shifts
    .filter(({ shift }) => shift !== 0)
    .map(({ season, against, shift, asLabelled, shifted }) => ({
      code: 'time-shift',
      detail: `labels of ${season} time fit ${against} better ${Math.abs(shift)} minutes ${shift > 0 ? 'later' : 'earlier'} (median distance ${asLabelled.toPrecision(2)}, then ${shifted.toPrecision(2)})`,
    }));
  found.push(...untestedClock(file, shifts));
  const { duplicate = 0, ...others } = counts.rejected;
  if (duplicate > 0) found.push({ code: 'duplicates', detail: `${duplicate} rows that repeat another were dropped at import` });
  const rest = Object.entries(others);
  if (rest.length > 0) found.push({ code: 'rejected-rows', detail: `dropped at import: ${rest.map(([code, n]) => `${code} ${n}`).join(', ')}` });
  return found;
};

/** Collects what the tests of the clock need. */
const clockEvidence = () => {
  const implied: Stamped[] = [];
  const index: Stamped[] = [];
  const deviations: Stamped[] = [];
  return { implied, index, deviations };
};

const shiftsOf = (
  { implied, index, deviations }: ReturnType<typeof clockEvidence>,
  levelAt: ((date: string, minute: number) => number) | undefined,
): ShiftTest[] => {
  const own = new Map(index.map(({ date, minute, value }) => [`${date} ${minute}`, value]));
  const ownLevel = (date: string, minute: number): number => own.get(`${date} ${minute}`) ?? Number.NaN;
  return [
    ...shiftAgainst(implied, ownLevel, BESIDE),
    ...(levelAt === undefined ? [] : [...shiftAgainst(index, levelAt, 'the bars (index)'), ...shiftAgainst(implied, levelAt, 'the bars (calls and puts)')]),
    ...shiftOfDecay(deviations),
  ];
};

/** Rows of one session whose clock is tested; more add time and nothing else. */
const CLOCK_ROWS = 30;

/**
 * Measures every session of a dataset and tests its clock.
 *
 * @param levelAt index levels of another source, to hold the index and the clock against
 * @param onDay told after each session
 * @throws DataError when there is no such dataset or a file of it was changed
 */
export const auditDataset = async (
  root: string,
  name: string,
  levelAt: ((date: string, minute: number) => number) | undefined,
  onDay: (done: number) => void,
): Promise<DatasetAudit> => {
  const file = readDatasetFile(root, name);
  const folder = datasetFolder(root, name);
  const history = readHistory(folder, file);
  const evidence = clockEvidence();
  const minutes = new Map<number, { sessions: number; quoted: number; cells: number }>();
  const days: AuditedDay[] = [];
  const db = await openDatabase();
  try {
    for (const entry of file.days) {
      const day = await readDayFile(db, verifiedDayFile(folder, entry), sessionDate(entry.date));
      const audit = auditDay(day, { quotes: file.quotes, settlement: officialClose(history, day.date), levelAt });
      const every = Math.ceil(day.rows / CLOCK_ROWS);
      for (let t = 0; t < day.rows; t++) {
        const seen = minutes.get(day.minutes[t]) ?? { sessions: 0, quoted: 0, cells: 0 };
        minutes.set(day.minutes[t], seen);
        seen.sessions++;
        seen.cells += 2 * day.strikes.length;
        for (let c = t; c < day.bid.length; c += day.stride) if (!Number.isNaN(day.bid[c] + day.ask[c])) seen.quoted++;
        const stamp = { date: day.date, minute: day.minutes[t] };
        if (!Number.isNaN(day.spot[t])) evidence.index.push({ ...stamp, value: day.spot[t] });
        if (t % every !== 0) continue;
        if (!Number.isNaN(audit.parity.levels[t])) evidence.implied.push({ ...stamp, value: audit.parity.levels[t] });
        const deviation = deviationNear(day, t, audit.parity.levels[t]);
        if (deviation !== undefined) evidence.deviations.push({ ...stamp, value: deviation });
      }
      const { cells, parity, findings } = audit;
      days.push({
        date: day.date,
        trust: trustScore(findings),
        rows: day.rows,
        quoted: cells.quoted,
        coverage: orNull(audit.coverage),
        zeroBid: cells.zeroBid,
        crossed: cells.crossed,
        locked: cells.locked,
        askZero: cells.askZero,
        parityGap: orNull(parity.gap),
        parityNoise: orNull(parity.noise),
        settlementGap: orNull(audit.settlementGap),
        findings,
      });
      onDay(days.length);
    }
  } finally {
    db.close();
  }
  const shifts = shiftsOf(evidence, levelAt);
  const findings = wholeFindings(file, shifts);
  const counts: Record<string, number> = {};
  for (const { code } of days.flatMap((day) => day.findings)) counts[code] = (counts[code] ?? 0) + 1;
  return {
    dataset: name,
    grade: file.grade,
    contentHash: file.contentHash,
    sessions: days.length,
    trust: days.map(({ trust }) => trust).sort((a, b) => a - b)[days.length >> 1],
    findings,
    counts,
    coverageByMinute: [...minutes].sort(([a], [b]) => a - b).map(([minute, { sessions, quoted, cells }]) => ({ minute, sessions, quoted: quoted / cells })),
    shifts,
    days,
    hasFaults: findings.some(isFault) || days.some((day) => day.findings.some(isFault)),
  };
};

import type { QuoteDay } from '../packed-days.ts';
import { OPEN_MINUTE, closeMinuteOf } from '../session.ts';
import type { CellCounts } from './cells.ts';
import { countCells, nearCoverage, strikeCounts } from './cells.ts';
import type { Finding } from './findings.ts';
import type { ParityCheck } from './parity-check.ts';
import { checkParity } from './parity-check.ts';

/** What a session is held against. */
export interface DayReference {
  /** `mids`: bid and ask are one middle, so ticks and locks say nothing. */
  readonly quotes: 'quotes' | 'mids';
  /** Official close; undefined when not attached. */
  readonly settlement: number | undefined;
  /** Index level another source knew at a minute; NaN when it has none. */
  readonly levelAt: ((date: string, minute: number) => number) | undefined;
}

/** One session, measured. NaN where there was nothing to measure. */
export interface DayAudit {
  readonly date: string;
  readonly rows: number;
  readonly cells: CellCounts;
  /** Mean share of contracts near the money with bid and ask. */
  readonly coverage: number;
  readonly missingRows: number;
  readonly parity: ParityCheck;
  /** Official close less the index level at the close, points. */
  readonly settlementGap: number;
  /** Median distance of the index from the other source, points. */
  readonly offBars: number;
  readonly findings: readonly Finding[];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Rows missing between the first and the last, at the commonest distance between rows. */
const missingRowsOf = ({ minutes }: QuoteDay): number => {
  const counts = new Map<number, number>();
  for (let t = 1; t < minutes.length; t++) counts.set(minutes[t] - minutes[t - 1], (counts.get(minutes[t] - minutes[t - 1]) ?? 0) + 1);
  const [step, times] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [1, 0];
  if (times < minutes.length / 2) return 0;
  return Math.max(0, Math.round((minutes[minutes.length - 1] - minutes[0]) / step) + 1 - minutes.length);
};

const distancesTo = (day: QuoteDay, levelAt: DayReference['levelAt']): number[] =>
  levelAt === undefined
    ? []
    : Array.from(day.minutes, (minute, t) => Math.abs(day.spot[t] - levelAt(day.date, minute))).filter((value) => !Number.isNaN(value));

const middle = (values: readonly number[]): number => (values.length === 0 ? Number.NaN : values.toSorted((a, b) => a - b)[values.length >> 1]);

/** Minutes at either end of a session without rows that are still in order. */
const EDGE = 10;

const rowFindings = (day: QuoteDay, audit: Omit<DayAudit, 'findings'>): Finding[] => {
  const found: Finding[] = [];
  const [first, last] = [day.minutes[0], day.minutes[day.rows - 1]];
  const close = closeMinuteOf(day.date);
  if (first > OPEN_MINUTE + EDGE) found.push({ code: 'starts-late', detail: `first row ${first - OPEN_MINUTE} minutes after the open` });
  if (last < close - EDGE) found.push({ code: 'ends-early', detail: `last row ${close - last} minutes before the close` });
  if (audit.missingRows > 0) found.push({ code: 'missing-rows', detail: `${audit.missingRows} rows missing between the first and the last` });
  if (audit.coverage < 0.9) found.push({ code: 'thin-coverage', detail: `${Math.round(100 * audit.coverage)}% of contracts within 50 points are quoted` });
  const blank = day.spot.filter(Number.isNaN).length;
  if (blank > 0) found.push({ code: 'no-index', detail: `${blank} of ${day.rows} rows have no index level` });
  return found;
};

const quoteFindings = (day: QuoteDay, { cells }: Pick<DayAudit, 'cells'>, quotes: DayReference['quotes']): Finding[] => {
  const found: Finding[] = [];
  const { offGrid, missing } = strikeCounts(day);
  if (cells.crossed > 0) found.push({ code: 'crossed', detail: `${cells.crossed} quotes with the bid above the ask` });
  if (cells.askZero > 0) found.push({ code: 'ask-zero', detail: `${cells.askZero} quotes with a bid and an ask of 0` });
  if (offGrid > 0) found.push({ code: 'strike-grid', detail: `${offGrid} strikes off the grid of 5 points` });
  if (missing > 0) found.push({ code: 'strike-gaps', detail: `${missing} strikes missing within 50 points of the money` });
  if (quotes === 'mids') return found;
  if (cells.locked > 0.01 * cells.quoted) found.push({ code: 'locked', detail: `${cells.locked} quotes with bid equal to ask` });
  if (cells.offTick > 0) found.push({ code: 'off-tick', detail: `${cells.offTick} quotes at prices no exchange shows` });
  return found;
};

/** Stale rows above which a session has a finding: a share of its rows, or a number. Single rows are noise of the quotes. */
const STALE_SHARE = 0.2;
const MANY_STALE = 30;

const indexFindings = ({ parity, settlementGap, offBars, rows }: Omit<DayAudit, 'findings'>, settlement: number | undefined): Finding[] => {
  const found: Finding[] = [];
  if (parity.staleRows > Math.min(MANY_STALE, STALE_SHARE * rows)) found.push({ code: 'stale-index', detail: `${parity.staleRows} of ${rows} rows have an index that stands still or lies 5 points off calls and puts` });
  if (parity.absoluteGap > 0.75) found.push({ code: 'index-off-parity', detail: `calls and puts imply a level ${parity.absoluteGap.toFixed(2)} points off the index (median)` });
  if (parity.noise > 0.5) found.push({ code: 'parity-noise', detail: `strikes disagree on the index by ${parity.noise.toFixed(2)} points (median deviation)` });
  if (offBars > 0.75) found.push({ code: 'index-off-bars', detail: `the index lies ${offBars.toFixed(2)} points off the bars (median)` });
  if (settlement === undefined) found.push({ code: 'no-settlement', detail: 'no official close is attached' });
  if (Math.abs(settlementGap) > 5) found.push({ code: 'settlement-gap', detail: `the official close lies ${settlementGap.toFixed(2)} points from the last index level; settle on the close` });
  return found;
};

/** Minutes before the close within which the last row is compared with the official close: later moves are moves. */
const LAST_MINUTES = 1;

/** Index level at the close: of the other source, else of the last row when it is late enough; else NaN. */
const lastLevel = (day: QuoteDay, levelAt: DayReference['levelAt']): number => {
  const close = closeMinuteOf(day.date);
  const other = levelAt?.(day.date, close) ?? Number.NaN;
  if (!Number.isNaN(other)) return other;
  return day.minutes[day.rows - 1] >= close - LAST_MINUTES ? day.spot[day.rows - 1] : Number.NaN;
};

/** Measures one session and says what is wrong with it. */
export const auditDay = (day: QuoteDay, { quotes, settlement, levelAt }: DayReference): DayAudit => {
  const coverage = Array.from(day.minutes, (_, t) => nearCoverage(day, t)).filter((share) => !Number.isNaN(share));
  const measured = {
    date: day.date,
    rows: day.rows,
    cells: countCells(day),
    coverage: mean(coverage),
    missingRows: missingRowsOf(day),
    parity: checkParity(day),
    settlementGap: (settlement ?? Number.NaN) - lastLevel(day, levelAt),
    offBars: middle(distancesTo(day, levelAt)),
  };
  return {
    ...measured,
    findings: [...quoteFindings(day, measured, quotes), ...indexFindings(measured, settlement), ...rowFindings(day, measured)],
  };
};

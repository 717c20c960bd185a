import { quantiles } from '../../kernel/index.ts';
import { CLOSE_MINUTE, closeMinuteOf, epochMs, OPEN_MINUTE } from '../session.ts';
import { remainingVariance } from '../synthetic/variance-curve.ts';

/** Something a row says, to be matched with what another source says at another minute. */
export interface Stamped {
  readonly date: string;
  readonly minute: number;
  /** Points, or the deviation still to come. */
  readonly value: number;
}

/** Shift of labels that explains rows best. */
export interface ShiftTest {
  /** `summer` while New York keeps daylight time. */
  readonly season: 'summer' | 'winter';
  readonly against: string;
  /** Minutes to add to labels; 0 when they are right. */
  readonly shift: number;
  /** Median distance at the labels, and shifted. */
  readonly asLabelled: number;
  readonly shifted: number;
  readonly rows: number;
}

const SHIFTS = [-120, -60, -30, 0, 30, 60, 120];
/** Fewest rows a season must have to be judged. */
const LEAST_ROWS = 40;

/** The index recorded beside the quotes, as a source to hold them against. */
export const BESIDE = 'the index beside them';

/** Whether a source has a clock of its own: an index recorded beside the quotes moves with them. */
export const hasOwnClock = ({ against }: ShiftTest): boolean => against !== BESIDE;

/** Whether New York keeps daylight time on a date. @example seasonOf('2025-07-01') // 'summer' */
export const seasonOf = (date: string): 'summer' | 'winter' =>
  epochMs(date, 0) === Date.parse(`${date}T04:00:00Z`) ? 'summer' : 'winter';

const median = (values: readonly number[]): number => quantiles(values, [0.5])[0];

/** How badly rows fit at a shift; NaN when too few can be compared. */
type MisfitAt = (rows: readonly Stamped[], shift: number) => number;

const testOf = (rows: readonly Stamped[], season: ShiftTest['season'], against: string, misfit: MisfitAt): ShiftTest | undefined => {
  const errors = SHIFTS.map((shift) => misfit(rows, shift));
  const asLabelled = errors[SHIFTS.indexOf(0)];
  if (Number.isNaN(asLabelled)) return undefined;
  const best = errors.reduce((at, error, i) => (error < errors[at] ? i : at), SHIFTS.indexOf(0));
  const isClear = errors[best] < 0.5 * asLabelled;
  return { season, against, shift: isClear ? SHIFTS[best] : 0, asLabelled, shifted: isClear ? errors[best] : asLabelled, rows: rows.length };
};

const bySeason = (rows: readonly Stamped[], against: string, misfit: MisfitAt): ShiftTest[] =>
  (['summer', 'winter'] as const).flatMap((season) => {
    const found = testOf(rows.filter(({ date }) => seasonOf(date) === season), season, against, misfit);
    return found === undefined ? [] : [found];
  });

/**
 * Tells whether levels fit another source better when their labels are shifted, season by season: an hour in summer alone
 * means that a fixed offset stood in for New York time.
 *
 * @param other level at a minute; NaN when not known
 * @param against what the other source is, for the reader
 */
export const shiftAgainst = (rows: readonly Stamped[], other: (date: string, minute: number) => number, against: string): ShiftTest[] => {
  const comparable = rows.filter(({ date, minute }) => !Number.isNaN(other(date, minute)));
  return bySeason(comparable, against, (some, shift) => {
    const found = some.map(({ date, minute, value }) => Math.abs(value - other(date, minute + shift))).filter((value) => !Number.isNaN(value));
    return found.length >= Math.max(LEAST_ROWS, 0.5 * some.length) ? median(found) : Number.NaN;
  });
};

/** Fewest times of day that tell how values decay. */
const LEAST_MINUTES = 5;
/** Fewest whole sessions at each. */
export const LEAST_SESSIONS = 10;

/** Lists of values by key. */
const grouped = <Key>(entries: Iterable<readonly [Key, number]>): Map<Key, number[]> => {
  const lists = new Map<Key, number[]>();
  for (const [key, value] of entries) {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [value]);
    else list.push(value);
  }
  return lists;
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Tells whether the move that options still expect falls with the time left, or with the time left at another clock.
 *
 * Each session's deviations are divided by the square root of the variance still to come and by their own median; at the
 * right clock the median over sessions is then 1 at every time of day. The misfit is the mean distance of its logarithm
 * from 0. Labels an hour off put the last hour, where the curve is steep, in the wrong place. Half days are left out.
 */
export const shiftOfDecay = (rows: readonly Stamped[]): ShiftTest[] => {
  const curve = remainingVariance(CLOSE_MINUTE - OPEN_MINUTE, 1).map(Math.sqrt);
  const whole = rows.filter(({ date }) => closeMinuteOf(date) === CLOSE_MINUTE);
  return bySeason(whole, 'the decay of option values', (some, shift) => {
    const logs = some.flatMap(({ date, minute, value }) => {
      const at = minute + shift - OPEN_MINUTE;
      return at >= 0 && at < curve.length - 1 ? [{ date, minute, log: Math.log(value / curve[at]) }] : [];
    });
    if (logs.length < 0.8 * some.length) return Number.NaN;
    const scales = new Map([...grouped(logs.map(({ date, log }) => [date, log] as const))].map(([date, values]) => [date, median(values)]));
    const byMinute = grouped(logs.map(({ date, minute, log }) => [minute, log - (scales.get(date) ?? Number.NaN)] as const));
    const biases = [...byMinute.values()].filter((values) => values.length >= LEAST_SESSIONS).map((values) => Math.abs(median(values)));
    return biases.length >= LEAST_MINUTES ? mean(biases) : Number.NaN;
  });
};

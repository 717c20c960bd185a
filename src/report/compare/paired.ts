import { openStream, quantiles } from '../../kernel/index.ts';
import type { MetricUnit } from '../metrics/index.ts';
import type { ReportRun } from '../run.ts';
import type { DaySums } from './day-sums.ts';
import { daySumsOf, sumDays } from './day-sums.ts';

/** A figure of shared sessions that is made of sums over days, so that days can be drawn again. */
export interface PairedFigure {
  readonly id: string;
  readonly label: string;
  readonly unit: MetricUnit;
  /** NaN where undefined. */
  readonly of: (sums: DaySums) => number;
}

const YEAR = Math.sqrt(252);
const deviation = ({ sessions: n, returns, squares }: DaySums): number => Math.sqrt((squares - (returns * returns) / n) / (n - 1));

/** Figures compared with intervals. Drawdowns depend on the order of days and have none. */
export const pairedFigures: readonly PairedFigure[] = [
  { id: 'netProfit', label: 'Net profit', unit: 'cents', of: ({ pnl }) => pnl },
  { id: 'meanSession', label: 'Mean session', unit: 'cents', of: ({ pnl, sessions }) => pnl / sessions },
  { id: 'perContract', label: 'Mean a contract, all trades', unit: 'cents', of: ({ perContract, followed }) => perContract / followed },
  { id: 'trades', label: 'Trades', unit: 'count', of: ({ trades }) => trades },
  { id: 'winRate', label: 'Win rate', unit: 'share', of: ({ wins, trades }) => wins / trades },
  { id: 'profitFactor', label: 'Profit factor', unit: 'ratio', of: ({ gains, losses }) => gains / losses },
  { id: 'premiumCapture', label: 'Premium captured', unit: 'share', of: ({ gains, losses, premium }) => (gains - losses) / premium },
  { id: 'sharpe', label: 'Sharpe ratio', unit: 'ratio', of: (sums) => (sums.returns / sums.sessions / deviation(sums)) * YEAR },
  { id: 'sortino', label: 'Sortino ratio', unit: 'ratio', of: ({ returns, downside, sessions }) => (returns / sessions / Math.sqrt(downside / sessions)) * YEAR },
];

/** One figure of two runs over the sessions both have. Null where undefined. */
export interface Difference {
  readonly id: string;
  readonly label: string;
  readonly unit: MetricUnit;
  readonly first: number | null;
  readonly second: number | null;
  /** Second less first. */
  readonly value: number | null;
  /** 95% interval of the difference; null below thirty sessions or where too many draws are undefined. */
  readonly low: number | null;
  readonly high: number | null;
}

const DRAWS = 2_000;
const FEWEST_SESSIONS = 30;
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/**
 * Differences of two runs with intervals: days are drawn with replacement, the same days for both runs, so that what the
 * market did to both cancels.
 *
 * @see Efron and Tibshirani, 1993, An Introduction to the Bootstrap, ch. 13: percentile interval
 * @example pairedDifferences(a, b).find(({ id }) => id === 'sharpe') // { value: 0.4, low: -0.1, high: 0.9, ... }
 */
export const pairedDifferences = (first: ReportRun, second: ReportRun): { readonly sessions: number; readonly differences: Difference[] } => {
  const [a, b] = [daySumsOf(first), daySumsOf(second)];
  const dates = [...a.keys()].filter((date) => b.has(date));
  const [left, right] = [a, b].map((days) => dates.flatMap((date) => days.get(date) ?? []));
  const everyDay = dates.keys();
  const whole = [...everyDay];
  const [sumsOfFirst, sumsOfSecond] = [sumDays(left, whole), sumDays(right, whole)];
  const rng = openStream(0, 0x70616972);
  const drawn = new Int32Array(dates.length);
  const gaps = pairedFigures.map(() => new Float64Array(DRAWS));
  for (let draw = 0; draw < (dates.length < FEWEST_SESSIONS ? 0 : DRAWS); draw++) {
    for (let i = 0; i < drawn.length; i++) drawn[i] = rng.below(dates.length);
    const [x, y] = [sumDays(left, drawn), sumDays(right, drawn)];
    pairedFigures.forEach(({ of }, f) => (gaps[f][draw] = of(y) - of(x)));
  }
  const intervalOf = (values: Float64Array): readonly [number | null, number | null] => {
    const known = values.filter(Number.isFinite);
    if (dates.length < FEWEST_SESSIONS || known.length < 0.95 * DRAWS) return [null, null];
    const [low, high] = quantiles(known, [0.025, 0.975]);
    return [low, high];
  };
  const differences = pairedFigures.map(({ id, label, unit, of }, f): Difference => {
    const [x, y] = [of(sumsOfFirst), of(sumsOfSecond)];
    const [low, high] = intervalOf(gaps[f]);
    return { id, label, unit, first: finite(x), second: finite(y), value: finite(y - x), low, high };
  });
  return { sessions: dates.length, differences };
};

import { groupedText } from '../../kernel/index.ts';
import type { Ensemble } from '../ensemble.ts';
import { sessionColumn } from '../ensemble.ts';
import { alongPaths } from './along-paths.ts';
import type { AlongPaths } from './along-paths.ts';
import { gridOf, histogramOf, histogramOn } from './histogram.ts';
import type { Histogram } from './histogram.ts';
import type { Estimate } from './interval.ts';
import { meanOf, shareOf } from './interval.ts';
import { percentilesOf } from './percentiles.ts';
import type { Percentile } from './percentiles.ts';

/** What to count besides the percentiles. Dollars and shares of the start. */
export interface SummaryQuestions {
  /** Ruin: the balance ever at or below this share of the start. */
  readonly ruinAt: number;
  /** Dollars of final balance. */
  readonly above: readonly number[];
  /** Shares of the peak. */
  readonly drawdownsBeyond: readonly number[];
}

export const defaultQuestions: SummaryQuestions = { ruinAt: 0.25, above: [], drawdownsBeyond: [0.1, 0.2, 0.3] };

export interface Probability extends Estimate {
  readonly id: string;
  readonly label: string;
  readonly count: number;
}

/** Numbers of an ensemble; money in cents. Balance is what is left; P/L is balance plus withdrawals less the start. */
export interface EnsembleSummary {
  readonly paths: number;
  readonly sessions: number;
  readonly start: number;
  readonly balance: readonly Percentile[];
  readonly pnl: readonly Percentile[];
  readonly mean: Estimate & { readonly deviation: number };
  readonly drawdown: { readonly cents: readonly Percentile[]; readonly fraction: readonly Percentile[] };
  readonly underWater: readonly Percentile[];
  readonly winRate: readonly Percentile[];
  readonly trades: readonly Percentile[];
  /** Over paths in which some session lost. */
  readonly sortino: readonly Percentile[];
  readonly probabilities: readonly Probability[];
  /** Paths that halted: an atom apart from the rest. */
  readonly halted: { readonly count: number; readonly medianSession: number | null; readonly meanBalance: number | null };
  readonly histograms: { readonly balance: Histogram; readonly halted: Histogram; readonly drawdown: Histogram };
}

const everyPercent = Array.from({ length: 99 }, (_, i) => i + 1);
const somePercents = [1, 5, 10, 25, 50, 75, 90, 95, 99];

const sorted = (values: ArrayLike<number>): Float64Array => new Float64Array(values).sort();
const countWhere = (values: ArrayLike<number>, holds: (value: number) => boolean): number => {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (holds(values[i])) count++;
  return count;
};

const dollars = (amount: number): string => `$${groupedText(Math.round(amount))}`;
const percentText = (share: number): string => `${Number((share * 100).toFixed(2))}%`;

const probabilitiesOf = (ensemble: Ensemble, start: number, pnl: Float64Array, questions: SummaryQuestions): Probability[] => {
  const { paths, sessions } = ensemble;
  const last = sessionColumn(ensemble, sessions - 1);
  const counted = (id: string, label: string, count: number): Probability => ({ id, label, count, ...shareOf(count, paths) });
  return [
    counted('loss', 'ends below its start', countWhere(pnl, (x) => x < 0)),
    counted('halt', 'halts', countWhere(ensemble.haltedAt, (session) => session >= 0)),
    counted('ruin', `falls to ${percentText(questions.ruinAt)} of its start`, countWhere(ensemble.lowest, (x) => x <= questions.ruinAt * start)),
    counted('double', 'doubles', countWhere(pnl, (x) => x >= start)),
    ...questions.above.map((x) => counted(`above-${x}`, `ends above ${dollars(x)}`, countWhere(last, (balance) => balance > x * 100))),
    ...questions.drawdownsBeyond.map((share) =>
      counted(`drawdown-${share}`, `draws down more than ${percentText(share)}`, countWhere(ensemble.maxDrawdownFraction, (x) => x > share))),
  ];
};

/**
 * Percentiles, probabilities and distributions of an ensemble, each number with its 95% Monte Carlo interval.
 *
 * The interval tells how far the number moves with another seed; it does not tell whether the record is right.
 * @param start cents
 */
export const summarise = (ensemble: Ensemble, start: number, questions: SummaryQuestions = defaultQuestions): EnsembleSummary =>
  summariseEnds(ensemble, ensemble.sessions, start, questions, alongPaths(ensemble, start));

/**
 * The same, of paths whose balances were not all kept: the ensemble holds their last one, `along` what the rest told.
 *
 * @param sessions walked
 */
export const summariseEnds = (
  ensemble: Ensemble, sessions: number, start: number, questions: SummaryQuestions, { underWater, sortino }: AlongPaths,
): EnsembleSummary => {
  const { paths, haltedAt, withdrawn } = ensemble;
  const last = sessionColumn(ensemble, ensemble.sessions - 1);
  const pnl = new Float64Array(last).map((balance, path) => balance + withdrawn[path] - start);
  const halted = Array.from(haltedAt.keys()).filter((path) => haltedAt[path] >= 0);
  const survivors = last.filter((_, path) => haltedAt[path] < 0);
  const grid = gridOf(last, 80);
  const fractions = sorted(ensemble.maxDrawdownFraction);
  const haltSessions = sorted(halted.map((path) => haltedAt[path]));
  const winRates = new Float64Array(ensemble.wins).map((wins, path) => wins / ensemble.trades[path]).filter((x) => !Number.isNaN(x));
  return {
    paths, sessions, start,
    balance: percentilesOf(sorted(last), everyPercent),
    pnl: percentilesOf(sorted(pnl), everyPercent),
    mean: meanOf(pnl),
    drawdown: {
      cents: percentilesOf(sorted(ensemble.maxDrawdown), somePercents),
      fraction: percentilesOf(fractions, somePercents),
    },
    underWater: percentilesOf(sorted(underWater), somePercents),
    winRate: percentilesOf(winRates.sort(), somePercents),
    trades: percentilesOf(sorted(ensemble.trades), somePercents),
    sortino: percentilesOf(sorted(sortino.filter((x) => !Number.isNaN(x))), somePercents),
    probabilities: probabilitiesOf(ensemble, start, pnl, questions),
    halted: {
      count: halted.length,
      medianSession: halted.length === 0 ? null : haltSessions[haltSessions.length >> 1],
      meanBalance: halted.length === 0 ? null : Math.round(halted.reduce((sum, path) => sum + last[path], 0) / halted.length),
    },
    histograms: {
      balance: histogramOn(grid, survivors),
      halted: histogramOn(grid, halted.map((path) => last[path])),
      drawdown: histogramOf(fractions),
    },
  };
};

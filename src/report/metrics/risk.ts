import { quantiles } from '../../kernel/index.ts';
import { momentsOf, probabilisticSharpe } from '../../research/index.ts';
import type { Metric } from './define-metric.ts';
import { tailOf } from './facts.ts';
import type { Facts } from './facts.ts';
import { growthRate, SESSIONS_A_YEAR } from './returns.ts';

const year = Math.sqrt(SESSIONS_A_YEAR);

/** Root mean square of returns below zero, over all sessions. */
const downside = ({ returns }: Facts): number => Math.sqrt(returns.reduce((sum, r) => sum + Math.min(r, 0) ** 2, 0) / returns.length);

const sharpe = ({ returnMoments: { mean, deviation } }: Facts): number | null =>
  mean === null || deviation === null ? null : (mean / deviation) * year;

/** Standard error of a session Sharpe ratio with skewness g3 and kurtosis g4: sqrt((1 - g3 S + (g4 - 1)/4 S^2)/(n - 1)). */
const sharpeInterval = (facts: Facts): readonly [number, number] | null => {
  const value = sharpe(facts);
  const { n, skewness, kurtosis } = facts.returnMoments;
  if (value === null || skewness === null || kurtosis === null) return null;
  const s = value / year;
  const reach = 1.959963984540054 * Math.sqrt((1 - skewness * s + ((kurtosis + 2) / 4) * s * s) / (n - 1)) * year;
  return [value - reach, value + reach];
};

const sortino = (facts: Facts): number | null => {
  const { mean } = facts.returnMoments;
  return mean === null || facts.returnMoments.deviation === null || downside(facts) === 0 ? null : (mean / downside(facts)) * year;
};

const calmar = (facts: Facts): number | null => {
  const growth = growthRate(facts);
  return growth === null || facts.drawdowns.maxFraction === 0 ? null : growth / facts.drawdowns.maxFraction;
};

const ulcer = ({ drawdowns: { fractions } }: Facts): number =>
  Math.sqrt(fractions.slice(1).reduce((sum, d) => sum + d * d, 0) / (fractions.length - 1));

const ratioOf = (top: number | null, bottom: number): number | null => (top === null || bottom === 0 ? null : top / bottom);

const split = (returns: readonly number[]): number | null => {
  const below = returns.reduce((sum, r) => sum - Math.min(r, 0), 0);
  return below === 0 ? null : returns.reduce((sum, r) => sum + Math.max(r, 0), 0) / below;
};

const tails = ({ returns }: Facts): number | null => {
  const [low, high] = quantiles(returns, [0.05, 0.95]);
  return low >= 0 ? null : high / -low;
};

const probabilistic = ({ returns }: Facts): number | null => probabilisticSharpe(momentsOf(returns), 0)?.probability ?? null;

const sessions = { group: 'risk', sample: 'sessions' } as const;

/**
 * Risk of the account, session by session.
 *
 * @see Sharpe, 1994, doi:10.3905/jpm.1994.409501; Lo, 2002, doi:10.2469/faj.v58.n4.2453; Sortino and Price, 1994,
 * doi:10.3905/joi.3.3.59; Young, 1991, Futures 20(1); Martin and McCann, 1989
 */
export const riskMetrics: readonly Metric[] = [
  { ...sessions, id: 'maxDrawdownFraction', label: 'Largest drawdown', unit: 'share', minimum: 1, formula: 'largest fall from a running peak of session-end balances, as a share of that peak; the start is the first peak', of: ({ drawdowns }) => drawdowns.maxFraction },
  { ...sessions, id: 'maxDrawdownCents', label: 'Largest drawdown in money', unit: 'cents', minimum: 1, formula: 'largest fall from a running peak in money; may be another fall than the largest in share', of: ({ drawdowns }) => drawdowns.maxCents },
  { ...sessions, id: 'longestDrawdown', label: 'Longest drawdown', unit: 'sessions', minimum: 14, formula: 'sessions from a peak until it was reached again, or to the end', of: ({ drawdowns }) => drawdowns.longest },
  { ...sessions, id: 'underWater', label: 'Time under water', unit: 'share', minimum: 14, formula: 'share of sessions that ended below an earlier peak', of: ({ drawdowns, returns }) => drawdowns.underWater / returns.length },
  { ...sessions, id: 'volatility', label: 'Volatility, a year', unit: 'share', minimum: 30, formula: 'standard deviation (n - 1) of session returns x sqrt(252); idle sessions count', of: ({ returnMoments: { deviation } }) => (deviation === null ? null : deviation * year) },
  { ...sessions, id: 'sharpe', label: 'Sharpe ratio', unit: 'ratio', minimum: 30, formula: 'mean / standard deviation (n - 1) of session returns x sqrt(252), risk-free rate 0; idle sessions count', of: sharpe, interval: sharpeInterval },
  { ...sessions, id: 'sortino', label: 'Sortino ratio', unit: 'ratio', minimum: 30, formula: 'mean session return / root mean square of returns below 0 over all sessions x sqrt(252)', of: sortino },
  { ...sessions, id: 'calmar', label: 'CAGR / drawdown (MAR)', unit: 'ratio', minimum: 60, formula: 'yearly growth / largest drawdown over the whole record', of: calmar },
  { ...sessions, id: 'ulcer', label: 'Ulcer index', unit: 'share', minimum: 30, formula: 'root mean square of the drawdown over session ends', of: ulcer },
  { ...sessions, id: 'skewness', label: 'Skewness', unit: 'ratio', minimum: 30, formula: 'adjusted Fisher-Pearson skewness of session returns; negative: large losses outweigh large gains', of: ({ returnMoments }) => returnMoments.skewness },
  { ...sessions, id: 'kurtosis', label: 'Excess kurtosis', unit: 'ratio', minimum: 30, formula: 'adjusted excess kurtosis of session returns; 0 for a normal law', of: ({ returnMoments }) => returnMoments.kurtosis },
  { ...sessions, id: 'var95', label: 'Value at risk, 95%', unit: 'share', minimum: 60, formula: 'minus the 5th percentile (type 7) of session returns', of: ({ returns }) => tailOf(returns, 0.05).var },
  { ...sessions, id: 'cvar95', label: 'Expected shortfall, 95%', unit: 'share', minimum: 60, formula: 'minus the mean of all session returns at or below the 5th percentile', of: ({ returns }) => tailOf(returns, 0.05).cvar },
  { ...sessions, id: 'probabilisticSharpe', label: 'Chance that the true Sharpe ratio is above 0', unit: 'share', minimum: 30, formula: 'probabilistic Sharpe ratio against 0, from the session Sharpe ratio, its skewness, kurtosis and number of sessions; trials are not deflated here', of: probabilistic },
  { ...sessions, id: 'omega', label: 'Omega ratio', unit: 'ratio', minimum: 30, formula: 'sum of session returns above 0 / sum of those below 0', of: ({ returns }) => split(returns) },
  { ...sessions, id: 'tailRatio', label: 'Tail ratio', unit: 'ratio', minimum: 60, formula: '95th percentile of session returns / minus the 5th (type 7); below 1 is normal for credit spreads: small gains, large losses', of: tails },
  { ...sessions, id: 'recoveryFactor', label: 'Recovery factor', unit: 'ratio', minimum: 14, formula: 'net profit / largest drawdown in money', of: ({ start, end, drawdowns }) => (drawdowns.maxCents === 0 ? null : (end - start) / drawdowns.maxCents) },
  { ...sessions, id: 'ulcerPerformance', label: 'Ulcer performance index', unit: 'ratio', minimum: 60, formula: 'yearly growth / ulcer index', of: (facts) => ratioOf(growthRate(facts), ulcer(facts)) },
];

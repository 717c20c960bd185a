import { quantiles } from '../../kernel/index.ts';
import type { Metric } from './define-metric.ts';
import type { Facts } from './facts.ts';

export const SESSIONS_A_YEAR = 252;

/** Compound yearly growth of the account. */
export const growthRate = ({ start, end, returns }: Facts): number | null =>
  end > 0 ? (end / start) ** (SESSIONS_A_YEAR / returns.length) - 1 : null;

/** Return over the last sessions. */
const recent = ({ returns }: Facts, count: number): number => returns.slice(-count).reduce((growth, r) => growth * (1 + r), 1) - 1;

const sessions = { group: 'return', sample: 'sessions' } as const;

export const returnMetrics: readonly Metric[] = [
  { ...sessions, id: 'netProfit', label: 'Net profit', unit: 'cents', minimum: 1, formula: 'final balance less starting balance, after all costs', of: ({ start, end }) => end - start },
  { ...sessions, id: 'endingEquity', label: 'Final balance', unit: 'cents', minimum: 1, formula: 'realised equity after the last session', of: ({ end }) => end },
  { ...sessions, id: 'totalReturn', label: 'Total return', unit: 'share', minimum: 1, formula: 'final balance / starting balance - 1', of: ({ start, end }) => end / start - 1 },
  { ...sessions, id: 'cagr', label: 'Yearly growth (CAGR)', unit: 'share', minimum: 60, formula: '(final / starting balance)^(252 / sessions) - 1', of: growthRate },
  { ...sessions, id: 'bestSession', label: 'Best session', unit: 'cents', minimum: 14, formula: 'largest result of one session', of: ({ sessionPnl }) => Math.max(...sessionPnl) },
  { ...sessions, id: 'worstSession', label: 'Worst session', unit: 'cents', minimum: 14, formula: 'smallest result of one session', of: ({ sessionPnl }) => Math.min(...sessionPnl) },
  { ...sessions, id: 'winningSessions', label: 'Winning sessions', unit: 'share', minimum: 14, formula: 'sessions with a positive result / sessions with any result', of: ({ sessionPnl }) => sessionPnl.filter((x) => x > 0).length / sessionPnl.filter((x) => x !== 0).length },
  { ...sessions, id: 'medianSession', label: 'Median session', unit: 'cents', minimum: 14, formula: 'median result over all sessions, idle ones included', of: ({ sessionPnl }) => quantiles(sessionPnl, [0.5])[0] },
  { ...sessions, id: 'recentQuarter', label: 'Last 63 sessions', unit: 'share', minimum: 63, formula: 'return over the last 63 sessions of the record', of: (facts) => recent(facts, 63) },
  { ...sessions, id: 'recentYear', label: 'Last 252 sessions', unit: 'share', minimum: 252, formula: 'return over the last 252 sessions of the record', of: (facts) => recent(facts, 252) },
];

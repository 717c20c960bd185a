import { shareOf } from '../../montecarlo/index.ts';
import type { Metric } from './define-metric.ts';
import type { Facts } from './facts.ts';

const total = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0);
const average = (values: readonly number[]): number | null => (values.length === 0 ? null : total(values) / values.length);

const payoff = ({ wins, losses }: Facts): number | null => {
  const [win, loss] = [average(wins), average(losses)];
  return win === null || loss === null ? null : win / -loss;
};

/** 95% interval of a mean result, for trades of one day taken as one draw: a day's trades share its weather. */
const meanInterval = (trades: Facts['trades'], result: (t: Facts['trades'][number]) => number): readonly [number, number] | null => {
  const n = trades.length;
  const mean = total(trades.map(result)) / n;
  const byDay = new Map<string, number>();
  for (const trade of trades) byDay.set(trade.date, (byDay.get(trade.date) ?? 0) + result(trade) - mean);
  const days = byDay.size;
  if (days < 2) return null;
  const reach = (1.959963984540054 * Math.sqrt((days / (days - 1)) * total([...byDay.values()].map((x) => x * x)))) / n;
  return [mean - reach, mean + reach];
};

const winInterval = ({ wins, pnl }: Facts): readonly [number, number] => {
  const { low, high } = shareOf(wins.length, pnl.length);
  return [low ?? 0, high ?? 1];
};

const longestRun = (pnl: readonly number[], holds: (x: number) => boolean): number => {
  let now = 0;
  let most = 0;
  for (const x of pnl) {
    now = holds(x) ? now + 1 : 0;
    most = Math.max(most, now);
  }
  return most;
};

const trades = { group: 'trades', sample: 'trades', minimum: 10 } as const;

/** Quality of the trades that touched the account, at traded size. */
export const tradeMetrics: readonly Metric[] = [
  { ...trades, id: 'trades', label: 'Trades', unit: 'count', minimum: 0, formula: 'closed trades that touched the account', of: ({ pnl }) => pnl.length },
  { ...trades, id: 'winRate', label: 'Win rate', unit: 'share', formula: 'trades with a positive result / all trades; scratches count as neither win nor loss', of: ({ wins, pnl }) => wins.length / pnl.length, interval: winInterval },
  { ...trades, id: 'expectancy', label: 'Mean a trade', unit: 'money', formula: 'mean result at traded size; the interval treats the trades of one day as one draw', of: ({ pnl }) => average(pnl), interval: ({ trades: list }) => meanInterval(list, (t) => t.pnl) },
  { ...trades, sample: 'trades followed', id: 'perContract', label: 'Mean a contract', unit: 'money', formula: 'mean result of one contract over every trade, those after a halt or at size zero included; days as one draw', of: ({ everyTrade }) => average(everyTrade.map((t) => t.pnlPerContract)), interval: ({ everyTrade }) => meanInterval(everyTrade, (t) => t.pnlPerContract) },
  { ...trades, id: 'averageWin', label: 'Mean win', unit: 'money', formula: 'mean of positive results', of: ({ wins }) => average(wins) },
  { ...trades, id: 'averageLoss', label: 'Mean loss', unit: 'money', formula: 'mean of negative results', of: ({ losses }) => average(losses) },
  { ...trades, id: 'payoffRatio', label: 'Payoff ratio', unit: 'ratio', formula: 'mean win / mean loss', of: payoff },
  { ...trades, id: 'profitFactor', label: 'Profit factor', unit: 'ratio', formula: 'sum of wins / sum of losses', of: ({ wins, losses }) => (losses.length === 0 ? null : total(wins) / -total(losses)) },
  { ...trades, id: 'sqn', label: 'System quality (SQN)', unit: 'ratio', formula: 'sqrt(min(trades, 100)) x mean / standard deviation (n - 1)', of: ({ pnlMoments: { n, mean, deviation } }) => (mean === null || deviation === null ? null : (Math.sqrt(Math.min(n, 100)) * mean) / deviation) },
  { ...trades, id: 'losingStreak', label: 'Longest losing streak', unit: 'count', formula: 'most losses in a row', of: ({ pnl }) => longestRun(pnl, (x) => x < 0) },
  { ...trades, id: 'winningStreak', label: 'Longest winning streak', unit: 'count', formula: 'most wins in a row', of: ({ pnl }) => longestRun(pnl, (x) => x > 0) },
  { ...trades, id: 'minutesHeld', label: 'Mean time in trade', unit: 'minutes', formula: 'mean minutes from entry fill to exit', of: (facts) => average(facts.trades.map((t) => t.minutesHeld)) },
];

const ofAll = (facts: Facts, cents: (t: Facts['trades'][number]) => number): number => total(facts.trades.map((t) => t.contracts * cents(t)));

/** What trading cost, and how much of the premium was kept. */
export const costMetrics: readonly Metric[] = [
  { ...trades, group: 'costs', id: 'premium', label: 'Premium sold', unit: 'money', formula: 'sum of credits received at traded size', of: (facts) => ofAll(facts, (t) => t.credit) },
  { ...trades, group: 'costs', id: 'premiumCapture', label: 'Premium captured', unit: 'share', formula: 'net result / premium sold', of: (facts) => total(facts.pnl) / ofAll(facts, (t) => t.credit) },
  { ...trades, group: 'costs', id: 'fees', label: 'Fees paid', unit: 'money', formula: 'commissions, exchange and clearing fees, both ways', of: (facts) => ofAll(facts, (t) => t.fees) },
  { ...trades, group: 'costs', id: 'slippage', label: 'Slippage paid', unit: 'money', formula: 'entry and exit fills against the mid, both ways; positive is worse than mid', of: (facts) => ofAll(facts, (t) => t.slippage) },
];

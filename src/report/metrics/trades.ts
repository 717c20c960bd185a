import { quantiles } from '../../kernel/index.ts';
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

/**
 * Chance of a run of at least k losses among n independent trades.
 *
 * @see Feller, 1968, An Introduction to Probability Theory, vol. 1, ch. XIII.7: by recurrence on the length of the current run
 */
const streakChance = ({ pnl, losses }: Facts): number | null => {
  const k = longestRun(pnl, (x) => x < 0);
  if (k === 0) return null;
  const p = losses.length / pnl.length;
  let state = new Float64Array(k);
  state[0] = 1;
  let hit = 0;
  for (let trade = 0; trade < pnl.length; trade++) {
    const next = new Float64Array(k);
    state.forEach((chance, run) => {
      next[0] += chance * (1 - p);
      if (run + 1 < k) next[run + 1] += chance * p;
      else hit += chance * p;
    });
    state = next;
  }
  return hit;
};

const kept = ({ trades }: Facts): number | null => {
  const open = trades.filter(({ mfe }) => mfe > 0);
  const best = total(open.map(({ mfe }) => mfe));
  return best === 0 ? null : total(open.map(({ pnlPerContract }) => pnlPerContract)) / best;
};

const trades = { group: 'trades', sample: 'trades', minimum: 10 } as const;

/** Quality of the trades that touched the account, at traded size. */
export const tradeMetrics: readonly Metric[] = [
  { ...trades, id: 'trades', label: 'Trades', unit: 'count', minimum: 0, formula: 'closed trades that touched the account', of: ({ pnl }) => pnl.length },
  { ...trades, id: 'winRate', label: 'Win rate', unit: 'share', formula: 'trades with a positive result / all trades; scratches count as neither win nor loss', of: ({ wins, pnl }) => wins.length / pnl.length, interval: winInterval },
  { ...trades, id: 'expectancy', label: 'Mean a trade', unit: 'cents', formula: 'mean result at traded size; the interval treats the trades of one day as one draw', of: ({ pnl }) => average(pnl), interval: ({ trades: list }) => meanInterval(list, (t) => t.pnl) },
  { ...trades, sample: 'trades followed', id: 'perContract', label: 'Mean a contract', unit: 'cents', formula: 'mean result of one contract over every trade, those after a halt or at size zero included; days as one draw', of: ({ everyTrade }) => average(everyTrade.map((t) => t.pnlPerContract)), interval: ({ everyTrade }) => meanInterval(everyTrade, (t) => t.pnlPerContract) },
  { ...trades, id: 'medianTrade', label: 'Median trade', unit: 'cents', formula: 'median result at traded size', of: ({ pnl }) => quantiles(pnl, [0.5])[0] },
  { ...trades, id: 'scratches', label: 'Scratches', unit: 'count', minimum: 0, formula: 'trades with a result of exactly zero; neither won nor lost', of: ({ pnl, wins, losses }) => pnl.length - wins.length - losses.length },
  { ...trades, id: 'averageWin', label: 'Mean win', unit: 'cents', formula: 'mean of positive results', of: ({ wins }) => average(wins) },
  { ...trades, id: 'averageLoss', label: 'Mean loss', unit: 'cents', formula: 'mean of negative results', of: ({ losses }) => average(losses) },
  { ...trades, id: 'payoffRatio', label: 'Payoff ratio', unit: 'ratio', formula: 'mean win / mean loss', of: payoff },
  { ...trades, id: 'profitFactor', label: 'Profit factor', unit: 'ratio', formula: 'sum of wins / sum of losses', of: ({ wins, losses }) => (losses.length === 0 ? null : total(wins) / -total(losses)) },
  { ...trades, id: 'sqn', label: 'System quality (SQN)', unit: 'ratio', formula: 'sqrt(min(trades, 100)) x mean / standard deviation (n - 1)', of: ({ pnlMoments: { n, mean, deviation } }) => (mean === null || deviation === null ? null : (Math.sqrt(Math.min(n, 100)) * mean) / deviation) },
  { ...trades, id: 'losingStreak', label: 'Longest losing streak', unit: 'count', formula: 'most losses in a row', of: ({ pnl }) => longestRun(pnl, (x) => x < 0) },
  { ...trades, id: 'losingStreakChance', label: 'Chance of such a losing streak', unit: 'share', minimum: 30, formula: 'chance that as many trades, won and lost independently at this win rate, hold a losing streak at least that long', of: (facts) => streakChance(facts) },
  { ...trades, id: 'winningStreak', label: 'Longest winning streak', unit: 'count', formula: 'most wins in a row', of: ({ pnl }) => longestRun(pnl, (x) => x > 0) },
  { ...trades, id: 'returnOnRisk', label: 'Mean return on maximum loss', unit: 'share', formula: 'mean of result per contract / maximum loss per contract', of: (facts) => average(facts.trades.map((t) => t.pnlPerContract / t.maxLoss)) },
  { ...trades, id: 'profitKept', label: 'Best open profit kept', unit: 'share', formula: 'sum of results per contract / sum of best open results (MFE) of trades that had one', of: (facts) => kept(facts) },
  { ...trades, id: 'worstOpen', label: 'Mean worst open result (MAE)', unit: 'cents', formula: 'mean of the worst mark while open, per contract', of: (facts) => average(facts.trades.map((t) => t.mae)) },
  { ...trades, id: 'minutesHeld', label: 'Mean time in trade', unit: 'minutes', formula: 'mean minutes from entry fill to exit', of: (facts) => average(facts.trades.map((t) => t.minutesHeld)) },
];

const ofAll = (facts: Facts, cents: (t: Facts['trades'][number]) => number): number => total(facts.trades.map((t) => t.contracts * cents(t)));

/** Most buying power tied up at once in each session that traded, as a share of the balance at its start. */
const buyingPower = ({ trades, start, sessionPnl, dates }: Facts): number[] => {
  let balance = start;
  const byDate = new Map<string, Facts['trades'][number][]>();
  for (const trade of trades) byDate.set(trade.date, [...(byDate.get(trade.date) ?? []), trade]);
  return dates.flatMap((date, i) => {
    const before = balance;
    balance += sessionPnl[i];
    const today = byDate.get(date);
    if (today === undefined || before <= 0) return [];
    const tied = (minute: number): number => total(today.filter((t) => t.entryMinute <= minute && minute < t.exitMinute).map((t) => t.contracts * t.maxLoss));
    return [Math.max(...today.map((t) => tied(t.entryMinute))) / before];
  });
};

/** What trading cost, and how much of the premium was kept. */
export const costMetrics: readonly Metric[] = [
  { ...trades, group: 'costs', id: 'premium', label: 'Premium sold', unit: 'cents', formula: 'sum of credits received at traded size', of: (facts) => ofAll(facts, (t) => t.credit) },
  { ...trades, group: 'costs', id: 'premiumCapture', label: 'Premium captured', unit: 'share', formula: 'net result / premium sold', of: (facts) => total(facts.pnl) / ofAll(facts, (t) => t.credit) },
  { ...trades, group: 'costs', id: 'fees', label: 'Fees paid', unit: 'cents', formula: 'commissions, exchange and clearing fees, both ways', of: (facts) => ofAll(facts, (t) => t.fees) },
  { ...trades, group: 'costs', id: 'slippage', label: 'Slippage paid', unit: 'cents', formula: 'entry and exit fills against the mid, both ways; positive is worse than mid', of: (facts) => ofAll(facts, (t) => t.slippage) },
  { ...trades, group: 'costs', id: 'buyingPowerMean', label: 'Buying power used, mean', unit: 'share', formula: 'maximum loss of positions open at once, largest of each session that traded, over the balance at its start; mean of sessions', of: (facts) => average(buyingPower(facts)) },
  { ...trades, group: 'costs', id: 'buyingPowerMost', label: 'Buying power used, most', unit: 'share', formula: 'the largest of those sessions', of: (facts) => Math.max(...buyingPower(facts)) },
];

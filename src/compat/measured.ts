import { sizerOf } from '../strategy/index.ts';
import type { RiskConfig } from '../strategy/index.ts';
import type { CandidateDay } from './candidates.ts';
import type { CompatRecord } from './generator.ts';
import type { MonteCarloFigures, SortinoFigures } from './monte-carlo.ts';
import { deployedRisk, publishedRisk, TRADES_A_PATH } from './monte-carlo.ts';
import { publishedGroups, resultsOf } from './outcome-groups.ts';
import { overlayCost, overlayFates } from './overlay.ts';
import type { Measured } from './row.ts';
import { accountFigures, recordFigures } from './three-year.ts';

/** What was found, by the id of the figure it answers. */
export type Measurements = Readonly<Record<string, Measured>>;

const sum = (values: readonly number[]): number => values.reduce((total, x) => total + x, 0);

/** Figures that follow from the published exit table alone. */
const tableMeasurements = (): Measurements => {
  const results = publishedGroups.flatMap(resultsOf).map((cents) => cents / 100);
  const wins = results.filter((x) => x > 0);
  const losses = results.filter((x) => x <= 0);
  const { startingEquity } = publishedRisk.account;
  const size = contractsAt(publishedRisk, startingEquity);
  return {
    'table.trades': [results.length],
    'table.win-rate': [wins.length / results.length],
    'table.average-winner': [sum(wins) / wins.length],
    'table.average-loser': [sum(losses) / losses.length],
    'table.profit-factor': [sum(wins) / -sum(losses)],
    'table.pnl': [size * sum(results)],
    'table.total-return': [(size * sum(results)) / startingEquity],
    'table.largest-loss': [Math.min(...publishedGroups.filter(({ spread }) => spread === 0).map(({ total, trades }) => total / trades))],
  };
};

/** Contracts an account asks for at a balance before any trade. @param balance dollars */
export const contractsAt = ({ sizing, account }: RiskConfig, balance: number): number =>
  sizerOf(sizing, account).size({ equity: Math.round(balance * 100), openRisk: 0, maxLoss: 1 }).contracts;

const overlayMeasurements = (): Measurements =>
  Object.fromEntries([2834, 3789, 4749, 4778].flatMap((trades) => {
    const fates = overlayFates(trades);
    return [
      [`overlay.stops-${trades}`, [fates.filter((fate) => fate === 'stop').length]],
      [`overlay.gaps-${trades}`, [fates.filter((fate) => fate === 'gap').length]],
    ];
  }));

/** Everything that needs neither a random path nor a file. */
export const exactMeasurements = (): Measurements => ({
  ...overlayMeasurements(),
  ...tableMeasurements(),
  'overlay.cost': [(2253 * overlayCost(2) + 581 * overlayCost(4)) / 100],
  'mc.trades': [TRADES_A_PATH],
  'sizing.at-20000': [contractsAt(deployedRisk, 20_000)],
  'sizing.at-10000': [contractsAt(deployedRisk, 10_000)],
  'sizing.at-40-percent': [contractsAt(deployedRisk, 0.4 * deployedRisk.account.startingEquity)],
});

const over = <T>(seeds: readonly T[], of: (seed: T) => number): number[] => seeds.map(of);

/** The published Monte Carlo, one entry a seed. */
export const monteCarloMeasurements = (seeds: readonly MonteCarloFigures[], sortino: readonly SortinoFigures[]): Measurements => ({
  'mc.p5': over(seeds, ({ pnl }) => pnl.p5),
  'mc.p10': over(seeds, ({ pnl }) => pnl.p10),
  'mc.p25': over(seeds, ({ pnl }) => pnl.p25),
  'mc.median': over(seeds, ({ pnl }) => pnl.p50),
  'mc.median-balance': over(seeds, ({ pnl }) => pnl.p50 + publishedRisk.account.startingEquity),
  'mc.p75': over(seeds, ({ pnl }) => pnl.p75),
  'mc.p90': over(seeds, ({ pnl }) => pnl.p90),
  'mc.p95': over(seeds, ({ pnl }) => pnl.p95),
  'mc.mean': over(seeds, ({ mean }) => mean),
  'mc.std': over(seeds, ({ deviation }) => deviation),
  'mc.loss': over(seeds, ({ loss }) => loss),
  'mc.above-50k': over(seeds, ({ above50k }) => above50k),
  'mc.above-million': over(seeds, ({ aboveMillion }) => aboveMillion),
  'mc.drawdown-5': over(seeds, ({ drawdown }) => drawdown.p5),
  'mc.drawdown-10': over(seeds, ({ drawdown }) => drawdown.p10),
  'mc.drawdown-25': over(seeds, ({ drawdown }) => drawdown.p25),
  'mc.drawdown-50': over(seeds, ({ drawdown }) => drawdown.p50),
  'mc.win-rate-5': over(seeds, ({ winRate }) => winRate.p5),
  'mc.win-rate-50': over(seeds, ({ winRate }) => winRate.p50),
  'mc.win-rate-95': over(seeds, ({ winRate }) => winRate.p95),
  'mc.sortino-10': over(sortino, ({ p10 }) => p10),
  'mc.sortino-50': over(sortino, ({ p50 }) => p50),
  'mc.sortino-90': over(sortino, ({ p90 }) => p90),
  'table.drawdown-share': over(seeds, ({ drawdownShare }) => drawdownShare),
});

/** The same trades in the deployed account. */
export const deployedMeasurements = (seeds: readonly MonteCarloFigures[]): Measurements => ({
  'deployed.median': over(seeds, ({ pnl }) => pnl.p50),
  'deployed.p5': over(seeds, ({ pnl }) => pnl.p5),
  'deployed.std': over(seeds, ({ deviation }) => deviation),
  'deployed.above-million': over(seeds, ({ aboveMillion }) => aboveMillion),
  'deployed.drawdown': over(seeds, ({ drawdown }) => drawdown.p50),
});

/** The published account's question with whole days drawn. */
export const wholeDayMeasurements = (seeds: readonly MonteCarloFigures[]): Measurements => ({
  'whole-days.loss': over(seeds, ({ loss }) => loss),
  'whole-days.std': over(seeds, ({ deviation }) => deviation),
  'whole-days.p5': over(seeds, ({ pnl }) => pnl.p5),
  'whole-days.drawdown-5': over(seeds, ({ drawdown }) => drawdown.p5),
});

/** What preparing the user's files gave. */
export const dayMeasurements = (three: readonly CandidateDay[], five: readonly CandidateDay[]): Measurements => {
  const skipped = (why: string): number => five.filter(({ day }) => day.skip === why).length;
  return {
    'days.three-year': [three.length],
    'days.five-year': [five.length],
    'days.vix-skips': [sum(five.map(({ vixSkips }) => vixSkips))],
    'days.fomc-skips': [skipped('fomc')],
    'days.short-skips': [skipped('short')],
  };
};

/** The three-year record, one entry a seed. */
export const threeYearMeasurements = (records: readonly CompatRecord[]): Measurements => {
  const after = records.map((record) => recordFigures(record));
  const before = records.map((record) => recordFigures(record, 'before'));
  const accounts = records.map((record) => accountFigures(record, publishedRisk));
  return {
    'run.trades': over(after, ({ trades }) => trades),
    'run.traded-days': over(after, ({ tradedDays }) => tradedDays),
    'run.win-rate': over(after, ({ winRate }) => winRate),
    'run.average-winner': over(after, ({ averageWinner }) => averageWinner),
    'run.average-loser': over(after, ({ averageLoser }) => averageLoser),
    'run.profit-factor': over(after, ({ profitFactor }) => profitFactor),
    'run.pnl': over(after, ({ pnl }) => pnl),
    'run.final-balance': over(accounts, ({ finalBalance }) => finalBalance),
    'run.total-return': over(accounts, ({ totalReturn }) => totalReturn),
    'run.drawdown': over(after, ({ drawdown }) => drawdown),
    'run.day-mean': over(after, ({ dayMean }) => dayMean),
    'run.sortino': over(after, ({ sortino }) => sortino),
    'run.losing-days': over(after, ({ losingDays }) => losingDays),
    'run.costs': over(records, ({ costs }) => costs / 100),
    'run.stop-impact': over(records, ({ stopImpact }) => stopImpact / 100),
    'run.gap-impact': over(records, ({ gapImpact }) => gapImpact / 100),
    'run.worthless': over(after, ({ worthless }) => worthless),
    'run.near-money': over(after, ({ nearMoney }) => nearMoney),
    'run.in-money': over(after, ({ inMoney }) => inMoney),
    'run.stopped': over(after, ({ stopped }) => stopped),
    'fixed.win-rate': over(before, ({ winRate }) => winRate),
    'fixed.pnl': over(before, ({ pnl }) => pnl),
    'fixed.drawdown': over(before, ({ drawdown }) => drawdown),
  };
};

/** The five-year record, one entry a seed. */
export const fiveYearMeasurements = (records: readonly CompatRecord[]): Measurements => {
  const after = records.map((record) => recordFigures(record));
  return {
    'five.trades': over(after, ({ trades }) => trades),
    'five.win-rate': over(after, ({ winRate }) => winRate),
    'five.drawdown': over(after, ({ drawdown }) => drawdown),
    'five.losing-days': over(after, ({ losingDays }) => losingDays),
  };
};

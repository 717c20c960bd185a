import type { MonteCarloAnswer } from '../../montecarlo/index.ts';
import type { ReportRun } from '../run.ts';
import type { Chart } from './chart.ts';
import { drawdownDistributionChart } from './drawdown-distribution.ts';
import { drawdownChart } from './drawdown.ts';
import { entryTimesChart } from './entry-times.ts';
import { equityChart } from './equity.ts';
import { exitReasonsChart } from './exit-reasons.ts';
import { fanChart } from './fan.ts';
import { monthlyChart } from './monthly.ts';
import { perContractChart } from './per-contract.ts';
import { returnDistributionChart } from './return-distribution.ts';
import { terminalChart } from './terminal.ts';

const aheadOf = (answer: MonteCarloAnswer): Chart[] => [fanChart, terminalChart, drawdownDistributionChart].map((make) => make(answer));

/** Charts of what is to come, then of what was. Without a Monte Carlo answer only the latter. */
export const chartsOf = (run: ReportRun): Chart[] => [
  ...(run.monteCarlo === null ? [] : aheadOf(run.monteCarlo)),
  ...[equityChart, drawdownChart, perContractChart, monthlyChart, returnDistributionChart, exitReasonsChart, entryTimesChart].map((make) => make(run)),
];

export { chart, dollarAxis } from './chart.ts';
export type { Chart, ChartSpec } from './chart.ts';
export { monthlyResults } from './monthly.ts';
export { chartConfig, colour, darkColours, inPageColours, lightColours, withColours } from './theme.ts';

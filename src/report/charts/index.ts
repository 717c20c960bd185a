import type { MonteCarloAnswer } from '../../montecarlo/index.ts';
import type { ReportRun } from '../run.ts';
import type { Chart } from './chart.ts';
import { drawdownDistributionChart } from './drawdown-distribution.ts';
import { drawdownChart } from './drawdown.ts';
import { calendarChart } from './calendar.ts';
import { equityChart } from './equity.ts';
import { adverseChart, holdingChart } from './excursions.ts';
import { exitReasonsChart } from './exit-reasons.ts';
import { fanChart } from './fan.ts';
import { distancesChart, entryTimesChart, regimesChart, weekdaysChart } from './grouped-means.ts';
import { monthlyChart } from './monthly.ts';
import { perContractChart } from './per-contract.ts';
import { returnDistributionChart } from './return-distribution.ts';
import { rollingSharpeChart, rollingWinsChart } from './rolling.ts';
import { terminalChart } from './terminal.ts';

/** The fan, the final balances and the drawdowns, in this order. */
export const aheadCharts = (answer: MonteCarloAnswer): Chart[] => [fanChart, terminalChart, drawdownDistributionChart].map((make) => make(answer));

const hasRows = ({ spec }: Chart): boolean => (spec.data as { readonly values: readonly unknown[] }).values.length > 0;

/** Charts of what is to come, then of what was; those without a single row are left out. Without a Monte Carlo answer only the latter. */
export const chartsOf = (run: ReportRun): Chart[] => [
  ...(run.monteCarlo === null ? [] : aheadCharts(run.monteCarlo)),
  ...[
    equityChart, drawdownChart, perContractChart, monthlyChart, returnDistributionChart, calendarChart, rollingSharpeChart, rollingWinsChart, exitReasonsChart, entryTimesChart, weekdaysChart, regimesChart,
    distancesChart, adverseChart, holdingChart,
  ].map((make) => make(run)),
].filter(hasRows);

export { chart, dollarAxis } from './chart.ts';
export type { Chart, ChartSpec } from './chart.ts';
export { monthlyResults } from './monthly.ts';
export { chartConfig, colour, darkColours, inPageColours, lightColours, withColours } from './theme.ts';

/**
 * Knows how a run is told: its numbers with their definitions, its charts, its page.
 * Deliberately reads and writes nothing: values come in, text and chart specifications go out.
 * Start at run.ts, then metrics/index.ts and page/page.ts.
 */
export * from './run.ts';
export { readCsv } from './csv.ts';
export * from './metrics/index.ts';
export { aheadCharts, chart, chartConfig, chartsOf, colour, dollarAxis, inPageColours, lightColours, monthlyResults, withColours } from './charts/index.ts';
export { heatMap } from './charts/heat-map.ts';
export { marginalEffects, parallelCoordinates, shortName } from './charts/sweep.ts';
export { driftChart, outOfSampleChart } from './charts/walk-forward.ts';
export { tradeChart } from './charts/trade.ts';
export type { Chart, ChartSpec } from './charts/index.ts';
export { html, prose, raw, tableOf } from './page/markup.ts';
export type { Markup } from './page/markup.ts';
export { styleSheet } from './page/style.ts';
export { pageCharts, pageOf } from './page/page.ts';
export { boot } from './page/boot.ts';
export { chartData, documentOf, figure, noPictures } from './page/document.ts';
export type { PageParts, Pictures } from './page/document.ts';
export { aheadBody, chanceTable } from './page/ahead.ts';
export { exactMoney, inPrint, interval, inUnit, money, percentage } from './format.ts';
export { gradeMeaning, verdictSentence, verdictWord, warningsOf } from './verdict.ts';
export { kellyStakes } from './kelly.ts';
export type { KellyStake } from './kelly.ts';
export { markdownOf } from './markdown.ts';
export { metricsCsv, reportData } from './tables.ts';
export type { ReportData } from './tables.ts';
export { compareRuns } from './compare/compare.ts';
export type { AgainstFirst, Comparison } from './compare/compare.ts';
export { pairedDifferences } from './compare/paired.ts';
export type { Difference } from './compare/paired.ts';
export { compareTrades } from './compare/trades.ts';
export type { TradeComparison, TradeDifference } from './compare/trades.ts';
export { comparisonMarkup, differenceCells, differenceHeads } from './compare/tables.ts';
export { overlayChart } from './charts/overlay.ts';

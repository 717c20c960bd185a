/**
 * Knows the disk: datasets, run folders, manifests and hashes.
 * Deliberately computes nothing a pure room could: it reads, checks, writes whole or not at all.
 * Start at run-folder.ts and dataset.ts.
 */
export * from './hash.ts';
export * from './code-identity.ts';
export * from './atomic.ts';
export * from './run-folder.ts';
export * from './study-file.ts';
export { datasetFolder, datasetNames, readDatasetFile, readDescription } from './dataset-file.ts';
export type { DatasetFile } from './dataset-file.ts';
export * from './open-dataset.ts';
export * from './synthesize.ts';
export * from './write-dataset.ts';
export { chartLibraries, libraryText, pageParts, parseReportFormats, readReportRun, reportFormats, reportPage, sha256Base64, writeReport } from './report-folder.ts';
export type { ReportFormat } from './report-folder.ts';
export { describeTrades } from './describe-trades.ts';
export { chartSvg } from './chart-svg.ts';
export * from './frame.ts';
export * from './attach-series.ts';
export * from './check-dataset.ts';
export * from './import-chains.ts';
export { readInput, textOf } from './chain-source.ts';
export { readDailyCsv, readDailyRanges, seriesNames } from './daily-series.ts';
export type { Closes, SeriesName } from './daily-series.ts';
export * from './ledger.ts';
export * from './sweep-folder.ts';
export { checkSeries, checkVix1d } from './plausible-series.ts';
export * from './reconstruct.ts';
export { auditDataset } from './audit-dataset.ts';
export type { AuditedDay, DatasetAudit } from './audit-dataset.ts';
export * from './walk-folder.ts';
export * from './validation-file.ts';
export * from './read-sweep.ts';
export * from './dates-within.ts';
export { ledgerEntry } from './ledger-entry.ts';
export type { Trying } from './ledger-entry.ts';
export { writeAnswer } from './answer-file.ts';
export type { MonteCarloFile } from './answer-file.ts';

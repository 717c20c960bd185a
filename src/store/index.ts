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
export { datasetFolder, datasetNames, readDatasetFile } from './dataset-file.ts';
export type { DatasetFile } from './dataset-file.ts';
export * from './open-dataset.ts';
export * from './synthesize.ts';
export * from './write-dataset.ts';
export { parseReportFormats, readReportRun, reportFormats, writeReport } from './report-folder.ts';
export type { ReportFormat } from './report-folder.ts';
export { describeTrades, tradeFrame } from './frame.ts';
export { chartSvg } from './chart-svg.ts';

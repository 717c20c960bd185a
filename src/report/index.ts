/**
 * Knows how a run is told: its numbers with their definitions, its charts, its page.
 * Deliberately reads and writes nothing: values come in, text and chart specifications go out.
 * Start at run.ts, then metrics/index.ts and page/page.ts.
 */
export * from './run.ts';
export { readCsv } from './csv.ts';
export * from './metrics/index.ts';

/**
 * Knows how vendors write option chains and trade logs, and turns their text into checked rows.
 * Deliberately opens no file and keeps nothing: text comes in, rows go out.
 * Start at define-chain-format.ts.
 */
import { cboeQuotedata } from './cboe-quotedata.ts';
import type { ChainFormat } from './define-chain-format.ts';
import { spxwMidpoints } from './spxw-midpoints.ts';

export * from './assemble.ts';
export * from './chain-row.ts';
export * from './column-map.ts';
export * from './define-chain-format.ts';
export { genericFormat } from './generic.ts';
export * from './option-omega-log.ts';
export { pageTime } from './page-date.ts';
export { csvSource } from './table.ts';
export type { ChainSource, Table } from './table.ts';

/** Every format with a layout of its own; `generic` is made from a column map. */
export const chainFormats: readonly ChainFormat[] = [spxwMidpoints, cboeQuotedata];

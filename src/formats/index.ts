/**
 * Knows how vendors write option chains and trade logs, and turns their text into checked rows.
 * Deliberately opens no file and keeps nothing: text comes in, rows go out.
 * Start at define-chain-format.ts.
 */
import type { ChainFormat } from './define-chain-format.ts';
import { cboeQuotedata } from './vendors/cboe-quotedata.ts';
import { databentoCbbo } from './vendors/databento.ts';
import { datashopEod } from './vendors/datashop-eod.ts';
import { datashopIntervals } from './vendors/datashop-intervals.ts';
import { historicalOptionData } from './vendors/historical-option-data.ts';
import { optionsDx } from './vendors/optionsdx.ts';
import { orats } from './vendors/orats.ts';
import { polygonBars, polygonQuotes } from './vendors/polygon.ts';
import { schwab } from './vendors/schwab.ts';
import { spxwMidpoints } from './vendors/spxw-midpoints.ts';
import { thetaDataSecond, thetaDataThird } from './vendors/theta-data.ts';
import { tradierChain } from './vendors/tradier-chain.ts';

export * from './assemble.ts';
export * from './chain-row.ts';
export * from './column-map.ts';
export * from './define-chain-format.ts';
export * from './unsupported.ts';
export { closeMinuteOfExpiry, faultOf, MOST_INTEREST, quoteCents } from './screen.ts';
export type { ReadRow } from './screen.ts';
export { genericFormat } from './generic.ts';
export * from './bars.ts';
export * from './option-omega-log.ts';
export { pageTime } from './vendors/page-date.ts';
export { csvCells, csvSource } from './table.ts';
export type { ChainSource, Table } from './table.ts';

/** Every format with a layout of its own; `generic` is made from a column map. */
export const chainFormats: readonly ChainFormat[] = [
  spxwMidpoints, cboeQuotedata, datashopIntervals, datashopEod, optionsDx, thetaDataSecond, thetaDataThird, databentoCbbo,
  polygonQuotes, polygonBars, orats, historicalOptionData, schwab, tradierChain,
];

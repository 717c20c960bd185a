import type { ReportTrade } from '../report/index.ts';
import { frame } from './frame.ts';

/** One described column: count, mean, std, min, median, max and variance by name. */
export interface ColumnDescription {
  readonly column: string;
  readonly statistics: Readonly<Record<string, number>>;
}

const described = ['contracts', 'credit', 'fees', 'slippage', 'pnlPerContract', 'pnl', 'maxLoss', 'mae', 'mfe', 'minutesHeld'] as const;

/**
 * Describes every numeric column of the trade table, through danfojs. Empty without trades.
 *
 * A column with an unknown value is left out, since danfojs would make its mean unknown.
 */
export const describeTrades = async (trades: readonly ReportTrade[]): Promise<ColumnDescription[]> => {
  if (trades.length === 0) return [];
  const known = described.filter((name) => trades.every((trade) => !Number.isNaN(trade[name])));
  const table = (await frame(trades.map((trade) => Object.fromEntries(known.map((name) => [name, trade[name]]))))).describe();
  const rows = table.index.map(String);
  return table.columns.map((column, c) => ({
    column,
    statistics: Object.fromEntries(rows.map((row, r) => [row, Number((table.values as number[][])[r][c])])),
  }));
};

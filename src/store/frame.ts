import type { ReportTrade } from '../report/index.ts';

/** One described column: count, mean, std, min, median, max and variance by name. */
export interface ColumnDescription {
  readonly column: string;
  readonly statistics: Readonly<Record<string, number>>;
}

const described = ['contracts', 'credit', 'fees', 'slippage', 'pnlPerContract', 'pnl', 'maxLoss', 'mae', 'mfe', 'minutesHeld'] as const;

/** Numbers of the table as plain columns; a column with an unknown value is left out, since a mean over it would be none. */
export const numericColumns = (trades: readonly ReportTrade[]): Record<string, number[]> =>
  Object.fromEntries(
    described.map((name) => [name, trades.map((trade) => trade[name])] as const).filter(([, values]) => !values.some(Number.isNaN)),
  );

/**
 * The trade table as a danfojs DataFrame, for notebooks and tables. Built from fresh arrays, so nothing is shared.
 *
 * danfojs loads on first use (about a second); keep frames below 10,000 rows.
 */
export const tradeFrame = async (trades: readonly ReportTrade[]) => {
  const { DataFrame } = await import('danfojs-node');
  return new DataFrame(numericColumns(trades));
};

/** Describes every numeric column of the trade table. Empty without trades. */
export const describeTrades = async (trades: readonly ReportTrade[]): Promise<ColumnDescription[]> => {
  if (trades.length === 0) return [];
  const table = (await tradeFrame(trades)).describe();
  const rows = table.index.map(String);
  return table.columns.map((column, c) => ({
    column,
    statistics: Object.fromEntries(rows.map((row, r) => [row, Number((table.values as number[][])[r][c])])),
  }));
};

import { DataError, mustBe } from '../kernel/index.ts';
import type { Right } from '../market/index.ts';
import { rightOf } from './screen.ts';
import { csvCells } from './table.ts';

/** One leg of a logged trade. */
export interface LoggedLeg {
  /** `YYYY-MM-DD`. */
  readonly expiry: string;
  readonly right: Right;
  readonly strike: number;
  /** Contracts, all lots together; negative when sold. */
  readonly quantity: number;
  /** Points of premium, above 0. */
  readonly price: number;
}

/** One trade as a log tells it. Money is dollars, as logged. */
export interface LoggedTrade {
  /** In the file, the header being line 1. */
  readonly line: number;
  readonly strategy: string;
  readonly opened: string;
  readonly closed: string;
  readonly reason: string;
  readonly lots: number;
  readonly legs: readonly LoggedLeg[];
  /** Premium per lot, received when positive. */
  readonly premium: number;
  /** Index when the trade ended, points; at expiry the settlement. */
  readonly closingPrice: number;
  readonly pnl: number;
  /** Opening and closing fees of all lots; undefined when the log has none. */
  readonly fees: number | undefined;
}

const backtestColumns = ['Date Opened', 'Time Opened', 'Legs', 'Premium', 'Closing Price', 'Date Closed', 'Reason For Close', 'P/L', 'No. of Contracts'] as const;
const liveColumns = ['Date Opened', 'Legs', 'Initial Premium', 'No. of Contracts', 'P/L', 'Closing Price', 'Date Closed', 'Reason For Close'] as const;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Reads cells of one row by column, complaining by line and column. */
const reader = (header: readonly string[], cells: readonly string[], line: number) => {
  const text = (column: string): string => cells[header.indexOf(column)] ?? '';
  const wrong = (column: string, what: string): DataError =>
    new DataError('trade-log', mustBe(`line ${line}, ${column}`, what, text(column), 'repair or remove the row'));
  const number = (column: string): number => {
    const value = Number(text(column).replaceAll(/[$,]/g, ''));
    if (text(column) === '' || !Number.isFinite(value)) throw wrong(column, 'a number');
    return value;
  };
  const date = (column: string): string => {
    const found = /^(\d{4}-\d\d-\d\d)(T|$)/.exec(text(column));
    if (found === null) throw wrong(column, 'a date as YYYY-MM-DD');
    return found[1];
  };
  return { text, number, date, wrong };
};

/** A leg as written: `3 Jun 30 6215 C STO 2.10`. The year is the first in which the day is not before the opening. */
const legOf = (text: string, opened: string): LoggedLeg | undefined => {
  const found = /^(\d+) ([A-Z][a-z]{2}) (\d{1,2}) (\d+(?:\.\d+)?) ([CP]) (STO|BTO) (\d+(?:\.\d+)?)$/.exec(text.trim());
  const right = rightOf(found?.[5] ?? '');
  const month = months.indexOf(found?.[2] ?? '') + 1;
  if (found === null || right === undefined || month === 0) return undefined;
  const day = `${String(month).padStart(2, '0')}-${found[3].padStart(2, '0')}`;
  const year = Number(opened.slice(0, 4)) + (day < opened.slice(5) ? 1 : 0);
  return {
    expiry: `${year}-${day}`,
    right,
    strike: Number(found[4]),
    quantity: found[6] === 'STO' ? -Number(found[1]) : Number(found[1]),
    price: Number(found[7]),
  };
};

const tradeOf = (header: readonly string[], cells: readonly string[], line: number, isLive: boolean): LoggedTrade => {
  const { text, number, date, wrong } = reader(header, cells, line);
  const opened = date('Date Opened');
  const lots = number('No. of Contracts');
  if (!(Number.isInteger(lots) && lots > 0)) throw wrong('No. of Contracts', 'a whole number above 0');
  const legs = text('Legs').split('|').map((leg) => legOf(leg, opened));
  const known = legs.filter((leg) => leg !== undefined);
  if (known.length < legs.length) throw wrong('Legs', 'legs such as 1 Jun 30 6215 C STO 2.10, split by |');
  const hasFees = header.includes('Opening Commissions + Fees') && header.includes('Closing Commissions + Fees');
  return {
    line,
    strategy: text('Strategy'),
    opened,
    closed: date('Date Closed'),
    reason: text('Reason For Close'),
    lots,
    legs: known,
    premium: isLive ? number('Initial Premium') * 100 : number('Premium'),
    closingPrice: number('Closing Price'),
    pnl: number('P/L'),
    fees: hasFees ? number('Opening Commissions + Fees') + number('Closing Commissions + Fees') : undefined,
  };
};

/**
 * Reads every trade of an Option Omega log, backtest or live, with its legs.
 *
 * A backtest's `Premium` is dollars a contract, a live log's `Initial Premium` points.
 *
 * @param file its name, for messages
 * @throws DataError naming the line and column of anything that cannot be read
 * @example parseOptionOmegaLog(text, 'trades.csv')[0].legs[0].strike
 */
export const parseOptionOmegaLog = (text: string, file: string): LoggedTrade[] => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = csvCells(lines[0] ?? '');
  const isLive = header.includes('Initial Premium');
  const missing = (isLive ? liveColumns : backtestColumns).find((column) => !header.includes(column));
  if (missing !== undefined) {
    const what = `that of an Option Omega trade log, with ${missing}`;
    throw new DataError('wrong-header', mustBe(`header of ${file}`, what, header.slice(0, 4).join(','), 'export the trade log, not the daily log'));
  }
  return lines.flatMap((line, i) => (i === 0 || line.trim() === '' ? [] : [tradeOf(header, csvCells(line), i + 1, isLive)]));
};

import { centsFromDollars, DataError, mustBe } from '../kernel/index.ts';
import type { Population } from './population.ts';

/** What a trade log gave, and what it could not. */
export interface ImportedLog {
  readonly population: Population;
  /** Trades left on a later day than they were entered: counted in the session of their entry. */
  readonly overnight: number;
}

interface LoggedTrade {
  readonly date: string;
  readonly opens: number;
  readonly closes: number;
  readonly group: string;
  readonly pnl: number;
  readonly maxLoss: number;
  readonly credit: number;
  readonly vix: number;
  readonly isOvernight: boolean;
}

const required = ['Date Opened', 'Time Opened', 'Premium', 'Date Closed', 'Time Closed', 'Reason For Close', 'P/L', 'No. of Contracts', 'Margin Req.'] as const;

/** Cells of one CSV line; a quoted cell may hold commas and doubled quotes. */
const cellsOf = (line: string): string[] => {
  const cells: string[] = [];
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) cells.push((match[1] ?? match[2]).replaceAll('""', '"').trim());
  return cells;
};

type Row = (column: string) => string | undefined;

const numberIn = (row: Row, column: string, line: number): number => {
  const text = row(column) ?? '';
  const value = Number(text.replaceAll(/[$,]/g, ''));
  if (text === '' || !Number.isFinite(value)) {
    throw new DataError('trade-log', mustBe(`line ${line}, ${column}`, 'a number', text, 'repair or remove the row'));
  }
  return value;
};

const secondsIn = (row: Row, column: string, line: number): number => {
  const text = row(column) ?? '';
  const match = /^(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(AM|PM)?$/i.exec(text);
  if (match === null) throw new DataError('trade-log', mustBe(`line ${line}, ${column}`, 'a time of day', text, 'repair or remove the row'));
  const hours = match[4] === undefined ? Number(match[1]) : (Number(match[1]) % 12) + (/pm/i.test(match[4]) ? 12 : 0);
  return hours * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
};

const dateIn = (row: Row, column: string, line: number): string => {
  const text = row(column) ?? '';
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) throw new DataError('trade-log', mustBe(`line ${line}, ${column}`, 'a date as YYYY-MM-DD', text, 'repair or remove the row'));
  return text;
};

const tradeOf = (row: Row, line: number): LoggedTrade => {
  const contracts = numberIn(row, 'No. of Contracts', line);
  if (!(contracts > 0)) throw new DataError('trade-log', mustBe(`line ${line}, No. of Contracts`, 'above 0', contracts, 'repair or remove the row'));
  const perContract = (column: string): number => centsFromDollars(numberIn(row, column, line) / contracts);
  const date = dateIn(row, 'Date Opened', line);
  const isOvernight = dateIn(row, 'Date Closed', line) !== date;
  return {
    date,
    opens: secondsIn(row, 'Time Opened', line),
    closes: isOvernight ? Infinity : secondsIn(row, 'Time Closed', line),
    group: row('Reason For Close') ?? '',
    pnl: perContract('P/L'),
    maxLoss: Math.max(0, perContract('Margin Req.')),
    credit: centsFromDollars(numberIn(row, 'Premium', line)),
    vix: Number(row('Opening VIX') ?? 'none'),
    isOvernight,
  };
};

/** Opens and closes of one session in order of the clock; at the same second closes come first. */
const eventsOf = (trades: readonly LoggedTrade[], first: number): number[] => {
  const events = trades.flatMap((trade, k) => {
    const id = first + k + 1;
    const closes = Math.max(trade.closes, trade.opens);
    return [{ at: trade.opens, order: 1, event: id }, { at: closes, order: closes > trade.opens ? 0 : 2, event: -id }];
  });
  return events.sort((a, b) => a.at - b.at || a.order - b.order || Math.abs(a.event) - Math.abs(b.event)).map(({ event }) => event);
};

/**
 * Reads an Option Omega trade log as a population.
 *
 * Results and margins are divided by the contracts traded. Distance, width and time left are not in the log: NaN.
 * @param sessionsBetween all sessions from the first to the last date, so that idle days count
 * @throws DataError naming the line and column
 * @example parseOptionOmega(text, sessionsBetween).population.dates.length // sessions, idle ones too
 */
export const parseOptionOmega = (text: string, sessionsBetween: (from: string, to: string) => readonly string[]): ImportedLog => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line.trim() !== '');
  const header = cellsOf(lines[0] ?? '');
  const missing = required.find((column) => !header.includes(column));
  if (missing !== undefined) {
    throw new DataError('trade-log', mustBe('header', `that of an Option Omega trade log with ${missing}`, header.slice(0, 3).join(','), 'export the trade log again'));
  }
  const trades = lines.slice(1).map((line, i) => {
    const cells = cellsOf(line);
    return tradeOf((column) => cells[header.indexOf(column)], i + 2);
  });
  trades.sort((a, b) => (a.date === b.date ? a.opens - b.opens : a.date < b.date ? -1 : 1));
  const dates = trades.length === 0 ? [] : sessionsBetween(trades[0].date, trades[trades.length - 1].date);
  const place = new Map(dates.map((date, day) => [date, day]));
  const start = new Int32Array(dates.length + 1);
  const vix = new Float64Array(dates.length).fill(Number.NaN);
  for (const trade of trades) {
    const day = place.get(trade.date);
    if (day === undefined) throw new DataError('trade-log', mustBe('Date Opened', 'a trading day', trade.date, 'repair or remove the row'));
    start[day + 1]++;
    vix[day] = trade.vix;
  }
  for (let day = 0; day < dates.length; day++) start[day + 1] += start[day];
  const groups = [...new Set(trades.map(({ group }) => group))].sort();
  const column = (value: (trade: LoggedTrade) => number): Float64Array => Float64Array.from(trades, value);
  const unknown = column(() => Number.NaN);
  const population: Population = {
    dates, start, vix, groups,
    pnl: column(({ pnl }) => pnl),
    maxLoss: column(({ maxLoss }) => maxLoss),
    credit: column(({ credit }) => credit),
    group: Uint8Array.from(trades, ({ group }) => groups.indexOf(group)),
    events: Int32Array.from(dates.flatMap((_, day) => eventsOf(trades.slice(start[day], start[day + 1]), start[day]))),
    distance: unknown, minutesLeft: unknown.slice(), width: unknown.slice(),
  };
  return { population, overnight: trades.filter(({ isOvernight }) => isOvernight).length };
};

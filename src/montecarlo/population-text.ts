import { DataError, mustBe } from '../kernel/index.ts';
import type { Population } from './population.ts';

/** Columns of outcomes.csv in order. `opens` and `closes` are the places of the two events within the session. */
const columns = [
  'session', 'opens', 'closes', 'group', 'pnl', 'maxLoss', 'width', 'credit', 'distance', 'minutesLeft',
] as const;

const numberText = (value: number): string => (Number.isNaN(value) ? '' : String(value));
const textNumber = (text: string): number => (text === '' ? Number.NaN : Number(text));

/** Places of each trade's open and close among its session's events. */
const places = (population: Population): { opens: Int32Array; closes: Int32Array } => {
  const { start, events, pnl } = population;
  const opens = new Int32Array(pnl.length);
  const closes = new Int32Array(pnl.length);
  for (let day = 0; day < population.dates.length; day++) {
    for (let e = 2 * start[day]; e < 2 * start[day + 1]; e++) {
      (events[e] > 0 ? opens : closes)[Math.abs(events[e]) - 1] = e - 2 * start[day];
    }
  }
  return { opens, closes };
};

/**
 * A population as outcomes.csv: one comment line with dates, VIX and group names, a header, a row per trade.
 *
 * Reading it back gives equal columns, to the last bit.
 * @example printPopulation(population).split('\n')[1] // 'session,opens,closes,group,...'
 */
export const printPopulation = (population: Population): string => {
  const { opens, closes } = places(population);
  const vix = Array.from(population.vix, (value) => (Number.isNaN(value) ? null : value));
  const lines = [`# ${JSON.stringify({ groups: population.groups, dates: population.dates, vix })}`, columns.join(',')];
  for (let day = 0; day < population.dates.length; day++) {
    for (let i = population.start[day]; i < population.start[day + 1]; i++) {
      const values = [population.pnl, population.maxLoss, population.width, population.credit, population.distance, population.minutesLeft];
      lines.push([day, opens[i], closes[i], population.group[i], ...values.map((column) => numberText(column[i]))].join(','));
    }
  }
  return `${lines.join('\n')}\n`;
};

interface Head {
  readonly groups: readonly string[];
  readonly dates: readonly string[];
  readonly vix: readonly (number | null)[];
}

const fail = (line: number, what: string, found: unknown): never => {
  throw new DataError('outcomes', mustBe(`outcomes.csv:${line}`, what, found, 'run the backtest again'));
};

const headOf = (line: string): Head => {
  if (!line.startsWith('# {')) fail(1, 'a comment with dates, VIX and groups', line);
  try {
    return JSON.parse(line.slice(2)) as Head;
  } catch {
    return fail(1, 'a comment of JSON', line);
  }
};

/**
 * Reads outcomes.csv.
 *
 * @throws DataError naming the line, when it is not what printPopulation writes
 */
export const parsePopulation = (text: string): Population => {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const head = headOf(lines[0] ?? '');
  if (lines[1] !== columns.join(',')) fail(2, `the header ${columns.join(',')}`, lines[1]);
  const rows = lines.slice(2).map((line, i) => {
    const cells = line.split(',');
    const numbers = cells.map(textNumber);
    if (cells.length !== columns.length || !Number.isInteger(numbers[0])) fail(i + 3, `${columns.length} numbers`, line);
    return numbers;
  });
  const start = new Int32Array(head.dates.length + 1);
  rows.forEach(([session], i) => {
    if (!(session >= 0 && session < head.dates.length) || (i > 0 && session < rows[i - 1][0])) fail(i + 3, 'in session order', session);
    start[session + 1]++;
  });
  for (let day = 0; day < head.dates.length; day++) start[day + 1] += start[day];
  const events = new Int32Array(2 * rows.length);
  rows.forEach(([session, opens, closes], i) => {
    events[2 * start[session] + opens] = i + 1;
    events[2 * start[session] + closes] = -(i + 1);
  });
  const column = (c: (typeof columns)[number]): Float64Array => Float64Array.from(rows, (row) => row[columns.indexOf(c)]);
  return {
    dates: head.dates, start, events, groups: head.groups,
    pnl: column('pnl'), maxLoss: column('maxLoss'), width: column('width'), credit: column('credit'),
    distance: column('distance'), minutesLeft: column('minutesLeft'),
    group: Uint8Array.from(rows, (row) => row[columns.indexOf('group')]),
    vix: Float64Array.from(head.vix, (value) => value ?? Number.NaN),
  };
};

import type { Venue } from './venue.ts';

/** One line of a journal as the auditor reads it: nothing is trusted beyond being JSON. */
export type Line = Readonly<Record<string, unknown>>;

const numberAt = (line: Line, key: string): number => (typeof line[key] === 'number' ? line[key] : Number.NaN);
const textAt = (line: Line, key: string): string => (typeof line[key] === 'string' ? line[key] : '');

/** A promise to send an order, in the auditor's own words. */
export interface Promised {
  readonly tag: string;
  readonly at: number;
  readonly session: string;
  readonly position: number;
  readonly effect: 'open' | 'close';
  readonly contracts: number;
  /** Net contracts of each symbol once one package has filled. */
  readonly legs: readonly { readonly symbol: string; readonly perPackage: number }[];
}

/** One position by the journal. Contracts. */
export interface PositionBook {
  opened: number;
  closed: number;
  settled: number;
  elsewhere: number;
  /** Cents gained so far. */
  result: number;
  session: string;
  maxLoss: number;
  contractsDecided: number;
  /** Least credit the decision accepts, price cents. */
  atLeast: number;
}

/** What the journal adds up to. Cents. */
export interface JournalSums {
  readonly promises: ReadonlyMap<string, readonly Promised[]>;
  readonly positions: ReadonlyMap<number, PositionBook>;
  /** Net contracts by symbol of positions opened and not ended. */
  readonly holdings: ReadonlyMap<string, number>;
  /** Cash of the last session opened, moved by every record since. */
  readonly cash: number;
  readonly openings: ReadonlyMap<string, number>;
  readonly closings: ReadonlyMap<string, Line>;
}

interface Filled {
  filled: number;
  money: number;
  fees: number;
}

const legsOf = (order: Line): Promised['legs'] => {
  const legs = Array.isArray(order.legs) ? (order.legs as Line[]) : [];
  return legs.map((leg) => ({ symbol: textAt(leg, 'symbol'), perPackage: (textAt(leg, 'side').startsWith('buy') ? 1 : -1) * numberAt(leg, 'ratio') }));
};

const promisedOf = (line: Line): Promised => {
  const order = (line.order ?? {}) as Line;
  return {
    tag: textAt(order, 'tag'), at: numberAt(line, 'at'), session: textAt(line, 'session'), position: numberAt(line, 'position'),
    effect: order.effect === 'open' ? 'open' : 'close', contracts: numberAt(order, 'contracts'), legs: legsOf(order),
  };
};

/** Adds a journal up: promises by tag, positions, holdings and cash, by rules written here and nowhere else. */
export const sumJournal = (lines: readonly Line[]): JournalSums => {
  const promises = new Map<string, Promised[]>();
  const positions = new Map<number, PositionBook>();
  const fills = new Map<string, Filled>();
  const holdings = new Map<string, number>();
  const openings = new Map<string, number>();
  const closings = new Map<string, Line>();
  let cash = Number.NaN;

  const hold = (promise: Promised, packages: number): void => {
    for (const { symbol, perPackage } of promise.legs) {
      const after = (holdings.get(symbol) ?? 0) + packages * perPackage;
      if (after === 0) holdings.delete(symbol);
      else holdings.set(symbol, after);
    }
  };

  const fill = (line: Line): void => {
    const promise = promises.get(textAt(line, 'tag'))?.[0];
    const position = promise === undefined ? undefined : positions.get(promise.position);
    if (promise === undefined || position === undefined) return;
    const before = fills.get(promise.tag) ?? { filled: 0, money: 0, fees: 0 };
    const filled = numberAt(line, 'filled');
    const sign = promise.effect === 'open' ? 1 : -1;
    const after = { filled, money: filled === 0 ? 0 : sign * Math.round(filled * numberAt(line, 'price') * 100), fees: filled === 0 ? 0 : numberAt(line, 'fees') };
    fills.set(promise.tag, after);
    const change = after.money - after.fees - (before.money - before.fees);
    cash += change;
    position.result += change;
    position[promise.effect === 'open' ? 'opened' : 'closed'] += filled - before.filled;
    hold(promise, filled - before.filled);
  };

  const leave = (line: Line, kind: 'settled' | 'elsewhere', debit: number): void => {
    const id = numberAt(line, 'position');
    const position = positions.get(id);
    const opening = [...promises.values()].flat().find((promise) => promise.position === id && promise.effect === 'open');
    if (position === undefined || opening === undefined) return;
    const contracts = numberAt(line, 'contracts');
    const paid = Math.round(contracts * debit) + numberAt(line, 'fees');
    cash -= paid;
    position.result -= paid;
    position[kind] += contracts;
    hold(opening, -contracts);
  };

  const decided = (line: Line): void => {
    for (const entry of Array.isArray(line.decided) ? (line.decided as Line[]) : []) {
      if (entry.kind !== 'open') continue;
      positions.set(numberAt(entry, 'position'), {
        opened: 0, closed: 0, settled: 0, elsewhere: 0, result: 0, session: textAt(line, 'session'), maxLoss: numberAt(entry, 'maxLoss'),
        contractsDecided: numberAt(entry, 'contracts'), atLeast: numberAt(entry, 'atLeast'),
      });
    }
  };

  for (const line of lines) {
    if (line.kind === 'sessionOpened') {
      cash = numberAt(line, 'cash');
      openings.set(textAt(line, 'session'), (openings.get(textAt(line, 'session')) ?? 0) + 1);
    } else if (line.kind === 'decided') decided(line);
    else if (line.kind === 'submitting') {
      const promise = promisedOf(line);
      promises.set(promise.tag, [...(promises.get(promise.tag) ?? []), promise]);
    } else if (line.kind === 'fill') fill(line);
    else if (line.kind === 'settled') leave(line, 'settled', numberAt(line, 'debit'));
    else if (line.kind === 'closedElsewhere') leave(line, 'elsewhere', numberAt(line, 'debit') * 100);
    else if (line.kind === 'sessionClosed') closings.set(textAt(line, 'session'), line);
  }
  return { promises, positions, holdings, cash, openings, closings };
};

/** What differs between the journal's sums and the venue: symbols and cents. Empty when they are equal. */
export const differences = (sums: JournalSums, venue: Venue): readonly string[] => {
  const found: string[] = [];
  if (sums.cash !== venue.cash()) found.push(`cash ${sums.cash} in the journal, ${venue.cash()} at the broker`);
  for (const symbol of new Set([...sums.holdings.keys(), ...venue.holdings().keys()])) {
    const ours = sums.holdings.get(symbol) ?? 0;
    const theirs = venue.holdings().get(symbol) ?? 0;
    if (ours !== theirs) found.push(`${symbol}: ${ours} in the journal, ${theirs} at the broker`);
  }
  return found;
};

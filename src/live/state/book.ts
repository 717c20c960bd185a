import type { ChainDay } from '../../market/index.ts';
import type { Book, Opened } from '../../strategy/index.ts';
import { debitBounds } from '../../strategy/index.ts';
import { sessionDate } from '../../kernel/index.ts';
import type { AccountState, LivePosition } from './account.ts';
import { entryOf, heldContracts, openedContracts } from './account.ts';
import { isFinal, stateOf } from './order-life.ts';

/** Last row known at or before a minute; -1 before the first. */
const rowAtOrBefore = (day: ChainDay, minute: number): number => {
  let t = day.rows - 1;
  while (t >= 0 && day.minutes[t] > minute) t--;
  return t;
};

/** A position as decisions see it: as it was opened, at the row its entry filled. */
export const openedOf = (position: LivePosition, day: ChainDay): Opened => {
  const { id, session, decided } = position;
  const entry = entryOf(position);
  const minute = entry?.minute ?? NaN;
  return {
    id, date: sessionDate(session), spread: decided.spread, contracts: openedContracts(position),
    row: rowAtOrBefore(day, minute), minute, credit: entry?.price ?? NaN,
    spot: decided.spot ?? NaN, distance: decided.distance ?? NaN, vix: decided.vix ?? NaN,
    maxLoss: decided.maxLoss, most: debitBounds(decided.spread).most * 100,
  };
};

/** Whether an entry is still to come: decided and not yet sent, or at work. */
export const isEntryOpen = (position: LivePosition): boolean => {
  const entry = entryOf(position);
  if (position.dropped !== undefined) return false;
  return entry === undefined ? position.decided.contracts > 0 : !isFinal(stateOf(entry.life));
};

/** Positions of the session in the order in which they came to be. */
export const heldToday = (state: AccountState): LivePosition[] =>
  [...state.positions.values()]
    .filter((position) => position.session === state.session && heldContracts(position) > 0)
    .sort((a, b) => a.filledSeq - b.filledSeq);

/** Positions of other sessions than this that were opened and nobody has ended. */
export const unsettledOf = (state: AccountState, session: string): LivePosition[] =>
  [...state.positions.values()].filter((position) => position.session !== session && position.pnl === undefined && position.filledSeq < Infinity);

/** Entries of the session that count: at work or filled. */
const entriesToday = (state: AccountState): LivePosition[] =>
  [...state.positions.values()].filter(
    (position) => position.session === state.session && (isEntryOpen(position) || openedContracts(position) > 0),
  );

/** The book as decisions may see it: a fold of the journal, nothing else. */
export const bookOf = (state: AccountState, day: ChainDay): Book => {
  const held = heldToday(state);
  const entries = entriesToday(state);
  const working = entries
    .filter(isEntryOpen)
    .map((position) => ({
      contracts: position.decided.contracts - openedContracts(position), maxLoss: position.decided.maxLoss, spread: position.decided.spread,
    }));
  return {
    open: held.map((position) => openedOf(position, day)),
    closing: new Set(held.filter(({ closing }) => closing !== undefined).map(({ id }) => id)),
    staged: new Map(held.map((position) => [position.id, position.parts.length])),
    working,
    entries: entries.length,
    lastEntryMinute: entries.length === 0 ? NaN : Math.max(...entries.map(({ minute }) => minute)),
    realised: state.realised,
  };
};

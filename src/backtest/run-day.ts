import { InvariantError } from '../kernel/index.ts';
import { worstFees } from '../execution/index.ts';
import type { ChainDay } from '../market/index.ts';
import type { Account, CloseIntent, Marks, OpenIntent } from '../strategy/index.ts';
import { decide, entryRows, markPath, unservedSlots } from '../strategy/index.ts';
import type { StudyAccount } from './account.ts';
import type { DayRun, Session } from './session.ts';
import { bookOf, changeHeld, closeSession, exitRows, fillRow, openSession, pass } from './session.ts';

/** First row at least `delay` minutes after row t; the day's length when there is none. */
const rowAfter = (day: ChainDay, t: number, delay: number): number => {
  let row = t;
  while (row < day.rows && day.minutes[row] < day.minutes[t] + delay) row++;
  return row;
};

const sendOpen = (session: Session, t: number, intent: OpenIntent): void => {
  const { day, run } = session;
  const delay = run.execution.delayMinutes;
  const id = session.nextId++;
  session.gates.push(intent.gates);
  if (intent.sized.contracts > 0 || session.account.isHalted()) session.entries.set(id, day.minutes[t]);
  session.events.push(id);
  session.opening.push({
    id, intent, decidedRow: t, from: rowAfter(day, t, delay), until: day.minutes[t] + delay + intent.workMinutes,
  });
};

const sendClose = (session: Session, t: number, intent: CloseIntent): void => {
  const position = session.held.find(({ opened }) => opened === intent.position);
  if (position === undefined) throw new InvariantError('a close for a position not held');
  if (intent.share < 1) changeHeld(session, { ...position, staged: position.staged + 1 });
  session.closing.push({ position, intent, from: rowAfter(session.day, t, session.run.execution.delayMinutes) });
};

/** The next of a position's rows from t on; t itself once its last has passed, for it is then waiting to trade. */
const nextOf = (rows: readonly number[], t: number): number => {
  if (rows.length === 0) return Infinity;
  return Math.max(t, rows.find((row) => row >= t) ?? t);
};

/** Rows at which nothing can be decided or filled are skipped; the parity tests visit every row instead. */
const wakeAfter = (session: Session, t: number, slots: readonly number[], hits: ReadonlyMap<number, readonly number[]>): number => {
  let wake = slots.find((row) => row >= t) ?? Infinity;
  for (const { opened } of session.held) wake = Math.min(wake, nextOf(hits.get(opened.id) ?? [], t));
  for (const order of [...session.opening, ...session.closing]) wake = Math.min(wake, Math.max(t, order.from));
  return wake;
};

/**
 * Runs one session: decide on a row, fill no earlier than the study's delay, settle in cash what is left.
 *
 * @param nextId first position number to give; the session uses consecutive ones
 * @param everyRow visit every row instead of only those at which something can happen; the result is the same
 */
export const runDay = (day: ChainDay, account: StudyAccount, run: DayRun, nextId: number, everyRow = false): Session => {
  if (day.settlement === undefined) throw new InvariantError(`session ${day.date} has no settlement value`);
  const session = openSession(day, account, run, nextId);
  const marks: Marks = (_day, opened) => {
    const held = session.held.find((position) => position.opened === opened);
    return held === undefined ? markPath(day, opened.spread) : session.marks(held);
  };
  const slots = entryRows(run.plan, day);
  const hits = new Map<number, readonly number[]>();
  for (let t = 0; t <= session.lastRow; t++) {
    if (!everyRow) {
      for (const held of session.held) {
        if (!hits.has(held.opened.id)) hits.set(held.opened.id, exitRows(session, held));
      }
      t = wakeAfter(session, t, slots, hits);
      if (t > session.lastRow) break;
    }
    fillRow(session, t);
    const seen: Account = {
      book: bookOf(session),
      equity: account.equity(),
      isHalted: account.isHalted(),
      size: account.size,
      costOf: (candidate) => worstFees(run.execution.fees, candidate.spread),
    };
    for (const intent of decide(day, t, run.plan, seen, marks)) {
      if (intent.kind === 'close') sendClose(session, t, intent);
      else if (intent.kind === 'open') sendOpen(session, t, intent);
      else {
        pass(session, intent.slot, intent.why);
        if (intent.gates.length > 0) session.gates.push(intent.gates);
      }
    }
    if (run.execution.delayMinutes === 0) fillRow(session, t);
  }
  closeSession(session, day.settlement);
  for (const slot of unservedSlots(run.plan, day)) pass(session, slot, 'noRow');
  return session;
};

import type { ExecutionConfig } from '../execution/index.ts';
import type { ChainDay } from '../market/index.ts';
import type { Book, GateResult, MarkPath, Plan } from '../strategy/index.ts';
import { armExits, markPath, partialStages } from '../strategy/index.ts';
import type { StudyAccount } from './account.ts';
import type { Exit, Held, WorkingClose, WorkingOpen } from './orders.ts';
import { exitDistance, settleAt, tryClose, tryOpen } from './orders.ts';
import { resultOf } from './result.ts';
import type { PassRecord, Trade } from './trade.ts';

/** What every session of a study is run with. */
export interface DayRun {
  readonly plan: Plan;
  readonly execution: ExecutionConfig;
}

/** One session under way: orders at work, positions held, and what has been written down. */
export interface Session {
  readonly day: ChainDay;
  readonly run: DayRun;
  readonly account: StudyAccount;
  /** Last row before the expiring series stops trading. */
  readonly lastRow: number;
  readonly marks: (held: Held) => MarkPath | undefined;
  opening: WorkingOpen[];
  closing: WorkingClose[];
  held: Held[];
  /** Next position number to give. */
  nextId: number;
  /** Minute of the decision of each entry filled or at work, by position. Until a halt, one of no contracts is none. */
  readonly entries: Map<number, number>;
  realised: number;
  readonly trades: Trade[];
  readonly passes: PassRecord[];
  /** Entries that ended unfilled, in that order, each with the first row whose decisions no longer see it. */
  readonly unfilled: { readonly order: WorkingOpen; readonly row: number }[];
  readonly gates: (readonly GateResult[])[];
  readonly events: number[];
  /** [T] equity marked at mid, cents. */
  readonly equity: Float64Array;
}

const lastTradableRow = (day: ChainDay): number => {
  let t = day.rows - 1;
  while (t >= 0 && day.minutes[t] >= day.context.closeMinute) t--;
  return t;
};

export const openSession = (day: ChainDay, account: StudyAccount, run: DayRun, nextId: number): Session => {
  const paths = new Map<number, MarkPath | undefined>();
  return {
    day, run, account,
    lastRow: lastTradableRow(day),
    marks: ({ opened }) => {
      if (!paths.has(opened.id)) paths.set(opened.id, markPath(day, opened.spread));
      return paths.get(opened.id);
    },
    opening: [], closing: [], held: [],
    nextId, entries: new Map(), realised: 0,
    trades: [], passes: [], unfilled: [], gates: [], events: [],
    equity: new Float64Array(Math.max(1, day.rows)).fill(account.equity()),
  };
};

/** The book as decisions may see it. */
export const bookOf = (session: Session): Book => ({
  open: session.held.map((position) => position.opened),
  closing: new Set(session.closing.filter((order) => order.intent.share === 1).map((order) => order.position.opened.id)),
  staged: new Map(session.held.map((position) => [position.opened.id, position.staged])),
  working: session.opening.map(({ intent }) => ({ contracts: intent.sized.contracts, maxLoss: intent.maxLoss, spread: intent.candidate.spread })),
  entries: session.entries.size,
  lastEntryMinute: session.entries.size === 0 ? NaN : Math.max(...session.entries.values()),
  realised: session.realised,
});

/** Rows at which a held position wants out, in whole or in part: when the session must wake for it. */
export const exitRows = (session: Session, held: Held): number[] => {
  const marks = session.marks(held);
  if (marks === undefined) return [];
  const { exits } = session.run.plan.strategy;
  const view = { day: session.day, marks, opened: held.opened };
  const hit = armExits(exits, held.opened)(view, session.lastRow);
  const staged = exits.rules.find((rule) => rule.kind === 'stagedTarget');
  const stages = staged === undefined ? [] : partialStages(staged, view, session.lastRow).map((stage) => stage.row);
  return [...stages, ...(hit === undefined ? [] : [hit.row])].sort((a, b) => a - b);
};

export const pass = (session: Session, slot: string, why: string): void => {
  session.passes.push({ date: session.day.date, slot, why });
};

const cancel = (session: Session, order: WorkingOpen, row: number): void => {
  pass(session, order.intent.slot, 'notFilled');
  session.unfilled.push({ order, row });
  session.entries.delete(order.id);
  session.events.splice(session.events.indexOf(order.id), 1);
};

/** Books the end of a position: the only place a trade is born. */
const conclude = (session: Session, held: Held, exit: Exit): void => {
  const { day, account } = session;
  const { opened, order } = held;
  const marks = session.marks(held);
  const { debit, exitMid, fees, pnlPerContract, pnl } = resultOf(held, exit);
  const settled = exit.reason === 'settled';
  let mae = Infinity;
  let mfe = -Infinity;
  let open = 0;
  let unquotedRows = 0;
  for (let t = opened.row; t < session.equity.length; t++) {
    if (t >= exit.row) open = pnlPerContract;
    else if (marks !== undefined && !Number.isNaN(marks.mid[t])) open = Math.round((opened.credit - marks.mid[t]) * 100) - held.entryFees;
    if (t > opened.row && t <= Math.min(exit.row, session.lastRow) && (marks === undefined || Number.isNaN(marks.mid[t]))) unquotedRows++;
    if (t <= exit.row) {
      mae = Math.min(mae, open);
      mfe = Math.max(mfe, open);
    }
    session.equity[t] += t >= exit.row ? pnl : opened.contracts * open;
  }
  account.book({ contracts: opened.contracts, pnl, pnlPerContract, maxLoss: opened.maxLoss, date: day.date });
  session.realised += pnl;
  session.held = session.held.filter((other) => other.opened !== opened);
  session.events.push(-opened.id);
  const exitMinute = settled ? day.context.closeMinute : day.minutes[exit.row];
  session.trades.push({
    id: opened.id,
    date: day.date,
    slot: order.intent.slot,
    spread: opened.spread,
    label: order.intent.candidate.label,
    pin: order.intent.candidate.pin,
    contracts: opened.contracts,
    because: order.intent.sized.because,
    isShadow: opened.contracts === 0,
    decidedRow: order.decidedRow,
    entryRow: opened.row,
    entryMinute: opened.minute,
    exitRow: exit.row,
    exitMinute,
    entrySpot: opened.spot,
    exitSpot: settled ? (day.settlement ?? NaN) : day.spot[exit.row],
    vix: opened.vix,
    distance: opened.distance,
    exitDistance: exitDistance(day, held, exit, day.settlement ?? NaN),
    minutesLeft: day.context.closeMinute - exitMinute,
    credit: opened.credit,
    debit,
    entryMid: held.entryMid,
    exitMid,
    fees,
    maxLoss: opened.maxLoss,
    pnlPerContract,
    pnl,
    mae,
    mfe,
    heldRows: Math.max(0, Math.min(exit.row, session.lastRow) - opened.row),
    unquotedRows,
    reason: exit.reason,
    equityAfter: account.equity(),
  });
};

const heldOf = (session: Session, id: number): Held | undefined => session.held.find(({ opened }) => opened.id === id);

/** Puts a changed position in the place of its former self. */
export const changeHeld = (session: Session, held: Held): void => {
  session.held = session.held.map((other) => (other.opened.id === held.opened.id ? held : other));
};

/** Lets working orders meet the market of row t: closes first, then entries. */
export const fillRow = (session: Session, t: number): void => {
  const { day, run } = session;
  session.closing = session.closing.filter((order) => {
    const exit = t < order.from ? undefined : tryClose(day, t, { opened: order.position.opened, reason: order.intent.reason }, run.plan, run.execution);
    if (exit === undefined) return true;
    const held = heldOf(session, order.position.opened.id);
    if (held === undefined) return false;
    if (order.intent.share === 1) conclude(session, held, exit);
    else changeHeld(session, { ...held, parts: [...held.parts, { share: order.intent.share, exit }] });
    return false;
  });
  session.opening = session.opening.filter((order) => {
    if (t < order.from) return true;
    const held = day.minutes[t] <= order.until ? tryOpen(day, t, order, run.execution) : undefined;
    if (held !== undefined) {
      session.held.push(held);
      return false;
    }
    const isLast = t >= session.lastRow || day.minutes[t] >= order.until;
    if (isLast) cancel(session, order, t);
    return !isLast;
  });
};

/** Ends the session: entries still working are cancelled, positions still held are settled in cash. */
export const closeSession = (session: Session, settlement: number): void => {
  for (const order of session.opening) cancel(session, order, session.day.rows);
  session.opening = [];
  session.closing = [];
  for (const held of [...session.held]) {
    conclude(session, held, settleAt(session.day, held.opened, settlement, session.run.execution));
  }
};

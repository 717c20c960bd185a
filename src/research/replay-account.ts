import { openAccount } from '../backtest/index.ts';
import type { Book, RiskConfig, WorkingEntry } from '../strategy/index.ts';
import { emptyBook, isOffset, openRisk, withinOpenRisk } from '../strategy/index.ts';
import type { ExitTable, PackedCandidates } from './packed.ts';
import { lateOf } from './packed.ts';

/** An account walked through one set of exits. D sessions; money in cents at traded size. */
export interface AccountResult {
  /** [D] result of each session. */
  readonly daily: Float64Array;
  readonly trades: number;
  readonly wins: number;
  readonly grossWin: number;
  readonly grossLoss: number;
  readonly startingEquity: number;
  readonly endingEquity: number;
  readonly isHalted: boolean;
}

/** A position of the walk: a candidate taken, with what it binds until its exit row. */
interface Taken extends WorkingEntry {
  readonly i: number;
}

/** An order that never fills, at work until a row. */
interface Working extends WorkingEntry {
  readonly decidedMinute: number;
  readonly endRow: number;
}

/**
 * Applies the account's own rules to candidates whose exits are known: sizing, buying power, limits, the halt.
 *
 * Events run in the engine's order: on a row, orders sent before it fill first, then decisions are made; with no delay an
 * exit fills after the decisions of its row. Exits on one row are booked as they were decided, settlements last, and those
 * decided together in the order their positions were filled: what the sizer remembers depends on it.
 * @param sessions D, the sessions of the study
 */
export const replayAccount = (packed: PackedCandidates, table: ExitTable, risk: RiskConfig, sessions: number): AccountResult => {
  const account = openAccount(risk);
  const daily = new Float64Array(sessions);
  const tally = { trades: 0, wins: 0, grossWin: 0, grossLoss: 0 };
  const late = lateOf(packed.execution);
  let open: Taken[] = [];
  let working: Working[] = [];
  /** Minutes of the session's entries that count. */
  let entries: number[] = [];
  let realised = 0;
  const conclude = ({ i, contracts, maxLoss }: Taken): void => {
    const pnlPerContract = table.pnl[i];
    const pnl = contracts * pnlPerContract;
    account.book({ contracts, pnl, pnlPerContract, maxLoss, date: packed.opened[i].date });
    realised += pnl;
    daily[packed.session[i]] += pnl;
    if (contracts === 0) return;
    tally.trades++;
    if (pnl > 0) {
      tally.wins++;
      tally.grossWin += pnl;
    } else tally.grossLoss -= pnl;
  };
  const inOrder = (a: number, b: number): number =>
    table.row[a] - table.row[b] || table.decided[a] - table.decided[b] || packed.fillRow[a] - packed.fillRow[b] || a - b;
  /** Concludes what has left before the decisions of a row. */
  const leaveBefore = (row: number): void => {
    for (const { contracts, decidedMinute } of working.filter(({ endRow }) => endRow <= row)) {
      if (contracts > 0) entries.splice(entries.lastIndexOf(decidedMinute), 1);
    }
    working = working.filter(({ endRow }) => endRow > row);
    const gone = open.filter(({ i }) => table.row[i] < row + late).sort((a, b) => inOrder(a.i, b.i));
    if (gone.length === 0) return;
    open = open.filter((taken) => !gone.includes(taken));
    gone.forEach(conclude);
  };
  const { limits } = risk;
  let day = -1;
  for (const { candidate, session, spread, maxLoss, decidedRow, decidedMinute, endRow } of packed.decisions) {
    if (session !== day) {
      leaveBefore(Infinity);
      day = session;
      [entries, realised] = [[], 0];
    }
    leaveBefore(decidedRow);
    if (account.isHalted()) continue;
    const held = [...open, ...working];
    const taking = held.filter(({ contracts }) => contracts > 0);
    const blocked =
      (limits.maxOpen !== null && taking.length >= limits.maxOpen) ||
      (limits.maxEntriesPerDay !== null && entries.length >= limits.maxEntriesPerDay) ||
      (limits.dailyLoss !== null && realised <= -limits.dailyLoss * 100) ||
      (limits.minutesBetweenEntries !== null && decidedMinute - (entries.at(-1) ?? NaN) < limits.minutesBetweenEntries) ||
      taking.some((other) => isOffset(other.spread, spread));
    if (blocked) continue;
    const book: Book = { ...emptyBook, working: held };
    const asked = account.size({ equity: account.equity(), openRisk: openRisk(book), maxLoss });
    const { contracts } = withinOpenRisk(limits, book, asked, maxLoss);
    if (candidate === undefined) working.push({ contracts, maxLoss, spread, decidedMinute, endRow });
    else open.push({ i: candidate, contracts, maxLoss, spread });
    if (contracts > 0) entries.push(decidedMinute);
  }
  leaveBefore(Infinity);
  return {
    daily, ...tally,
    startingEquity: Math.round(risk.account.startingEquity * 100),
    endingEquity: account.equity(),
    isHalted: account.isHalted(),
  };
};

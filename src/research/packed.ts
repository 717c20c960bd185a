import type { ExecutionConfig } from '../execution/index.ts';
import { settlementDebit, settlementFees, tradeFees, urgencyOf } from '../execution/index.ts';
import type { ChainDay } from '../market/index.ts';
import type { ExitsConfig, ExitView, Opened } from '../strategy/index.ts';
import { legMids, NEVER, readyExits } from '../strategy/index.ts';
import type { CandidateSet } from './candidates.ts';
import { closerOf } from './columns/close-at.ts';
import type { Contested, EntryDecision } from './decisions.ts';
import { contestedOf, entryDecisions } from './decisions.ts';

/**
 * Candidates laid end to end as one long day: N candidates, R rows in all.
 *
 * Scanning 5,000 positions is bound by memory, not arithmetic; their rows are contiguous here, and each is a stretch of
 * rows from its own fill to its own last tradable one.
 */
export interface PackedCandidates {
  /** [N+1] first row of each candidate: the row of its fill. */
  readonly start: Int32Array;
  /** [N] row of the fill in its own day. */
  readonly fillRow: Int32Array;
  readonly opened: readonly Opened[];
  /** One view for each closing minute; all share the columns. */
  readonly view: readonly ExitView[];
  /** [R] cents a contract that closing on the row costs in fees. */
  readonly exitFees: Float64Array;
  /** [N] the most of a candidate's. */
  readonly mostExitFees: Float64Array;
  /** [N] cents a contract. */
  readonly entryFees: Float64Array;
  readonly settled: Float64Array;
  readonly settledRow: Int32Array;
  /** [N] row of the decision, in the candidate's own day, and its session. */
  readonly decidedRow: Int32Array;
  readonly session: Int32Array;
  /** What the account's rules are asked about: the candidates, and orders that never filled. */
  readonly decisions: readonly EntryDecision[];
  /** Candidates that offset earlier ones; undefined where only a walk of the decisions can tell. */
  readonly contested: readonly Contested[] | undefined;
  readonly execution: ExecutionConfig;
}

/** Exits that look beyond the position's marks, the clock, the index and VIX, or that close in parts. */
const needsChain = new Set(['legStop', 'delta', 'stagedTarget']);

/** Whether these exits and costs can be evaluated on packed candidates. */
export const canPack = (exits: ExitsConfig, execution: ExecutionConfig): boolean =>
  execution.trust === null && exits.rules.every((rule) => !needsChain.has(rule.kind));

/** 1 where an exit booked on a row is seen by that row's decisions, for orders fill before them; 0 without a delay. */
export const lateOf = ({ delayMinutes }: ExecutionConfig): 0 | 1 => (delayMinutes === 0 ? 0 : 1);

/** Packs candidates under one set of costs. */
export const packCandidates = ({ candidates, unfilled }: Pick<CandidateSet, 'candidates' | 'unfilled'>, execution: ExecutionConfig): PackedCandidates => {
  const n = candidates.length;
  const start = new Int32Array(n + 1);
  candidates.forEach((c, i) => (start[i + 1] = start[i] + Math.max(1, c.lastRow - c.opened.row + 1)));
  const R = start[n];
  const column = (): Float64Array => new Float64Array(R);
  const [mid, natural, best, spot, vix, exitFees] = [column(), column(), column(), column(), column(), column()];
  const minutes = new Uint16Array(R);
  const mostExitFees = new Float64Array(n);
  const entryFees = new Float64Array(n);
  const settled = new Float64Array(n);
  const views = new Map<number, ExitView>();
  const view: ExitView[] = [];
  const opened = candidates.map((c, i) => ({ ...c.opened, row: start[i] }));
  candidates.forEach((c, i) => {
    const { day, marks } = c.view;
    const from = c.opened.row;
    const to = from + start[i + 1] - start[i];
    mid.set(marks.mid.subarray(from, to), start[i]);
    natural.set(marks.natural.subarray(from, to), start[i]);
    best.set(marks.best.subarray(from, to), start[i]);
    spot.set(day.spot.subarray(from, to), start[i]);
    vix.set(day.vix.subarray(from, to), start[i]);
    minutes.set(day.minutes.subarray(from, to), start[i]);
    for (let t = from; t < to; t++) {
      const fees = tradeFees(execution.fees, c.opened.spread, legMids(day, c.opened.spread, t));
      exitFees[start[i] + t - from] = fees;
      mostExitFees[i] = Math.max(mostExitFees[i], fees);
    }
    const owed = settlementDebit(c.opened.spread, c.settlement);
    entryFees[i] = c.entryFees;
    settled[i] = Math.round(c.opened.credit * 100 - owed) - c.entryFees - settlementFees(execution.fees, c.opened.spread, c.settlement);
    const close = day.context.closeMinute;
    if (!views.has(close)) {
      const long: ChainDay = { ...day, rows: R, stride: R, minutes, spot, vix };
      views.set(close, { day: long, marks: { mid, natural, best }, opened: opened[i] });
    }
    view.push(views.get(close) as ExitView);
  });
  const fillRow = Int32Array.from(candidates, (c) => c.opened.row);
  const settledRow = Int32Array.from(candidates, (c) => c.view.day.rows - 1);
  const decidedRow = Int32Array.from(candidates, (c) => c.decidedRow);
  const session = Int32Array.from(candidates, (c) => c.session);
  const decisions = entryDecisions(candidates, unfilled);
  const contested = contestedOf(decisions, lateOf(execution));
  return { start, fillRow, opened, view, exitFees, mostExitFees, entryFees, settled, settledRow, decidedRow, session, decisions, contested, execution };
};

/** How every candidate ended under one set of exits. N candidates. */
export interface ExitTable {
  /** [N] cents a contract after costs. */
  readonly pnl: Float64Array;
  /** [N] row of the exit fill in the candidate's own day. */
  readonly row: Int32Array;
  /** [N] row at which leaving was decided; NEVER for a settlement: of exits on one row, the earlier decided is booked first. */
  readonly decided: Int32Array;
  /** [N] index into `reasons`. */
  readonly reason: Uint8Array;
  readonly reasons: readonly string[];
}

/** An empty table for a set of exits. */
export const exitTable = (n: number, exits: ExitsConfig): ExitTable => ({
  pnl: new Float64Array(n),
  row: new Int32Array(n),
  decided: new Int32Array(n).fill(NEVER),
  reason: new Uint8Array(n),
  reasons: [...new Set([...exits.rules.map((rule) => rule.name ?? rule.kind), 'settled'])],
});

/** One configuration of exits over packed candidates: the same scans and the same costs as a backtest. */
export const evaluatePacked = (packed: PackedCandidates, exits: ExitsConfig): ExitTable => {
  const { start, opened, view } = packed;
  const table = exitTable(opened.length, exits);
  const arm = readyExits(exits);
  const settledReason = table.reasons.indexOf('settled');
  const closers = { exit: closerOf(packed, 'exit'), stop: closerOf(packed, 'stop'), entry: closerOf(packed, 'entry') };
  const closed = { row: 0, pnl: 0 };
  for (let i = 0; i < opened.length; i++) {
    table.pnl[i] = packed.settled[i];
    table.row[i] = packed.settledRow[i];
    table.reason[i] = settledReason;
    const hit = arm(opened[i])(view[i], start[i + 1] - 1);
    if (hit === undefined) continue;
    const urgency = urgencyOf({ strategy: { exits } }, hit.reason);
    if (!closers[urgency](i, hit.row, closed)) continue;
    table.pnl[i] = closed.pnl;
    table.row[i] = packed.fillRow[i] + closed.row - start[i];
    table.decided[i] = packed.fillRow[i] + hit.row - start[i];
    table.reason[i] = table.reasons.indexOf(hit.reason);
  }
  return table;
};

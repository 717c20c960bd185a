import type { ExecutionConfig } from '../execution/index.ts';
import { settleAt, tryClose } from '../backtest/index.ts';
import type { ExitsConfig } from '../strategy/index.ts';
import { armExits } from '../strategy/index.ts';
import type { Candidate } from './candidates.ts';

/** How every candidate ended under one set of exits. N candidates. */
export interface ExitTable {
  /** [N] cents a contract after costs. */
  readonly pnl: Float64Array;
  /** [N] row of the exit fill. */
  readonly row: Int32Array;
  /** [N] index into `reasons`. */
  readonly reason: Uint8Array;
  readonly reasons: readonly string[];
}

/**
 * One configuration of exits over candidates computed once: the same scans, fills and settlement as a backtest.
 *
 * @see collectCandidates
 */
export const evaluateExits = (candidates: readonly Candidate[], exits: ExitsConfig, execution: ExecutionConfig): ExitTable => {
  const n = candidates.length;
  const pnl = new Float64Array(n);
  const row = new Int32Array(n);
  const reason = new Uint8Array(n);
  const reasons = [...new Set([...exits.rules.map((rule) => rule.name ?? rule.kind), 'settled'])];
  const plan = { strategy: { exits } };
  for (let i = 0; i < n; i++) {
    const { view, opened, entryFees, settlement, lastRow } = candidates[i];
    const { day } = view;
    const hit = armExits(exits, opened)(view, lastRow);
    let exit;
    if (hit !== undefined) {
      const due = day.minutes[hit.row] + execution.delayMinutes;
      let t = hit.row;
      while (t <= lastRow && day.minutes[t] < due) t++;
      for (; t <= lastRow && exit === undefined; t++) exit = tryClose(day, t, { opened, reason: hit.reason }, plan, execution);
    }
    exit ??= settleAt(day, opened, settlement, execution);
    pnl[i] = Math.round((opened.credit - exit.debit) * 100) - entryFees - exit.fees;
    row[i] = exit.row;
    reason[i] = reasons.indexOf(exit.reason);
  }
  return { pnl, row, reason, reasons };
};

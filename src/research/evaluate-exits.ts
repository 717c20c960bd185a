import type { ExecutionConfig } from '../execution/index.ts';
import { settleAt, tryClose } from '../backtest/index.ts';
import type { ExitsConfig } from '../strategy/index.ts';
import { armExits } from '../strategy/index.ts';
import type { Candidate } from './candidates.ts';
import type { ExitTable } from './packed.ts';
import { exitTable } from './packed.ts';

/**
 * One configuration of exits over candidates computed once: the same scans, fills and settlement as a backtest.
 *
 * Takes any exit and any cost; `evaluatePacked` is faster for those that need no chain.
 * @see collectCandidates
 */
export const evaluateExits = (candidates: readonly Candidate[], exits: ExitsConfig, execution: ExecutionConfig): ExitTable => {
  const table = exitTable(candidates.length, exits);
  const plan = { strategy: { exits } };
  candidates.forEach(({ view, opened, entryFees, settlement, lastRow }, i) => {
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
    table.pnl[i] = Math.round((opened.credit - exit.debit) * 100) - entryFees - exit.fees;
    table.row[i] = exit.row;
    if (exit.reason !== 'settled' && hit !== undefined) table.decided[i] = hit.row;
    table.reason[i] = table.reasons.indexOf(exit.reason);
  });
  return table;
};

import { concession, debitAt, gapDebit, wholeDebit } from '../../execution/index.ts';
import type { FillUrgency } from '../../execution/index.ts';
import { shortDistance } from '../../strategy/index.ts';
import type { PackedCandidates } from '../packed.ts';

/** Where a position that leaves is closed: its row in the packed columns, and cents a contract. */
export interface ClosedAt {
  row: number;
  pnl: number;
}

/**
 * Closes packed positions as the engine does: at the first quoted row once the delay has passed.
 *
 * @returns a function of candidate and packed row of the decision that fills `out`; false when no such row is left
 */
export const closerOf = (packed: PackedCandidates, urgency: FillUrgency): ((i: number, hit: number, out: ClosedAt) => boolean) => {
  const { start, opened, view, execution } = packed;
  if (opened.length === 0) return () => false;
  // All views share these columns: only their closing minutes differ.
  const { day: { minutes, spot }, marks: { mid, natural } } = view[0];
  const { delayMinutes, fills, gap } = execution;
  const quote = { mid: 0, halfWidth: 0, natural: 0 };
  return (i, hit, out) => {
    const position = opened[i];
    const last = start[i + 1] - 1;
    const due = minutes[hit] + delayMinutes;
    let t = hit;
    while (t <= last && (minutes[t] < due || Number.isNaN(mid[t]))) t++;
    if (t > last) return false;
    quote.mid = mid[t];
    quote.halfWidth = natural[t] - mid[t];
    let debit = gap === null ? debitAt(fills, urgency, quote, position.most) : quote.mid + concession(fills, urgency, quote);
    if (gap !== null && urgency === 'stop') {
      const distance = shortDistance(position.spread, spot[t]);
      debit += gapDebit(gap, { date: position.date, entryMinute: position.minute, distance, minutesLeft: view[i].day.context.closeMinute - minutes[t] });
    }
    debit = wholeDebit(Math.min(debit, position.most));
    out.row = t;
    out.pnl = Math.round((position.credit - debit) * 100) - packed.entryFees[i] - packed.exitFees[t];
    return true;
  };
};

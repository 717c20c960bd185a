import { pointsText } from '../kernel/index.ts';
import type { ChainDay } from '../market/index.ts';
import { complete, widen } from '../execution/index.ts';
import type { Opened } from '../strategy/index.ts';
import { armExits, debitBounds, exitLevels, markPath } from '../strategy/index.ts';
import type { Study } from './study.ts';
import type { Trade } from './trade.ts';

/** One row of a trade's life. Prices in points; NaN where unknown or not quoted. */
export interface ExplainedRow {
  readonly minute: number;
  readonly spot: number;
  readonly mid: number;
  /** Cost to close at the far side of every leg. */
  readonly natural: number;
  /** Percent of the credit, at mid. */
  readonly profit: number;
  /** Debit at which the plan's first target and first stop act. */
  readonly target: number;
  readonly stop: number;
  /** What happened on the row, in words; empty when nothing did. */
  readonly event: string;
}

const openedOf = (trade: Trade): Opened => ({
  id: trade.id, date: trade.date, spread: trade.spread, contracts: trade.contracts, row: trade.entryRow, minute: trade.entryMinute,
  credit: trade.credit, spot: trade.entrySpot, distance: trade.distance, vix: trade.vix, maxLoss: trade.maxLoss,
  most: debitBounds(trade.spread).most * 100,
});

const eventOf = (trade: Trade, decidedExit: number | undefined, t: number): string => {
  const events: string[] = [];
  if (t === trade.decidedRow) events.push(`decided to sell for ${trade.slot}, ${trade.contracts} lots (${trade.because})`);
  if (t === trade.entryRow) events.push(`sold at ${pointsText(trade.credit / 100)}, mid ${pointsText(trade.entryMid / 100)}`);
  if (t === decidedExit) events.push(`${trade.reason} wants out`);
  if (t === trade.exitRow && trade.reason !== 'settled') events.push(`bought back at ${pointsText(trade.debit / 100)}, mid ${pointsText(trade.exitMid / 100)}`);
  if (t === trade.exitRow && trade.reason === 'settled') events.push(`settled at ${trade.exitSpot}, owed ${pointsText(trade.debit / 100)}`);
  return events.join('; ');
};

/** A trade's life row by row, from its decision to its end: what the plan saw, and what came of it. */
export const explainTrade = (raw: ChainDay, study: Study, trade: Trade): ExplainedRow[] => {
  const day = widen(complete(raw, study.execution.completion).day, study.execution.widths);
  const opened = openedOf(trade);
  const marks = markPath(day, trade.spread);
  if (marks === undefined) return [];
  const hit = armExits(study.strategy.exits, opened)({ day, marks, opened }, Math.min(trade.exitRow, day.rows - 1));
  const rows: ExplainedRow[] = [];
  for (let t = trade.decidedRow; t <= trade.exitRow; t++) {
    const { target, stop } = exitLevels(study.strategy.exits, opened, day, t);
    rows.push({
      minute: day.minutes[t],
      spot: day.spot[t],
      mid: marks.mid[t] / 100,
      natural: marks.natural[t] / 100,
      profit: ((trade.credit - marks.mid[t]) / trade.credit) * 100,
      target: target / 100,
      stop: stop / 100,
      event: eventOf(trade, hit?.row, t),
    });
  }
  return rows;
};

import type { ExecutionConfig, ExitPlan } from '../execution/index.ts';
import { meetEntry, meetExit, settlementDebit, settlementFees, urgencyOf } from '../execution/index.ts';
import type { ChainDay } from '../market/index.ts';
import type { CloseIntent, Opened, OpenIntent } from '../strategy/index.ts';
import { debitBounds, shortDistance } from '../strategy/index.ts';

/** An entry order at work. `id` is the position it will become. */
export interface WorkingOpen {
  readonly id: number;
  readonly intent: OpenIntent;
  readonly decidedRow: number;
  /** First row it may fill at, and the minute after which it is cancelled. */
  readonly from: number;
  readonly until: number;
}

/** A position held, with the order that opened it. */
export interface Held {
  readonly opened: Opened;
  readonly order: WorkingOpen;
  readonly entryMid: number;
  /** Cents a contract. */
  readonly entryFees: number;
  /** Parts already closed by a staged target. */
  readonly parts: readonly Part[];
  /** Stages sent, filled or not. */
  readonly staged: number;
}

/** A share of a position closed before the rest. */
export interface Part {
  readonly share: number;
  readonly exit: Exit;
}

/** A closing order at work. */
export interface WorkingClose {
  readonly position: Held;
  readonly intent: CloseIntent;
  readonly from: number;
}

/** A position on its way out, and why. */
export interface Leaving {
  readonly opened: Opened;
  readonly reason: string;
}

/** How a position ended: price cents and cents a contract. */
export interface Exit {
  readonly row: number;
  readonly debit: number;
  readonly mid: number;
  readonly fees: number;
  readonly reason: string;
}

/** Fills an entry at row t when the package is quoted and pays at least what the intent asks; else undefined. */
export const tryOpen = (day: ChainDay, t: number, order: WorkingOpen, execution: ExecutionConfig): Held | undefined => {
  const { candidate, atLeast, sized, maxLoss } = order.intent;
  const met = meetEntry(day, t, candidate.spread, atLeast, execution);
  if (met === undefined) return undefined;
  const opened: Opened = {
    id: order.id,
    date: day.date,
    spread: candidate.spread,
    contracts: sized.contracts,
    row: t,
    minute: day.minutes[t],
    credit: met.price,
    spot: day.spot[order.decidedRow],
    distance: candidate.distance,
    vix: day.vix[order.decidedRow],
    maxLoss,
    most: debitBounds(candidate.spread).most * 100,
  };
  return { opened, order, entryMid: met.mid, entryFees: met.fees, parts: [], staged: 0 };
};

/** Fills a close at row t at whatever the market shows there, or undefined when a leg is not quoted. */
export const tryClose = (
  day: ChainDay, t: number, close: Leaving, plan: ExitPlan, execution: ExecutionConfig,
): Exit | undefined => {
  const { spread, minute, most } = close.opened;
  const met = meetExit(day, t, { spread, entryMinute: minute, most, urgency: urgencyOf(plan, close.reason) }, execution);
  return met === undefined ? undefined : { row: t, debit: met.price, mid: met.mid, fees: met.fees, reason: close.reason };
};

/** Cash settlement of what is still open. */
export const settleAt = (day: ChainDay, { spread }: Opened, settlement: number, execution: ExecutionConfig): Exit => {
  const debit = settlementDebit(spread, settlement) / 100;
  const fees = settlementFees(execution.fees, spread, settlement);
  return { row: day.rows - 1, debit, mid: debit, fees, reason: 'settled' };
};

/** Points to the nearest short strike at an exit. */
export const exitDistance = (day: ChainDay, held: Held, exit: Exit, settlement: number): number =>
  shortDistance(held.opened.spread, exit.reason === 'settled' ? settlement : day.spot[exit.row]);

import { DataError, mustBe, unreachable } from '../kernel/index.ts';
import type { ExecutionConfig, FillUrgency } from '../execution/index.ts';
import { concession, creditAt, debitAt, gapDebit, quoteTrust, settlementDebit, settlementFees, tradeFees } from '../execution/index.ts';
import type { ChainDay } from '../market/index.ts';
import type { CloseIntent, Opened, OpenIntent, PackageQuote, Plan, Spread } from '../strategy/index.ts';
import { debitBounds, legMids, packageQuote, shortDistance } from '../strategy/index.ts';

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

/** The part of a plan that says how exits trade. */
export interface ExitPlan {
  readonly strategy: Pick<Plan['strategy'], 'exits'>;
}

/** How a position ended: price cents and cents a contract. */
export interface Exit {
  readonly row: number;
  readonly debit: number;
  readonly mid: number;
  readonly fees: number;
  readonly reason: string;
}

const calm: ReadonlySet<string> = new Set(['profitTarget', 'stagedTarget', 'clock', 'minutesInTrade']);

const urgencies = new WeakMap<object, ReadonlyMap<string, FillUrgency>>();

/** Which exits pay a stop's concession: all but targets and clocks. Told once a plan. */
export const urgencyOf = ({ strategy: { exits } }: ExitPlan, reason: string): FillUrgency => {
  let known = urgencies.get(exits);
  if (known === undefined) {
    known = new Map(exits.rules.map((exit) => [exit.name ?? exit.kind, calm.has(exit.kind) ? 'exit' : 'stop']));
    urgencies.set(exits, known);
  }
  return known.get(reason) ?? 'stop';
};

/** How many times the concession a quote costs by the study's trust rule, or undefined when it must be waited out. */
const trusted = (day: ChainDay, t: number, spread: Spread, quote: PackageQuote, execution: ExecutionConfig): number | undefined => {
  if (execution.trust === null) return 1;
  const { score, age, desync, width } = quoteTrust(execution.trust, day, spread, quote, t);
  if (score >= 1) return 1;
  switch (execution.trust.action) {
    case 'skip':
      return undefined;
    case 'widen':
      return execution.trust.widenBy;
    case 'fail':
      throw new DataError(
        'untrusted-quote',
        mustBe(`${day.date} row ${t}`, 'a quote the study trusts', `age ${age} min, desync ${desync} min, width ${width.toFixed(0)}%`, 'loosen execution.trust or choose skip'),
      );
    default:
      return unreachable(execution.trust.action);
  }
};

/** Fills an entry at row t when the package is quoted and pays at least what the intent asks; else undefined. */
export const tryOpen = (day: ChainDay, t: number, order: WorkingOpen, execution: ExecutionConfig): Held | undefined => {
  const { candidate, atLeast, sized, maxLoss } = order.intent;
  const quote = packageQuote(day, candidate.spread, t);
  if (quote === undefined) return undefined;
  const times = trusted(day, t, candidate.spread, quote, execution);
  if (times === undefined) return undefined;
  const credit = creditAt(execution.fills, quote, times);
  if (credit < atLeast - 1e-9 || !(credit > 0)) return undefined;
  const opened: Opened = {
    id: order.id,
    date: day.date,
    spread: candidate.spread,
    contracts: sized.contracts,
    row: t,
    minute: day.minutes[t],
    credit,
    spot: day.spot[order.decidedRow],
    distance: candidate.distance,
    vix: day.vix[order.decidedRow],
    maxLoss,
    most: debitBounds(candidate.spread).most * 100,
  };
  return { opened, order, entryMid: quote.mid, entryFees: tradeFees(execution.fees, candidate.spread, legMids(day, candidate.spread, t)), parts: [], staged: 0 };
};

/** Fills a close at row t at whatever the market shows there, or undefined when a leg is not quoted. */
export const tryClose = (
  day: ChainDay, t: number, close: Leaving, plan: ExitPlan, execution: ExecutionConfig,
): Exit | undefined => {
  const { spread, minute, most } = close.opened;
  const quote = packageQuote(day, spread, t);
  if (quote === undefined) return undefined;
  const times = trusted(day, t, spread, quote, execution);
  if (times === undefined) return undefined;
  const urgency = urgencyOf(plan, close.reason);
  let extra = times > 1 ? (times - 1) * concession(execution.fills, urgency, quote) : 0;
  if (execution.gap !== null && urgency === 'stop') {
    const distance = shortDistance(spread, day.spot[t]);
    extra += gapDebit(execution.gap, { date: day.date, entryMinute: minute, distance, minutesLeft: day.context.closeMinute - day.minutes[t] });
  }
  const debit = Math.min(most, debitAt(execution.fills, urgency, quote, most) + extra);
  const fees = tradeFees(execution.fees, spread, legMids(day, spread, t));
  return { row: t, debit, mid: quote.mid, fees, reason: close.reason };
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

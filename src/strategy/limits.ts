import type { Book } from './book.ts';
import { openRisk } from './book.ts';
import type { GateResult, GateView } from './gates/index.ts';
import type { LimitsConfig } from './plan.ts';
import type { Sized } from './sizing/index.ts';

/**
 * The account's own limits, judged like gates.
 *
 * After a halt, shadow positions stand in for real ones; before it they take no room.
 */
export const limitResults = (limits: LimitsConfig, { day, t, book }: GateView, isHalted: boolean): GateResult[] => {
  const results: GateResult[] = [];
  const judge = (gate: string, blocked: boolean): void => {
    results.push({ gate, verdict: blocked ? 'block' : 'pass', blocked });
  };
  const counted = [...book.open, ...book.working].filter(({ contracts }) => contracts > 0 || isHalted).length;
  if (limits.maxOpen !== null) judge('maxOpen', counted >= limits.maxOpen);
  if (limits.maxEntriesPerDay !== null) judge('maxEntriesPerDay', book.entries >= limits.maxEntriesPerDay);
  if (limits.dailyLoss !== null) judge('dailyLoss', book.realised <= -limits.dailyLoss * 100);
  if (limits.minutesBetweenEntries !== null) {
    judge('minutesBetweenEntries', day.minutes[t] - book.lastEntryMinute < limits.minutesBetweenEntries);
  }
  return results;
};

/** A size cut down so that all open risk stays within the plan's limit. */
export const withinOpenRisk = (limits: LimitsConfig, book: Book, sized: Sized, maxLoss: number): Sized => {
  if (limits.maxOpenRisk === null || maxLoss <= 0) return sized;
  const room = Math.max(0, Math.floor((limits.maxOpenRisk * 100 - openRisk(book)) / maxLoss));
  return sized.contracts > room ? { contracts: room, because: 'buyingPower' } : sized;
};

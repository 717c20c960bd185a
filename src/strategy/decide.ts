import type { ChainDay } from '../market/index.ts';
import type { Book, Opened } from './book.ts';
import { openRisk } from './book.ts';
import { armExits, exitName } from './exits/first-exit.ts';
import { partialStages } from './exits/rules/staged-target.ts';
import type { ExitView } from './exits/view.ts';
import type { Candidate, GateResult } from './gates/index.ts';
import { judgeGates } from './gates/index.ts';
import { limitResults, withinOpenRisk } from './limits.ts';
import { buyingPower, exactMaxLoss } from './margin.ts';
import type { MarkPath } from './marks.ts';
import { markPath, packageQuote } from './marks.ts';
import type { Plan } from './plan.ts';
import { propose } from './setups/index.ts';
import type { Sized, SizingAsk } from './sizing/index.ts';
import type { Spread } from './spread.ts';
import { isOffset, shortDistance } from './spread.ts';
import { clockMinute } from './times.ts';

/** A wish to open: priced, sized, with the least credit it accepts. Contracts may be zero, with the reason. */
export interface OpenIntent {
  readonly kind: 'open';
  readonly slot: string;
  readonly candidate: Candidate;
  readonly sized: Sized;
  /** Price cents. */
  readonly atLeast: number;
  /** Cents of money a contract can lose when filled at `atLeast`, costs included. */
  readonly maxLoss: number;
  readonly workMinutes: number;
  readonly gates: readonly GateResult[];
}

/** A wish to leave a position. */
export interface CloseIntent {
  readonly kind: 'close';
  readonly position: Opened;
  readonly reason: string;
  /** Row at which the rule first wanted out. */
  readonly since: number;
  /** Share of the original contracts: 1 is all that is left. */
  readonly share: number;
}

/** A time at which the plan looked and did not trade, with the reason. */
export interface Pass {
  readonly kind: 'pass';
  readonly slot: string;
  readonly why: string;
  readonly gates: readonly GateResult[];
}

export type Intent = OpenIntent | CloseIntent | Pass;

/** What decisions need beside the market: the book, and the account that answers for size. */
export interface Account {
  readonly book: Book;
  /** Realised equity, cents. */
  readonly equity: number;
  readonly isHalted: boolean;
  readonly size: (ask: SizingAsk) => Sized;
  /** Costs of opening and closing one contract at worst, cents: part of its maximum loss. */
  readonly costOf: (candidate: Candidate) => number;
}

/** Marks of a package over the day; a caller may hand in a remembered one. */
export type Marks = (day: ChainDay, opened: Opened) => MarkPath | undefined;
const freshMarks: Marks = (day, opened) => markPath(day, opened.spread);

/** Entry times that fall due at row t: after the row before it, up to this one. */
const dueSlots = (times: readonly string[], day: ChainDay, t: number): string[] => {
  const after = t === 0 ? -1 : day.minutes[t - 1];
  const now = day.minutes[t];
  return times.filter((time) => clockMinute(time) > after && clockMinute(time) <= now);
};

/** Maximum loss of one contract sold for a credit in price cents: cents of money, costs included, by the stricter rule. */
export const maxLossOf = (spread: Spread, credit: number, costs: number): number =>
  Math.max(exactMaxLoss(spread, credit), buyingPower(spread, credit)) + costs;

/**
 * Whether a package would hold the other side of an option already held or being bought: then neither could be closed as it was opened.
 *
 * After a halt, shadow positions stand in for real ones; before it they take no room.
 */
const offsetsHeldLeg = ({ book, isHalted }: Account, spread: Spread): boolean =>
  [...book.open, ...book.working].some((held) => (held.contracts > 0 || isHalted) && isOffset(held.spread, spread));

const enter = (slot: string, day: ChainDay, t: number, plan: Plan, account: Account): OpenIntent | Pass => {
  const { entry, setup } = plan.strategy;
  const view = { day, t, book: account.book };
  const results = [...limitResults(plan.risk.limits, view, account.isHalted), ...judgeGates(entry.gates, view, undefined)];
  const pass = (why: string): Pass => ({ kind: 'pass', slot, why, gates: results });
  const blocked = results.find((result) => result.blocked);
  if (blocked !== undefined) return pass(blocked.gate);
  const proposal = propose(setup, day, t);
  if (proposal.kind === 'none') return pass(proposal.why);
  const quote = packageQuote(day, proposal.spread, t);
  if (quote === undefined) return pass('unquoted');
  if (!(quote.mid > 0)) return pass('noCredit');
  const candidate: Candidate = {
    spread: proposal.spread,
    label: proposal.label,
    pin: proposal.pin,
    quote,
    distance: shortDistance(proposal.spread, day.spot[t]),
  };
  results.push(...judgeGates(entry.gates, view, candidate));
  const refused = results.find((result) => result.blocked);
  if (refused !== undefined) return pass(refused.gate);
  if (offsetsHeldLeg(account, candidate.spread)) return pass('offsetsHeldLeg');
  const atLeast = entry.limitOfMid * quote.mid;
  const maxLoss = maxLossOf(candidate.spread, atLeast, account.costOf(candidate));
  const asked = account.size({ equity: account.equity, openRisk: openRisk(account.book), maxLoss });
  const sized = withinOpenRisk(plan.risk.limits, account.book, asked, maxLoss);
  return {
    kind: 'open',
    slot,
    candidate,
    sized,
    atLeast,
    maxLoss,
    workMinutes: entry.workMinutes,
    gates: results,
  };
};

/** The book with one more entry at work: what a second entry on the same row must see. Until a halt, no contracts is no entry. */
const withWorking = (book: Book, { sized, maxLoss, candidate }: OpenIntent, minute: number, isHalted: boolean): Book => {
  const working = [...book.working, { contracts: sized.contracts, maxLoss, spread: candidate.spread }];
  return sized.contracts > 0 || isHalted ? { ...book, working, entries: book.entries + 1, lastEntryMinute: minute } : { ...book, working };
};

/** Parts of a position that a staged target closes at or before row t and that were not yet sent. */
const stagedCloses = (plan: Plan, { book }: Account, view: ExitView, t: number): CloseIntent[] => {
  const rule = plan.strategy.exits.rules.find((exit) => exit.kind === 'stagedTarget');
  if (rule === undefined) return [];
  const sent = book.staged.get(view.opened.id) ?? 0;
  return partialStages(rule, view, t)
    .filter((stage) => stage.index >= sent)
    .map((stage) => ({ kind: 'close', position: view.opened, reason: exitName(rule), since: stage.row, share: stage.share }));
};

/**
 * What the plan does at row t: the only place intents are born, for backtest and live runner alike.
 *
 * Reads rows at or before t, the account's book, and nothing else. Closing intents come first.
 */
export const decide = (day: ChainDay, t: number, plan: Plan, account: Account, marks: Marks = freshMarks): Intent[] => {
  const intents: Intent[] = [];
  for (const opened of account.book.open) {
    if (account.book.closing.has(opened.id)) continue;
    const path = marks(day, opened);
    if (path === undefined || t <= opened.row) continue;
    const hit = armExits(plan.strategy.exits, opened)({ day, marks: path, opened }, t);
    if (hit !== undefined) intents.push({ kind: 'close', position: opened, reason: hit.reason, since: hit.row, share: 1 });
    else intents.push(...stagedCloses(plan, account, { day, marks: path, opened }, t));
  }
  let { book } = account;
  for (const slot of dueSlots(plan.strategy.entry.times, day, t)) {
    const late = day.minutes[t] - clockMinute(slot);
    if (late > plan.strategy.entry.lateByMinutes) {
      intents.push({ kind: 'pass', slot, why: 'noRow', gates: [] });
      continue;
    }
    const intent = enter(slot, day, t, plan, { ...account, book });
    intents.push(intent);
    if (intent.kind === 'open') book = withWorking(book, intent, day.minutes[t], account.isHalted);
  }
  return intents;
};

/** Rows at which an entry time falls due, rising. */
export const entryRows = (plan: Plan, day: ChainDay): number[] => {
  const rows: number[] = [];
  let t = 0;
  for (const due of plan.strategy.entry.times.map(clockMinute)) {
    while (t < day.rows && day.minutes[t] < due) t++;
    if (t < day.rows && rows.at(-1) !== t) rows.push(t);
  }
  return rows;
};

/** Entry times no row of the day came to serve. */
export const unservedSlots = (plan: Plan, day: ChainDay): string[] => {
  const last = day.rows === 0 ? -1 : day.minutes[day.rows - 1];
  return plan.strategy.entry.times.filter((time) => clockMinute(time) > last);
};


import { points } from '../kernel/index.ts';
import type { ChainDay } from '../market/index.ts';
import { prefix } from '../market/index.ts';
import { entryRows } from '../strategy/index.ts';
import { openAccount } from './account.ts';
import { runDay } from './run-day.ts';
import type { DayRun, Session } from './session.ts';

/** A session cut at a row in which something came out differently than in the whole session. */
export interface LookAheadFinding {
  readonly date: string;
  readonly row: number;
  readonly what: string;
}

export interface LookAheadResult {
  readonly sessions: number;
  readonly cuts: number;
  readonly findings: readonly LookAheadFinding[];
}

/** What a session had concluded by a row: trades closed, and entry times answered. */
const knownBy = (session: Session, t: number): string[] => [
  ...session.trades
    .filter((trade) => trade.reason !== 'settled' && trade.exitRow <= t)
    .map((trade) => `closed ${trade.slot} on row ${trade.exitRow} for ${trade.reason}, ${trade.contracts} lots, ${trade.pnlPerContract} cents`),
  ...session.trades
    .filter((trade) => trade.entryRow <= t)
    .map((trade) => `opened ${trade.slot} on row ${trade.entryRow} for ${trade.credit} with ${trade.contracts} lots`),
];

/** The day with nothing after row t: a settlement must exist, so it is the index there, which no decision may see. */
const cutAt = (day: ChainDay, t: number): ChainDay => ({ ...prefix(day, t), settlement: points(Math.round(day.spot[t] * 100) / 100) });

/** Rows worth cutting at: entries, exits, and the row after each. */
const cutsOf = (day: ChainDay, session: Session, run: DayRun): number[] => {
  const rows = [...entryRows(run.plan, day), ...session.trades.flatMap((trade) => [trade.entryRow, trade.exitRow])];
  const wanted = new Set(rows.flatMap((row) => [row, row + 1]).filter((row) => row <= session.lastRow));
  return [...wanted].sort((a, b) => a - b);
};

/**
 * The truncation test on a user's own plan and data: cut each session at the rows that matter and run it again.
 *
 * Each session starts from the plan's starting equity. Whatever the whole session had concluded by the cut must come out
 * the same without the rows after it.
 */
export const lookAhead = (days: Iterable<ChainDay>, run: DayRun): LookAheadResult => {
  const findings: LookAheadFinding[] = [];
  let sessions = 0;
  let cuts = 0;
  for (const day of days) {
    if (day.settlement === undefined) continue;
    sessions++;
    const whole = runDay(day, openAccount(run.plan.risk), run, 1);
    for (const t of cutsOf(day, whole, run)) {
      cuts++;
      const known = runDay(cutAt(day, t), openAccount(run.plan.risk), run, 1);
      const expected = knownBy(whole, t);
      const found = new Set(knownBy(known, t));
      for (const what of expected) if (!found.has(what)) findings.push({ date: day.date, row: t, what: `with the future: ${what}` });
      const wanted = new Set(expected);
      for (const what of found) if (!wanted.has(what)) findings.push({ date: day.date, row: t, what: `without it: ${what}` });
    }
  }
  return { sessions, cuts, findings };
};

import type { ExecutionConfig } from '../execution/index.ts';
import { complete, widen } from '../execution/index.ts';
import type { ChainDay } from '../market/index.ts';
import type { GateResult, Plan } from '../strategy/index.ts';
import { openAccount } from './account.ts';
import { runDay } from './run-day.ts';
import type { Session } from './session.ts';
import type { PassRecord, Trade } from './trade.ts';

/** One session of the study's equity, cents. */
export interface EquityRow {
  readonly date: string;
  /** Realised at the end of the session. */
  readonly equity: number;
  /** Lowest and highest equity marked at mid during the session. */
  readonly low: number;
  readonly high: number;
  readonly vix: number;
  readonly trades: number;
}

export interface StudyResult {
  readonly equity: readonly EquityRow[];
  /** In order of conclusion; `id` orders them by decision. */
  readonly trades: readonly Trade[];
  readonly passes: readonly PassRecord[];
  readonly gates: readonly (readonly GateResult[])[];
  /** Per session: +id when a trade was sized, -id when it was booked. */
  readonly events: readonly (readonly number[])[];
  /** Sessions left out because no official settlement is known. */
  readonly skipped: readonly string[];
  /** Quotes priced from a fitted smile because the study asked for it. */
  readonly quotesCompleted: number;
  readonly halted: { readonly date: string; readonly equity: number } | undefined;
}

export interface StudyRun {
  readonly plan: Plan;
  readonly execution: ExecutionConfig;
  /** Called after each session. */
  readonly onSession?: (done: number) => void;
  /** Visit every row: the oracle of the parity tests. */
  readonly everyRow?: boolean;
}

const rowOf = (session: Session, equity: number): EquityRow => {
  let low = Infinity;
  let high = -Infinity;
  for (const value of session.equity) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const { day } = session;
  return { date: day.date, equity, low, high, vix: day.rows > 0 ? day.vix[0] : NaN, trades: session.trades.length };
};

/** Runs a plan over sessions in order, equity and sizing memory carried from day to day. Days are handed in. */
export const runStudy = (days: Iterable<ChainDay>, run: StudyRun): StudyResult => {
  const account = openAccount(run.plan.risk);
  const equity: EquityRow[] = [];
  const trades: Trade[] = [];
  const passes: PassRecord[] = [];
  const gates: (readonly GateResult[])[] = [];
  const events: (readonly number[])[] = [];
  const skipped: string[] = [];
  let nextId = 1;
  let done = 0;
  let quotesCompleted = 0;
  for (const raw of days) {
    run.onSession?.(++done);
    if (raw.settlement === undefined) {
      skipped.push(raw.date);
      continue;
    }
    const { day, completed } = complete(raw, run.execution.completion);
    quotesCompleted += completed;
    const session = runDay(widen(day, run.execution.widths), account, run, nextId, run.everyRow === true);
    nextId = session.nextId;
    equity.push(rowOf(session, account.equity()));
    trades.push(...session.trades);
    passes.push(...session.passes);
    gates.push(...session.gates);
    events.push(session.events);
  }
  return { equity, trades, passes, gates, events, skipped, quotesCompleted, halted: account.haltedOn() };
};

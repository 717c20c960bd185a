import type { ChainDay } from '../market/index.ts';
import { contractOffset, strikeIndex } from '../market/index.ts';
import type { ExecutionConfig } from '../execution/index.ts';
import { complete, settlementFees, widen } from '../execution/index.ts';
import type { Study, Trade } from '../backtest/index.ts';
import { openAccount, runDay } from '../backtest/index.ts';
import type { ExitView, Opened, Plan, Spread } from '../strategy/index.ts';
import { debitBounds, markPath } from '../strategy/index.ts';

/** One entry a plan would make, with all its exits can look at: marks, and a day cut down to its own legs. */
export interface Candidate {
  readonly view: ExitView;
  readonly opened: Opened;
  readonly entryMid: number;
  /** Cents a contract. */
  readonly entryFees: number;
  readonly settlement: number;
  /** Last row before the expiring series stops trading. */
  readonly lastRow: number;
  /** Row of the decision, and its session's place among the study's. */
  readonly decidedRow: number;
  readonly session: number;
}

/** An entry order that never filled: while it worked it bound risk and took room as an entry does. */
export interface UnfilledEntry {
  /** As of candidates: both rise in the order of decisions. */
  readonly id: number;
  readonly session: number;
  readonly spread: Spread;
  readonly maxLoss: number;
  readonly decidedRow: number;
  readonly decidedMinute: number;
  /** First row whose decisions no longer see it. */
  readonly endRow: number;
}

/** All a sweep over exits shares: the entries, and the sessions they lie in. */
export interface CandidateSet {
  readonly candidates: readonly Candidate[];
  readonly unfilled: readonly UnfilledEntry[];
  readonly dates: readonly string[];
}

/** The day with only a package's own strikes: the same rows, far fewer columns. */
const legsOnly = (day: ChainDay, opened: Opened): ChainDay => {
  const strikes = Float64Array.from(new Set(opened.spread.legs.map((leg) => leg.strike))).sort();
  const T = day.rows;
  const bid = new Float64Array(2 * strikes.length * T);
  const ask = new Float64Array(2 * strikes.length * T);
  (['put', 'call'] as const).forEach((right, r) => {
    strikes.forEach((strike, k) => {
      const from = contractOffset(day, right, strikeIndex(day, strike));
      const to = (r * strikes.length + k) * T;
      bid.set(day.bid.subarray(from, from + T), to);
      ask.set(day.ask.subarray(from, from + T), to);
    });
  });
  return { ...day, stride: T, strikes, bid, ask, openInterest: undefined };
};

const openedOf = (trade: Trade): Opened => ({
  id: trade.id, date: trade.date, spread: trade.spread, contracts: 1, row: trade.entryRow, minute: trade.entryMinute, credit: trade.credit,
  spot: trade.entrySpot, distance: trade.distance, vix: trade.vix, maxLoss: trade.maxLoss,
  most: debitBounds(trade.spread).most * 100,
});

/** The plan that enters wherever gates and fills allow and never leaves. At no contracts, no entry takes room from another. */
const entriesOnly = ({ strategy, risk }: Study): Plan => ({
  strategy: { ...strategy, exits: { hold: null, rules: [] } },
  risk: {
    account: { ...risk.account, startingEquity: 1e9, haltBelow: 0 },
    sizing: { policy: 'fixed', contracts: 0 },
    limits: { maxOpen: null, maxEntriesPerDay: null, dailyLoss: null, maxOpenRisk: null, minutesBetweenEntries: null },
  },
});

const candidateOf = (day: ChainDay, trade: Trade, execution: ExecutionConfig, place: { lastRow: number; session: number }): Candidate | undefined => {
  const opened = openedOf(trade);
  const own = legsOnly(day, opened);
  const marks = markPath(own, opened.spread);
  if (marks === undefined || day.settlement === undefined) return undefined;
  const entryFees = trade.fees - settlementFees(execution.fees, opened.spread, day.settlement);
  return { view: { day: own, marks, opened }, opened, entryMid: trade.entryMid, entryFees, settlement: day.settlement, decidedRow: trade.decidedRow, ...place };
};

/**
 * Every entry of a study, once: what a sweep over exits computes first and shares.
 *
 * Entries do not depend on exits as long as the account's own limits do not bind; those are applied afterwards.
 */
export const collectCandidates = (days: Iterable<ChainDay>, study: Study): CandidateSet => {
  const plan = entriesOnly(study);
  const candidates: Candidate[] = [];
  const unfilled: UnfilledEntry[] = [];
  const dates: string[] = [];
  const account = openAccount(plan.risk);
  let nextId = 1;
  for (const raw of days) {
    if (raw.settlement === undefined) continue;
    const day = widen(complete(raw, study.execution.completion).day, study.execution.widths);
    const session = runDay(day, account, { plan, execution: study.execution }, nextId);
    nextId = session.nextId;
    for (const trade of [...session.trades].sort((a, b) => a.id - b.id)) {
      const candidate = candidateOf(day, trade, study.execution, { lastRow: session.lastRow, session: dates.length });
      if (candidate !== undefined) candidates.push(candidate);
    }
    for (const { order: { id, intent, decidedRow }, row } of [...session.unfilled].sort((a, b) => a.order.id - b.order.id)) {
      const { candidate: { spread }, maxLoss } = intent;
      unfilled.push({ id, session: dates.length, spread, maxLoss, decidedRow, decidedMinute: day.minutes[decidedRow], endRow: Math.max(row, decidedRow + 1) });
    }
    dates.push(day.date);
  }
  return { candidates, unfilled, dates };
};

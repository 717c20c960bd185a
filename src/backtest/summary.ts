import type { Plan } from '../strategy/index.ts';
import type { StudyResult } from './run-study.ts';
import type { Study } from './study.ts';

/** How often a gate spoke, and what it did. */
export interface GateCoverage {
  readonly id: string;
  readonly evaluated: number;
  readonly blocked: number;
  /** Signals only this gate blocked among those judged with it. */
  readonly decidedAlone: number;
  readonly notEvaluable: number;
}

/** How often an exit ended a trade, and what those trades earned a contract in total, cents. */
export interface ExitCoverage {
  readonly id: string;
  readonly fired: number;
  readonly pnl: number;
}

/** What a study did, counted. Money in cents. */
export interface StudySummary {
  readonly sessions: number;
  readonly sessionsTraded: number;
  readonly sessionsSkipped: readonly string[];
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  /** Entry times looked at. */
  readonly signals: number;
  readonly passes: Readonly<Record<string, number>>;
  readonly gates: readonly GateCoverage[];
  readonly exits: readonly ExitCoverage[];
  readonly halted: { readonly date: string; readonly equity: number } | null;
  readonly trades: number;
  readonly shadowTrades: number;
  readonly tradesBeforeHalt: number;
  readonly tradesAfterHalt: number;
  readonly startingEquity: number;
  readonly endingEquity: number;
  readonly pnl: number;
  readonly pnlPerContract: number;
  readonly fees: number;
  /** Rows positions were held, and those on which a leg was not quoted: no price rule could act there. */
  readonly heldRows: number;
  readonly unquotedRows: number;
  /** Settled trades with such a row: an exit may have been missed. */
  readonly settledUnquoted: number;
  /** What a reader must know before believing the figures. */
  readonly cautions: readonly string[];
}

const countBy = (words: Iterable<string>): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
};

const gateCoverage = (study: StudyResult): GateCoverage[] => {
  const table = new Map<string, { evaluated: number; blocked: number; decidedAlone: number; notEvaluable: number }>();
  for (const results of study.gates) {
    const blockers = results.filter((result) => result.blocked);
    for (const result of results) {
      const row = table.get(result.gate) ?? { evaluated: 0, blocked: 0, decidedAlone: 0, notEvaluable: 0 };
      table.set(result.gate, row);
      row.evaluated++;
      if (result.blocked) row.blocked++;
      if (result.blocked && blockers.length === 1) row.decidedAlone++;
      if (result.verdict === 'notEvaluable') row.notEvaluable++;
    }
  }
  return [...table].map(([id, row]) => ({ id, ...row }));
};

const exitCoverage = (plan: Plan, study: StudyResult): ExitCoverage[] => {
  const names = [...plan.strategy.exits.rules.map((exit) => exit.name ?? exit.kind), 'settled'];
  return [...new Set(names)].map((id) => {
    const ended = study.trades.filter((trade) => trade.reason === id);
    return { id, fired: ended.length, pnl: ended.reduce((sum, trade) => sum + trade.pnlPerContract, 0) };
  });
};

const total = (study: StudyResult, of: (trade: StudyResult['trades'][number]) => number): number =>
  study.trades.reduce((sum, trade) => sum + of(trade), 0);

/** A study's own assumptions that flatter it, and holes in its data, in sentences. */
const cautionsOf = ({ execution }: Pick<Study, 'execution'>, study: StudyResult): string[] => {
  const held = total(study, (trade) => trade.heldRows);
  const unquoted = total(study, (trade) => trade.unquotedRows);
  return [
    ...(execution.delayMinutes === 0 ? ['Orders fill on the row of their decision: no delay was asked for.'] : []),
    ...(execution.widths.kind === 'modelled' ? ['Bid and ask are modelled around recorded mids.'] : []),
    ...(study.quotesCompleted > 0 ? [`${study.quotesCompleted} missing quotes were completed from a fitted smile: they were never quoted.`] : []),
    ...(execution.fees.kind === 'none' ? ['No fees are charged.'] : []),
    ...(unquoted > 0
      ? [`On ${unquoted} of ${held} rows that positions were held, a leg had no quote: no stop or target could act there.`]
      : []),
  ];
};

/** Counts and totals of a study. */
export const summarise = (plan: Study, study: StudyResult): StudySummary => {
  const real = study.trades.filter((trade) => !trade.isShadow);
  const shadow = study.trades.filter((trade) => trade.isShadow);
  const start = Math.round(plan.risk.account.startingEquity * 100);
  return {
    sessions: study.equity.length,
    sessionsTraded: study.equity.filter((row) => row.trades > 0).length,
    sessionsSkipped: study.skipped,
    firstDate: study.equity.at(0)?.date ?? null,
    lastDate: study.equity.at(-1)?.date ?? null,
    signals: study.trades.length + study.passes.length,
    passes: countBy(study.passes.map((pass) => pass.why)),
    gates: gateCoverage(study),
    exits: exitCoverage(plan, study),
    halted: study.halted ?? null,
    trades: real.length,
    shadowTrades: shadow.length,
    tradesBeforeHalt: real.length,
    tradesAfterHalt: study.halted === undefined ? 0 : shadow.filter((trade) => trade.because === 'halted').length,
    startingEquity: start,
    endingEquity: study.equity.at(-1)?.equity ?? start,
    pnl: real.reduce((sum, trade) => sum + trade.pnl, 0),
    pnlPerContract: study.trades.reduce((sum, trade) => sum + trade.pnlPerContract, 0),
    fees: real.reduce((sum, trade) => sum + trade.contracts * trade.fees, 0),
    heldRows: total(study, (trade) => trade.heldRows),
    unquotedRows: total(study, (trade) => trade.unquotedRows),
    settledUnquoted: study.trades.filter((trade) => trade.reason === 'settled' && trade.unquotedRows > 0).length,
    cautions: cautionsOf(plan, study),
  };
};

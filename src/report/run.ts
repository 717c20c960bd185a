import type { Alarm, StressResult, Study, StudySummary } from '../backtest/index.ts';
import type { DataGrade } from '../kernel/index.ts';
import type { MonteCarloAnswer } from '../montecarlo/index.ts';
import { readCsv } from './csv.ts';

/** One finished trade as the report reads it. Money in cents. */
export interface ReportTrade {
  /** Number in the run; 0 where a log has none. */
  readonly id: number;
  readonly date: string;
  /** The look at the market it came from, such as `09:35`. */
  readonly slot: string;
  readonly entryMinute: number;
  readonly exitMinute: number;
  readonly kind: string;
  readonly legs: string;
  readonly vix: number;
  /** Points from the index to the nearest short strike at entry; NaN where unknown. */
  readonly distance: number;
  readonly credit: number;
  readonly fees: number;
  readonly slippage: number;
  readonly contracts: number;
  readonly because: string;
  readonly pnlPerContract: number;
  /** At traded size. */
  readonly pnl: number;
  readonly maxLoss: number;
  readonly reason: string;
  readonly mae: number;
  readonly mfe: number;
  readonly minutesHeld: number;
  /** Traded per contract only: it never touched the account. */
  readonly isShadow: boolean;
}

/** The account at the end of one session, cents. */
export interface ReportSession {
  readonly date: string;
  readonly equity: number;
  readonly low: number;
  readonly trades: number;
}

/** Where a run came from: enough to run it again. */
export interface ReportManifest {
  readonly id: string;
  readonly grade: DataGrade;
  readonly study: Study;
  readonly studyHash: string;
  readonly planHash: string;
  readonly dataset: { readonly name: string; readonly sha256: string; readonly source: string; readonly sessions: number };
  readonly code: { readonly version: string; readonly sha256: string; readonly commit: string | null; readonly node: string };
}

/** A run as the report sees it. */
export interface ReportRun {
  readonly manifest: ReportManifest;
  readonly summary: StudySummary;
  readonly trades: readonly ReportTrade[];
  readonly sessions: readonly ReportSession[];
  /** Results too good or too strange to be true; none is the normal case. */
  readonly alarms: readonly Alarm[];
  /** Known hard stretches the study covers. */
  readonly stress: readonly StressResult[];
  readonly monteCarlo: MonteCarloAnswer | null;
  /** Looks that came to nothing; empty where they were not read. */
  readonly passes: readonly ReportPass[];
}

/** Nearest of the short strikes, such as `5450 5500`, to the index. */
const distanceOf = ({ shorts, spot }: Record<string, string>): number =>
  shorts === undefined || spot === undefined ? Number.NaN : Math.min(...shorts.split(/[^\d.]+/).filter((text) => text !== '').map((strike) => Math.abs(Number(strike) - Number(spot))));

const tradeOf = (row: Record<string, string>): ReportTrade => {
  const n = (column: string): number => (row[column] === undefined || row[column] === '' ? Number.NaN : Number(row[column]));
  return {
    id: Number(row.id ?? 0), slot: row.slot ?? '', date: row.date, kind: row.kind, legs: row.legs ?? '', because: row.because, reason: row.reason,
    entryMinute: n('entryMinute'), exitMinute: n('exitMinute'), vix: n('vix'), distance: row.distance === undefined ? distanceOf(row) : n('distance'), credit: n('credit'), fees: n('fees'),
    slippage: n('slippage'), contracts: n('contracts'), pnlPerContract: n('pnlPerContract'), pnl: n('pnl'),
    maxLoss: n('maxLoss'), mae: n('mae'), mfe: n('mfe'), minutesHeld: n('minutesHeld'), isShadow: row.shadow === '1',
  };
};

/** Trades of trades.csv, in its order. */
export const readTrades = (text: string): ReportTrade[] => readCsv(text).map(tradeOf);

/** A look at the market that came to nothing. */
export interface ReportPass {
  readonly date: string;
  readonly slot: string;
  readonly why: string;
}

/** Passes of passes.csv, in its order. */
export const readPasses = (text: string): ReportPass[] => readCsv(text).map(({ date, slot, why }) => ({ date, slot, why }));

/** Sessions of equity.csv, in its order. */
export const readSessions = (text: string): ReportSession[] =>
  readCsv(text).map((row) => ({
    date: row.date, equity: Number(row.equity), low: Number(row.low ?? row.equity), trades: Number(row.trades),
  }));

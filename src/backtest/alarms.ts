import { debitBounds } from '../strategy/index.ts';
import type { StudyResult } from './run-study.ts';
import type { Study } from './study.ts';
import { summarise } from './summary.ts';
import type { Trade } from './trade.ts';

/** A result that cannot be, or should not be believed. Any alarm blocks promotion. */
export interface Alarm {
  readonly id: AlarmId;
  readonly message: string;
  /** Trades or rules it concerns, the first ten. */
  readonly where: readonly string[];
}

export type AlarmId =
  | 'allWinners' | 'zeroSecondExit' | 'creditAboveWidth' | 'fillInsideMarket' | 'profitAboveCredit' | 'lossAboveMaximum'
  | 'zeroDrawdown' | 'freeTrading' | 'tradesDoNotSumToEquity' | 'ruleNeverDecisive' | 'positionNeverClosed';

const FEWEST_TRADES = 10;

const raise = (id: AlarmId, message: string, where: readonly string[]): Alarm[] =>
  where.length > 0 ? [{ id, message, where: where.slice(0, 10) }] : [];

const named = (trades: readonly Trade[], wrong: (trade: Trade) => boolean): string[] =>
  trades.filter(wrong).map((trade) => `trade ${trade.id} of ${trade.date}`);

const allWinners = ({ trades }: StudyResult): Alarm[] => {
  const won = trades.length >= FEWEST_TRADES && trades.every((trade) => trade.pnlPerContract > 0);
  const message =
    'every trade won: a decision probably saw what happened after it (look-ahead), such as an entry priced or aimed with the close';
  return raise('allWinners', message, won ? [`${trades.length} of ${trades.length} trades`] : []);
};

const zeroDrawdown = ({ equity, trades }: StudyResult): Alarm[] => {
  let peak = -Infinity;
  let fell = false;
  for (const row of equity) {
    fell ||= row.low < peak || row.equity < peak;
    peak = Math.max(peak, row.equity);
  }
  const booked = trades.filter((trade) => !trade.isShadow).length;
  return raise('zeroDrawdown', 'equity never fell, not even while positions were open', !fell && booked >= FEWEST_TRADES ? ['the whole study'] : []);
};

const sums = (study: Study, result: StudyResult): Alarm[] => {
  const start = Math.round(study.risk.account.startingEquity * 100);
  const end = result.trades.reduce((sum, trade) => sum + trade.pnl, start);
  const said = result.equity.at(-1)?.equity ?? start;
  return raise('tradesDoNotSumToEquity', 'the start and all results do not add up to the end', said === end ? [] : [`${end} against ${said} cents`]);
};

const openEvents = (result: StudyResult): string[] => {
  const open = new Set<number>();
  for (const event of result.events.flat()) {
    if (event > 0) open.add(event);
    else open.delete(-event);
  }
  return [...open].map((id) => `position ${id}`);
};

const inertRules = (study: Study, result: StudyResult): string[] => {
  if (result.trades.length === 0) return [];
  const summary = summarise(study, result);
  return [
    ...summary.exits.filter((exit) => exit.id !== 'settled' && exit.fired === 0).map((exit) => `exit ${exit.id}`),
    ...summary.gates.filter((gate) => gate.blocked === 0).map((gate) => `gate ${gate.id}`),
  ];
};

/** Share of the quoted half width a believable model concedes on each fill at least. */
const LEAST_CONCESSION = 0.25;

/** Fills that give up less than a quarter of the quoted half width, by the study's own fill model. */
const insideMarket = ({ execution }: Study, { trades }: StudyResult): string[] => {
  const generous = (['entry', 'exit', 'stop'] as const).filter((side) => execution.fills[side].share < LEAST_CONCESSION);
  const better = named(trades, (t) => t.credit > t.entryMid + 1e-9 || (t.reason !== 'settled' && t.debit < t.exitMid - 1e-9 && t.debit < debitBounds(t.spread).most * 100));
  return [...generous.map((side) => `${side} fills`), ...better];
};

/** Least mean distance from the mid of a believable fill, price cents a package. */
const LEAST_SLIPPAGE = 2;

/** What trading cost, whatever the study calls its fill model: its fills' mean distance from the mid, and its fees. */
const freeTrading = ({ execution }: Study, { trades }: StudyResult): string[] => {
  const paid = trades.flatMap((t) => [t.entryMid - t.credit, ...(t.reason === 'settled' ? [] : [t.debit - t.exitMid])]);
  const mean = paid.reduce((sum, cents) => sum + cents, 0) / paid.length;
  return [
    ...(paid.length > 0 && mean < LEAST_SLIPPAGE ? [`fills ${mean.toFixed(1)} cents of a point from the mid on average`] : []),
    ...(execution.fees.kind === 'none' ? ['no fees'] : []),
  ];
};

/** Every alarm a study raises; empty when none does. */
export const alarmsOf = (study: Study, result: StudyResult): Alarm[] => {
  const { trades } = result;
  return [
    ...allWinners(result),
    ...raise('zeroSecondExit', 'an exit on the row of its own entry', named(trades, (t) => t.reason !== 'settled' && t.exitRow <= t.entryRow)),
    ...raise('creditAboveWidth', 'a credit no smaller than the most the package can be worth', named(trades, (t) => t.credit >= debitBounds(t.spread).most * 100)),
    ...raise('fillInsideMarket', 'fills closer to the mid than a quarter of the quoted half width', insideMarket(study, result)),
    ...raise('profitAboveCredit', 'a result above the premium received', named(trades, (t) => t.pnlPerContract > t.credit * 100 - debitBounds(t.spread).least * 10000 + 0.5)),
    ...raise('lossAboveMaximum', 'a loss above the maximum, costs included', named(trades, (t) => t.pnlPerContract < -t.maxLoss)),
    ...zeroDrawdown(result),
    ...raise('freeTrading', 'trading costs nothing, or next to it', freeTrading(study, result)),
    ...sums(study, result),
    ...raise('ruleNeverDecisive', 'rules of the plan that never decided anything', inertRules(study, result)),
    ...raise('positionNeverClosed', 'positions opened and never concluded', openEvents(result)),
  ];
};

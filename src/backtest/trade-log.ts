import { clockText } from '../kernel/index.ts';
import { debitBounds, shortLegs } from '../strategy/index.ts';
import type { Trade } from './trade.ts';

/** One column of the trade log: its CSV name, unit and meaning, and where its value comes from. */
export interface TradeColumn {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  readonly value: (trade: Trade) => string | number;
}

const column = (name: string, unit: string, meaning: string, value: TradeColumn['value']): TradeColumn => ({ name, unit, meaning, value });

/** The trade log, defined once: CSV header, report table and documentation read it from here. */
export const tradeColumns: readonly TradeColumn[] = [
  column('id', '', 'number of the trade, in order of decision', (t) => t.id),
  column('date', 'session', 'New York trading day', (t) => t.date),
  column('slot', 'New York', 'entry time of the plan that proposed it', (t) => t.slot),
  column('entryMinute', 'minute', 'minutes after midnight at the entry fill', (t) => t.entryMinute),
  column('exitMinute', 'minute', 'minutes after midnight at the exit fill or the close', (t) => t.exitMinute),
  column('entryTime', 'New York', 'clock of the entry fill', (t) => clockText(t.entryMinute)),
  column('exitTime', 'New York', 'clock of the exit fill', (t) => clockText(t.exitMinute)),
  column('kind', '', 'kind of package', (t) => t.spread.kind),
  column('direction', '', 'side and confidence the setup gave it', (t) => t.label),
  column('shorts', 'points', 'strikes sold', (t) => shortLegs(t.spread).map((leg) => leg.strike).join('/')),
  column('legs', '', 'every leg: ratio, strike, right', (t) =>
    t.spread.legs.map((leg) => `${leg.ratio > 0 ? '+' : ''}${leg.ratio} ${leg.strike} ${leg.right}`).join(' | ')),
  column('pin', 'points', 'level the setup traded around', (t) => (Number.isNaN(t.pin) ? '' : t.pin)),
  column('spot', 'points', 'index at the decision', (t) => t.entrySpot),
  column('exitSpot', 'points', 'index at the exit, or the settlement value', (t) => t.exitSpot),
  column('vix', '', 'VIX known at the decision', (t) => (Number.isNaN(t.vix) ? '' : t.vix)),
  column('width', 'cents', 'most a contract can be worth', (t) => Math.round(debitBounds(t.spread).most * 10000)),
  column('credit', 'cents', 'premium received a contract', (t) => Math.round(t.credit * 100)),
  column('debit', 'cents', 'premium paid, or settlement owed, a contract', (t) => Math.round(t.debit * 100)),
  column('fees', 'cents', 'commissions, exchange and clearing fees, both ways, a contract', (t) => t.fees),
  column('slippage', 'cents', 'entry and exit fills against mid, a contract; positive is worse', (t) =>
    Math.round((t.entryMid - t.credit) * 100) + Math.round((t.debit - t.exitMid) * 100)),
  column('contracts', 'lots', 'lots traded; 0 for a shadow trade', (t) => t.contracts),
  column('because', '', 'rule that decided the size', (t) => t.because),
  column('pnlPerContract', 'cents', 'result a contract after costs', (t) => t.pnlPerContract),
  column('pnl', 'cents', 'result at traded size', (t) => t.pnl),
  column('maxLoss', 'cents', 'most a contract could lose, costs included', (t) => t.maxLoss),
  column('reason', '', 'exit rule that ended it, or settled', (t) => t.reason),
  column('equityAfter', 'cents', 'realised equity after it', (t) => t.equityAfter),
  column('shadow', '', '1 when traded per contract only, for the outcome log', (t) => (t.isShadow ? 1 : 0)),
  column('mae', 'cents', 'worst open result while held, a contract, at mid', (t) => Math.round(t.mae)),
  column('mfe', 'cents', 'best open result while held, a contract, at mid', (t) => Math.round(t.mfe)),
  column('heldRows', 'rows', 'rows after the fill up to the exit', (t) => t.heldRows),
  column('unquotedRows', 'rows', 'of those, rows on which a leg had no two-sided quote', (t) => t.unquotedRows),
  column('minutesHeld', 'minutes', 'from entry fill to exit', (t) => t.exitMinute - t.entryMinute),
];

const cell = (value: string | number): string => {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows of values as CSV text, quoted where needed. */
export const csvText = (header: readonly string[], rows: Iterable<readonly (string | number)[]>): string => {
  const lines = [header.join(',')];
  for (const row of rows) lines.push(row.map(cell).join(','));
  return `${lines.join('\n')}\n`;
};

/** The trade log as CSV text. */
export const tradesCsv = (trades: readonly Trade[]): string =>
  csvText(
    tradeColumns.map((c) => c.name),
    trades.map((trade) => tradeColumns.map((c) => c.value(trade))),
  );

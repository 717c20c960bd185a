import type { JournalSums, Line } from '../ledger.ts';
import { differences } from '../ledger.ts';
import type { Check, Evidence } from './evidence.ts';

/** I3: journal and broker agree to the cent and the contract, and the balance file with both. */
export const ledgerIsBroker: Check = (evidence, lines, sums) => {
  if (!lines.some(({ kind }) => kind === 'sessionOpened') || evidence.isDisturbed) return [];
  const found = [...differences(sums, evidence.venue)];
  if (evidence.isOver && evidence.balance !== undefined) found.push(...balanceIsLedger(evidence, sums));
  return found;
};

const balanceIsLedger = ({ balance, openingEquity }: Evidence, { positions }: JournalSums): string[] => {
  const ended = [...positions.values()].filter((p) => p.opened > 0 && p.closed + p.settled + p.elsewhere === p.opened);
  const equity = openingEquity + ended.reduce((sum, { result }) => sum + result, 0);
  let parsed: Line;
  try {
    parsed = JSON.parse(balance ?? '') as Line;
  } catch {
    return ['the balance file does not parse'];
  }
  const found: string[] = [];
  if (Math.round(Number(parsed.balance) * 100) !== equity) found.push(`the balance file says ${String(parsed.balance)}, the journal ${equity / 100}`);
  if (parsed.total_trades !== ended.length) found.push(`the balance file counts ${String(parsed.total_trades)} trades, the journal ${ended.length}`);
  return found;
};

/** Spans that overlap made one. */
const joined = (spans: Evidence['away']): Evidence['away'] => {
  const found: [number, number][] = [];
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
};

const connectedMs = (from: number, to: number, away: Evidence['away']): number =>
  to - from - away.reduce((sum, [start, end]) => sum + Math.max(0, Math.min(to, end) - Math.max(from, start)), 0);

/**
 * I4: no short stays uncovered while anything can be done about it.
 *
 * Nothing can while the program is down or cut off, or once KILL forbids every order. A short that the program's own order uncovered is
 * excused by nothing: it is a naked leg, however short its life.
 */
export const nothingUncovered: Check = ({ venue, away: cutOff, killAt, uncoveredMs }) => {
  const away = joined([...cutOff, [killAt, Number.POSITIVE_INFINITY]]);
  const programs = new Set(venue.orders.filter(({ asked }) => asked.by === 'program').map(({ id }) => id));
  const net = { P: 0, C: 0 };
  const since = { P: Number.NaN, C: Number.NaN };
  const found: string[] = [];
  const trades = [...venue.trades].filter(({ symbol }) => symbol.startsWith('SPXW')).sort((a, b) => a.at - b.at);
  const name = { P: 'put', C: 'call' };
  const end = (right: 'P' | 'C', at: number): void => {
    const lasted = connectedMs(since[right], at, away);
    if (lasted > uncoveredMs) found.push(`a short ${name[right]} was uncovered for ${Math.round(lasted / 1000)} s`);
    since[right] = Number.NaN;
  };
  trades.forEach(({ symbol, quantity, at, order }, i) => {
    const right = symbol.at(-9) === 'P' ? 'P' : 'C';
    net[right] += quantity;
    if (trades[i + 1]?.at === at) return;
    for (const side of ['P', 'C'] as const) {
      if (net[side] < 0 && Number.isNaN(since[side])) {
        since[side] = at;
        if (order !== undefined && programs.has(order)) found.push(`order ${order} of the program's own left a short ${name[side]} uncovered`);
      }
      if (net[side] >= 0 && !Number.isNaN(since[side])) end(side, at);
    }
  });
  for (const side of ['P', 'C'] as const) if (!Number.isNaN(since[side])) end(side, venue.tape.closeAt);
  return found;
};

/** I6: what was opened has ended. */
export const everythingEnds: Check = ({ isOver, isDisturbed, venue }, _lines, { positions }) => {
  if (!isOver || isDisturbed) return [];
  const open = [...positions].filter(([, p]) => p.opened !== p.closed + p.settled + p.elsewhere).map(([id, p]) => `position ${id} opened ${p.opened} and ended ${p.closed + p.settled + p.elsewhere}`);
  const held = [...venue.holdings()].filter(([symbol]) => symbol.startsWith('SPXW')).map(([symbol, quantity]) => `${quantity} of ${symbol} held after settlement`);
  return [...open, ...held];
};

/** I13: a session opens once and closes once, with the right counts. */
export const sessionsAreWhole: Check = ({ isOver, venue }, lines, { openings, closings, promises, positions }) => {
  if (!isOver) return [];
  const { date } = venue.tape.day;
  const found: string[] = [];
  if ((openings.get(date) ?? 0) !== 1) found.push(`session ${date} was opened ${openings.get(date) ?? 0} times`);
  const closing = closings.get(date);
  if (closing === undefined) return [...found, `session ${date} was never closed`];
  if (lines.at(-1)?.kind !== 'sessionClosed' && lines.filter(({ kind }) => kind === 'sessionClosed').length !== 1) found.push(`session ${date} was closed more than once`);
  const orders = [...promises.values()].flat().filter(({ session }) => session === date).length;
  const trades = [...positions.values()].filter((p) => p.session === date && p.opened > 0 && p.opened === p.closed + p.settled + p.elsewhere).length;
  if (closing.orders !== orders) found.push(`the close counts ${String(closing.orders)} orders, the journal has ${orders}`);
  if (closing.trades !== trades) found.push(`the close counts ${String(closing.trades)} trades, the journal has ${trades}`);
  return found;
};

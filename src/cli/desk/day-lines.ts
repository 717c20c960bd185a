import type { AccountState, Concluded, JournalRecord } from '../../live/index.ts';
import { clockText, pointsText } from '../../kernel/index.ts';
import { strikesText } from '../../strategy/index.ts';
import { dollars, table } from '../format.ts';

/** A finished trade as people and programs read it. Money in cents. */
export interface ToldTrade {
  readonly date: string;
  readonly slot: string;
  readonly strikes: string;
  readonly contracts: number;
  readonly credit: number;
  readonly entryMinute: number;
  readonly reason: string;
  readonly pnl: number;
  readonly equityAfter: number;
}

export const toldTrade = ({ position, contracts, pnl, equityAfter }: Concluded): ToldTrade => {
  const entry = position.orders.find(({ order }) => order.effect === 'open');
  return {
    date: position.session, slot: position.decided.slot, strikes: strikesText(position.decided.spread), contracts, credit: entry?.price ?? NaN,
    entryMinute: entry?.minute ?? NaN, reason: position.others.at(-1)?.reason ?? position.orders.at(-1)?.reason ?? '', pnl, equityAfter,
  };
};

/** Reasons for which nothing was traded, with counts, from the journal of one session. */
export const passesIn = (records: readonly JournalRecord[], session: string): Record<string, number> => {
  const counts: Record<string, number> = {};
  const add = (why: string): void => {
    counts[why] = (counts[why] ?? 0) + 1;
  };
  for (const record of records) {
    if (record.session !== session) continue;
    if (record.kind === 'decided') for (const decided of record.decided) if (decided.kind === 'pass') add(decided.why);
    if (record.kind === 'dropped') add(record.why);
    if (record.kind === 'ended' && record.end !== 'filled' && record.filled === 0) add('notFilled');
  }
  return counts;
};

/** The session in words: its trades, its passes, and where the account stands. */
export const sessionText = (state: AccountState, records: readonly JournalRecord[], session: string): string => {
  const trades = state.concluded.filter(({ position }) => position.session === session).map(toldTrade);
  const lines: string[] = [];
  if (trades.length > 0) {
    lines.push(
      table(
        ['slot', 'strikes', 'lots', 'credit', 'in at', 'out by', 'P/L'],
        trades.map((t) => [t.slot, t.strikes, String(t.contracts), pointsText(t.credit / 100), clockText(t.entryMinute), t.reason, dollars(t.pnl)]),
      ),
    );
  } else lines.push('no trades');
  const passes = Object.entries(passesIn(records, session));
  if (passes.length > 0) lines.push('', table(['no trade because', 'times'], passes.map(([why, times]) => [why, String(times)])));
  lines.push('', `day                ${dollars(state.realised)}`, `equity             ${dollars(state.equity)}${state.isHalted ? ' (halted)' : ''}`);
  return lines.join('\n');
};

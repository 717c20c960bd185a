import { basename } from 'node:path';
import type { AccountState, JournalRecord, LivePosition, OrderReport } from '../../live/index.ts';
import { differences, heldContracts, isFinal, occSymbol, stateOf, unsettledOf } from '../../live/index.ts';
import { dollars } from '../format.ts';
import type { BrokerView } from './broker-view.ts';

/** Something on which the journal and the world do not agree, or that nobody has answered, and the acts that answer it, one of them to be chosen. */
export interface Doubt {
  readonly what: string;
  readonly acts: readonly string[];
}

/** Orders at the broker that are in no book, and neither ignored nor without effect. */
export const unknownOrders = (state: AccountState, { orders }: BrokerView): OrderReport[] =>
  orders.filter(
    ({ brokerId, tag, status, filled }) =>
      !state.ignoredOrders.has(brokerId) && !state.adopted.has(brokerId) && (tag === undefined || !state.orders.has(tag)) && (status === 'working' || status === 'unrecognised' || filled > 0),
  );

/** Contracts the broker holds beyond ours and beyond what is ignored, signed. */
export const orphans = (state: AccountState, { holdings }: BrokerView): { readonly symbol: string; readonly quantity: number }[] =>
  differences(state, holdings)
    .filter(({ ours, theirs }) => Math.abs(theirs) > Math.abs(ours) && Math.sign(ours) !== -Math.sign(theirs))
    .map(({ symbol, ours, theirs }) => ({ symbol, quantity: theirs - ours }));

/** Positions of which the broker holds less than the journal says. */
export const missing = (state: AccountState, { holdings }: BrokerView, session: string): LivePosition[] => {
  const short = new Set(differences(state, holdings).filter(({ ours, theirs }) => Math.abs(theirs) < Math.abs(ours) || Math.sign(ours) === -Math.sign(theirs)).map(({ symbol }) => symbol));
  const isShort = ({ decided }: LivePosition): boolean =>
    decided.spread.legs.some(({ right, strike }) => short.has(occSymbol(session, right, strike)));
  return [...state.positions.values()].filter((position) => position.session === session && heldContracts(position) > 0 && isShort(position));
};

/** Orders of earlier sessions whose end nobody knows. */
const unendedOrders = (state: AccountState, session: string): string[] =>
  [...state.orders.values()].filter((order) => order.session !== session && !isFinal(stateOf(order.life))).map(({ order }) => order.tag);

/** Cents by which the broker's cash differs from what the journal expects, or moved before it and was not explained. */
export const cashApart = (state: AccountState, view: BrokerView | undefined): number => {
  const since = view === undefined || Number.isNaN(state.cash) || [...state.orders.values()].some((order) => order.session === state.session && order.areFeesEstimated) ? 0 : Math.round(view.cash - state.cash);
  return state.unexplained + since;
};

/** Everything about an account that wants an operator's word. Without a view of the broker, only what the journal knows. */
export const doubtsOf = (folder: string, state: AccountState, records: readonly JournalRecord[], session: string, view: BrokerView | undefined): Doubt[] => {
  const found: Doubt[] = [];
  const on = `--account ${basename(folder)}`;
  const doubt = (what: string, ...acts: string[]): void => void found.push({ what, acts: acts.map((act) => `gamma ${act} ${on} --reason "..."`) });
  const settled = unsettledOf(state, session);
  if (settled.length > 0) doubt(`positions ${settled.map(({ id }) => id).join(', ')} of an earlier session are not settled`, 'recover --settle');
  for (const tag of unendedOrders(state, session)) doubt(`order ${tag} of an earlier session has no end`, `recover --void ${tag}`);
  const apart = cashApart(state, view);
  if (apart !== 0) doubt(`cash differs by ${dollars(apart)} dollars`, `explain-cash --amount ${(apart / 100).toFixed(2)} --as ${apart > 0 ? 'deposit' : 'withdrawal'}`);
  if (view !== undefined) {
    for (const { brokerId, status } of unknownOrders(state, view)) doubt(`order ${brokerId} (${status}) is in no book`, `adopt --order ${brokerId}`, `ignore --order ${brokerId}`);
    const extra = orphans(state, view);
    if (extra.length > 0) doubt(`the broker holds ${extra.map(({ symbol, quantity }) => `${quantity} ${symbol}`).join(', ')} beyond the book`, 'adopt', `ignore ${extra.map(({ symbol }) => symbol).join(' ')}`);
    for (const position of missing(state, view, session)) doubt(`position ${position.id} is not whole at the broker`, `recover --closed ${position.id} --debit POINTS`);
  }
  const mode = records.findLast((record) => record.kind === 'mode');
  if (state.mode === 'halted' && mode?.kind === 'mode') found.push({ what: `halted: ${mode.why}`, acts: [`gamma clear-halt ${on} --reason "..." once the session is closed`] });
  return found;
};

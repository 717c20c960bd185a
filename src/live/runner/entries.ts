import { packageOrder, tagOf } from '../orders.ts';
import type { LivePosition } from '../state/account.ts';
import { entryOf } from '../state/account.ts';
import { isEntryOpen } from '../state/book.ts';
import { isFinal, stateOf } from '../state/order-life.ts';
import type { Run } from './context.ts';
import { minuteNow, write } from './context.ts';
import { noEntry } from './guards.ts';
import { noPost, requestCancel, send } from './send.ts';
import { openOrders } from './sync.ts';

const drop = (run: Run, position: LivePosition, why: string): void => {
  write(run, { kind: 'dropped', position: position.id, why });
  run.ports.log('dropped', { position: position.id, why });
};

/** Why the broker's own account forbids the entry, or undefined. Cannot tell is a reason. */
const noRoom = async (run: Run, position: LivePosition): Promise<string | undefined> => {
  if (run.settings.caps === null) return undefined;
  const facts = await run.ports.broker.equity();
  if (facts.kind === 'unhealthy') return 'accountUnread';
  const { buyingPower, maySpread, dayTradesLeft } = facts.value;
  if (buyingPower === undefined) return 'buyingPowerUnknown';
  if (buyingPower < position.decided.maxLoss * position.decided.contracts) return 'buyingPower';
  if (maySpread === false) return 'optionLevel';
  return dayTradesLeft === 0 ? 'dayTrades' : undefined;
};

/** Sends entries decided and not yet sent; gives up those whose moment has passed. */
export const sendEntries = async (run: Run): Promise<boolean> => {
  let isSent = false;
  for (const position of run.state.positions.values()) {
    if (position.session !== run.state.session || entryOf(position) !== undefined || !isEntryOpen(position)) continue;
    if (minuteNow(run) > position.decided.until || minuteNow(run) >= run.settings.context.closeMinute) {
      drop(run, position, 'tooLate');
      continue;
    }
    const blocked = noEntry(run) ?? noPost(run, 'open') ?? (await noRoom(run, position)) ?? noPost(run, 'open');
    if (blocked !== undefined) {
      drop(run, position, blocked);
      continue;
    }
    const { account4, date } = run.settings;
    const tag = tagOf({ account: account4, date, position: position.id, effect: 'open', attempt: 1 });
    const { spread, contracts, atLeast } = position.decided;
    const order = packageOrder(spread, { tag, date, effect: 'open', contracts, limit: Math.max(0, atLeast), urgency: 'entry' });
    await send(run, position, order, { reason: 'entry', part: null });
    isSent = true;
  }
  return isSent;
};

/**
 * Cancels entries whose time is up.
 *
 * @param isAfterRow whether the minute's own row has been met: then an order whose last minute this is has had it
 */
export const expireEntries = async (run: Run, isAfterRow: boolean): Promise<boolean> => {
  const now = minuteNow(run);
  let isAsked = false;
  for (const order of openOrders(run)) {
    if (order.order.effect !== 'open' || isFinal(stateOf(order.life))) continue;
    const until = run.state.positions.get(order.position)?.decided.until ?? -1;
    const row = isAfterRow ? (run.latest?.minute ?? -1) : -1;
    const isOver = now > until || row >= until || run.state.mode === 'flattening' || run.state.mode === 'halted';
    if (!isOver || now >= run.settings.context.closeMinute - 1) continue;
    await requestCancel(run, order, 'its time is up');
    isAsked = true;
  }
  return isAsked;
};

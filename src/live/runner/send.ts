import type { Order } from '../ports.ts';
import type { LivePosition, OurOrder } from '../state/account.ts';
import { stateOf } from '../state/order-life.ts';
import type { Run } from './context.ts';
import { minuteNow, write } from './context.ts';

/** Why an order may not be sent at all now, or undefined. The operator's files are read before every order. */
export const noPost = (run: Run, effect: Order['effect']): string | undefined => {
  const { kill, closeOnly, flatten } = run.ports.switches.read();
  if (run.settings.isObserving) return 'observing';
  if (kill && !flatten) return 'kill';
  if (effect === 'open' && (closeOnly || flatten)) return 'closeOnly';
  const { caps } = run.settings;
  if (caps === null) return undefined;
  if (effect === 'open' && run.state.posts >= caps.ordersPerSession) return 'capOrders';
  const recent = run.postTimes.filter((time) => run.ports.clock.elapsed() - time < 60_000);
  return recent.length >= caps.ordersPerMinute ? 'capOrdersPerMinute' : undefined;
};

/** Hands an order to the broker and takes its answer down. */
const hand = async (run: Run, order: Order): Promise<void> => {
  const { broker, reached, log } = run.ports;
  reached('submit.before');
  const outcome = await broker.submit(order);
  reached('submit.after');
  const { tag } = order;
  if (outcome.kind === 'acknowledged') write(run, { kind: 'acknowledged', tag, brokerId: outcome.brokerId });
  else if (outcome.kind === 'unknown') write(run, { kind: 'unknown', tag, why: outcome.why });
  else write(run, { kind: outcome.kind, tag, reason: outcome.reason });
  log('outcome', { tag, ...outcome });
};

/**
 * The one place from which an order reaches the broker: the promise is made to last first, then one request, never another.
 */
export const send = async (run: Run, position: LivePosition, order: Order, how: { readonly reason: string; readonly part: number | null }): Promise<void> => {
  const { clock, log } = run.ports;
  write(run, { kind: 'submitting', position: position.id, order, reason: how.reason, part: how.part });
  run.postTimes.push(clock.elapsed());
  run.sentAt.set(order.tag, clock.elapsed());
  while (run.postTimes.length > 100) run.postTimes.shift();
  log('submit', { tag: order.tag, contracts: order.contracts, limit: order.limit, reason: how.reason });
  await hand(run, order);
};

/**
 * Keeps the promises of a stopped process that never reached a broker whose book is our own: it takes no tag twice, and what its list lacks
 * it never had. Another broker's list may lag, so there a promise without an order is only ever looked for.
 */
export const keepPromises = async (run: Run): Promise<void> => {
  if (run.ports.broker.exits !== 'model') return;
  for (const { order, life, session, position } of run.state.orders.values()) {
    const state = stateOf(life);
    const isLost = session === run.state.session && run.unlisted.has(order.tag) && (state === 'submitting' || state === 'unknown');
    const isLate = order.effect === 'open' && minuteNow(run) > (run.state.positions.get(position)?.decided.until ?? -1);
    if (isLost && !isLate && noPost(run, order.effect) === undefined) await hand(run, order);
  }
};

/** Asks for an order's end. Only the broker's list says whether it came. */
export const requestCancel = async (run: Run, order: OurOrder, why: string): Promise<void> => {
  const { brokerId } = order.life;
  const state = stateOf(order.life);
  if (brokerId === undefined || (state !== 'working' && state !== 'partlyFilled' && state !== 'cancelling')) return;
  if (state !== 'cancelling') write(run, { kind: 'cancelling', tag: order.order.tag, why });
  run.ports.reached('cancel.before');
  const outcome = await run.ports.broker.cancel(brokerId);
  run.ports.reached('cancel.after');
  run.ports.log('cancel', { tag: order.order.tag, why, outcome: outcome.kind });
};

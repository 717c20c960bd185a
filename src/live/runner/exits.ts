import { debitBounds, packageQuote } from '../../strategy/index.ts';
import { occSymbol, packageOrder, tagOf } from '../orders.ts';
import type { LivePosition, OurOrder } from '../state/account.ts';
import { entryOf, exitsOf, heldContracts } from '../state/account.ts';
import { heldToday } from '../state/book.ts';
import { isFinal, stateOf } from '../state/order-life.ts';
import type { DecidedClose } from '../state/records.ts';
import type { Run } from './context.ts';
import { minutesToClose, tell } from './context.ts';
import { noPost, requestCancel, send } from './send.ts';

/** How long one step of the ladder works, ms, and how the limit rises. Price cents above the natural side. */
const STEP_MS = 5000;
const FIRST_STEP = 5;
const EACH_STEP = 10;
const STEPS = 6;
const LAST_STEP = 100;

/**
 * Limit of the n-th attempt to buy a package back, price cents: a little above the natural side, then higher, never above
 * the most it can be worth.
 *
 * @param natural what the market asks for it now
 * @param attempt from 1
 */
export const exitLimit = (natural: number, attempt: number, most: number): number => {
  const extra = attempt > STEPS ? LAST_STEP : FIRST_STEP + EACH_STEP * (attempt - 1);
  return Math.min(most, natural + extra);
};

/** The natural debit at the last row on which the package was quoted; the most it can be worth when there is none. */
const naturalDebit = (run: Run, position: LivePosition, most: number): number => {
  const day = run.today.day();
  for (let t = day.rows - 1; t >= 0; t--) {
    const quote = packageQuote(day, position.decided.spread, t);
    if (quote !== undefined) return quote.mid + quote.halfWidth;
  }
  return most;
};

const isWorking = (order: OurOrder): boolean => !isFinal(stateOf(order.life));

/** What a position has been told to close and has not yet closed: one close in force, or the next part of a staged target. */
const wanted = (position: LivePosition): { readonly close: DecidedClose; readonly contracts: number; readonly part: number | null } | undefined => {
  const held = heldContracts(position);
  if (position.closing !== undefined) return { close: position.closing, contracts: held, part: null };
  for (const [part, close] of position.parts.entries()) {
    const sent = exitsOf(position).filter((order) => order.part === part);
    const done = sent.reduce((total, order) => total + order.life.filled, 0);
    if (close.contracts > done) return { close, contracts: Math.min(held, close.contracts - done), part };
  }
  return undefined;
};

/** Whether an exit of a position may have filled without our knowing: it was never seen at the broker, or was given up. */
const mayHaveFilled = (position: LivePosition): boolean =>
  exitsOf(position).some(({ life }) => life.filled === 0 && ['unknown', 'submitting', 'voided'].includes(stateOf(life)));

/**
 * Packages the broker says it still holds of a position; undefined when it cannot tell.
 *
 * Where an exit may have filled unseen, contracts of other positions on the same options are theirs and not counted: closing again would
 * close them.
 */
const heldAtBroker = async (run: Run, position: LivePosition): Promise<number | undefined> => {
  const reading = await run.ports.broker.holdings();
  if (reading.kind === 'unhealthy') return undefined;
  const net = new Map(reading.value.map(({ symbol, quantity }) => [symbol, quantity]));
  for (const other of mayHaveFilled(position) ? heldToday(run.state) : []) {
    if (other === position) continue;
    for (const leg of other.decided.spread.legs) {
      const symbol = occSymbol(other.session, leg.right, leg.strike);
      net.set(symbol, (net.get(symbol) ?? 0) - heldContracts(other) * leg.ratio);
    }
  }
  const counts = position.decided.spread.legs.map((leg) => {
    const quantity = net.get(occSymbol(position.session, leg.right, leg.strike)) ?? 0;
    return Math.max(0, Math.floor((quantity * Math.sign(leg.ratio)) / Math.abs(leg.ratio)));
  });
  return Math.max(...counts);
};

/** Waits longer after each refusal, and says so at the first, third and tenth. Nothing is ever given up. */
const backOff = (run: Run, position: LivePosition, refusals: number): void => {
  const wait = Math.min(60_000, 5000 * 2 ** Math.max(0, refusals - 1));
  run.exitAfter.set(position.id, run.ports.clock.elapsed() + wait);
  if (refusals === 1 || refusals === 3 || refusals === 10) tell(run, { kind: 'closeOnly', text: `closing position ${position.id} was refused ${refusals} times` });
};

/** Whether an order has worked for its step of the ladder. One sent by an earlier process has. */
export const isStepDue = (run: Run, { order }: OurOrder): boolean => run.ports.clock.elapsed() - (run.sentAt.get(order.tag) ?? -Infinity) >= STEP_MS;

/** After a refused exit: the next waits. */
export const backOffIfRefused = (run: Run, position: LivePosition): void => {
  const refused = exitsOf(position).filter(({ life }) => stateOf(life) === 'rejected');
  if (refused.length > 0 && refused.at(-1) === exitsOf(position).at(-1)) backOff(run, position, refused.length);
};

const climb = async (run: Run, order: OurOrder): Promise<boolean> => {
  if (run.ports.broker.exits === 'model') return false;
  if (!isStepDue(run, order) || minutesToClose(run) <= 1 || noPost(run, 'close') !== undefined) return false;
  await requestCancel(run, order, 'next step of the ladder');
  return true;
};

const sendExit = async (run: Run, position: LivePosition): Promise<boolean> => {
  const want = wanted(position);
  if (want === undefined || want.contracts === 0) return false;
  const { clock, broker } = run.ports;
  if (minutesToClose(run) <= (broker.exits === 'market' ? 1 : 0) || clock.elapsed() < (run.exitAfter.get(position.id) ?? 0)) return false;
  if (noPost(run, 'close') !== undefined) return false;
  const attempt = exitsOf(position).length + 1;
  const atBroker = attempt > 1 && broker.exits === 'market' ? await heldAtBroker(run, position) : undefined;
  const contracts = atBroker === undefined ? want.contracts : Math.min(want.contracts, atBroker);
  if (contracts === 0 || (atBroker !== undefined && minutesToClose(run) <= 1)) return false;
  const { account4, date } = run.settings;
  const most = debitBounds(position.decided.spread).most * 100;
  const limit = broker.exits === 'model' ? most : exitLimit(naturalDebit(run, position, most), attempt, most);
  const tag = tagOf({ account: account4, date, position: position.id, effect: 'close', attempt });
  const order = packageOrder(position.decided.spread, { tag, date, effect: 'close', contracts, limit, urgency: want.close.urgency });
  await send(run, position, order, { reason: want.close.reason, part: want.part });
  backOffIfRefused(run, position);
  return true;
};

/**
 * Works every close in force: one order a position at a time, stepping up its limit, clipped to what is held.
 *
 * @returns whether anything was asked of the broker
 */
export const workExits = async (run: Run): Promise<boolean> => {
  let isAsked = false;
  for (const position of heldToday(run.state)) {
    if (wanted(position) === undefined || run.mending.has(position.id)) continue;
    const entry = entryOf(position);
    if (entry !== undefined && isWorking(entry)) {
      await requestCancel(run, entry, 'its position is being closed');
      isAsked = true;
      continue;
    }
    const working = exitsOf(position).find(isWorking);
    isAsked = (working === undefined ? await sendExit(run, position) : await climb(run, working)) || isAsked;
  }
  return isAsked;
};

import { tradeFees } from '../../execution/index.ts';
import { newYorkTime } from '../../market/index.ts';
import { legMids } from '../../strategy/index.ts';
import { TAG_PREFIX, spreadOf, tagOf } from '../orders.ts';
import type { OrderReport } from '../ports.ts';
import type { OurOrder } from '../state/account.ts';
import { closedContracts, exitsOf, openedContracts } from '../state/account.ts';
import { adoptedOrder } from '../state/adoption.ts';
import { heldToday } from '../state/book.ts';
import type { OrderState } from '../state/order-life.ts';
import { isFinal, stateOf } from '../state/order-life.ts';
import type { Run } from './context.ts';
import { minuteNow, tell, toMode, write } from './context.ts';

/** Orders of the session not yet known to have ended. */
export const openOrders = (run: Run): OurOrder[] =>
  [...run.state.orders.values()].filter((order) => order.session === run.state.session && !isFinal(stateOf(order.life)));

const isUnresolved = (state: OrderState): boolean => state === 'unknown' || state === 'submitting';

/** Orders that may or may not exist. */
export const unresolvedOrders = (run: Run): OurOrder[] => openOrders(run).filter(({ life }) => isUnresolved(stateOf(life)));

/** Fees of packages by the study's schedule, cents, until the broker says. */
export const estimatedFees = (run: Run, order: Pick<OurOrder, 'order'>, filled: number): number => {
  const day = run.today.day();
  if (day.rows === 0) return 0;
  const spread = spreadOf(order.order);
  return filled * tradeFees(run.settings.execution.fees, spread, legMids(day, spread, day.rows - 1));
};

/** Whether a fill would close more than a position holds: never booked, always shouted about. */
const wouldOverclose = (run: Run, order: OurOrder, filled: number): boolean => {
  const position = run.state.positions.get(order.position);
  if (position === undefined || order.order.effect === 'open') return false;
  return closedContracts(position) + filled - order.life.filled > openedContracts(position);
};

/** How long legs may be reported apart, ms, before an order that ended so is taken as it is. */
const UNEVEN_MS = 15_000;

/**
 * Whether a report is of a moment between its legs: called filled without all its packages, or with a leg ahead of another.
 *
 * Its end is not taken down then: the rest is on its way, and a close sent again meanwhile would close twice.
 */
const isBetweenLegs = (run: Run, order: OurOrder, report: OrderReport): boolean => {
  const { tag, legs, contracts } = order.order;
  const filledOf = new Map(report.legs.map(({ symbol, filled }) => [symbol, filled]));
  const isUneven = legs.some(({ symbol, ratio }) => filledOf.has(symbol) && filledOf.get(symbol) !== report.filled * ratio);
  if (!isUneven && !(report.status === 'filled' && report.filled < contracts)) {
    run.uneven.delete(tag);
    return false;
  }
  const now = run.ports.clock.elapsed();
  const since = run.uneven.get(tag) ?? now;
  run.uneven.set(tag, since);
  return report.status === 'filled' || now - since < UNEVEN_MS;
};

/** Takes one report of our own order into the journal. @returns whether anything was new */
const learn = (run: Run, order: OurOrder, report: OrderReport): boolean => {
  const { tag } = order.order;
  const { life } = order;
  let isNews = false;
  const note = (body: Parameters<typeof write>[1]): void => {
    write(run, body);
    isNews = true;
  };
  if (life.brokerId === undefined) note({ kind: 'acknowledged', tag, brokerId: report.brokerId });
  if (report.filled < life.filled) return isNews;
  const fees = report.fees ?? (report.filled === life.filled ? order.fees : estimatedFees(run, order, report.filled));
  const isChanged = report.filled > life.filled || (report.filled > 0 && (report.price !== order.price || fees !== order.fees));
  if (isChanged) {
    if (wouldOverclose(run, order, report.filled)) {
      toMode(run, 'halted', `order ${tag} closed more than its position held`);
      return isNews;
    }
    const minute = Number.isNaN(report.filledAt) ? minuteNow(run) : newYorkTime(report.filledAt).minute;
    note({ kind: 'fill', tag, filled: report.filled, price: report.price, fees, areFeesEstimated: report.fees === undefined, minute });
    run.ports.log('fill', { tag, filled: report.filled, price: report.price, fees });
  }
  const { status } = report;
  const isEnd = status !== 'working' && status !== 'unrecognised' && !isBetweenLegs(run, order, report);
  if (isEnd && (order.life.end === undefined || (status === 'filled' && order.life.end !== 'filled'))) {
    note({ kind: 'ended', tag, end: status, filled: report.filled, words: report.words });
  }
  if (status === 'unrecognised') toMode(run, 'closeOnly', `order ${tag} has the status ${report.words}`);
  return isNews;
};

/** The close that a held position would send next: what goes out unwritten on a full disk, and nothing else. */
const isNextClose = (run: Run, { tag }: OrderReport): boolean =>
  heldToday(run.state).some(
    (position) => tag === tagOf({ account: run.settings.account4, date: run.settings.date, position: position.id, effect: 'close', attempt: exitsOf(position).length + 1 }),
  );

/** Somebody else's order on our account: an incident. Ours without a promise means the disk lied. */
const judgeForeign = (run: Run, report: OrderReport): void => {
  if (run.foreign.has(report.brokerId) || run.state.ignoredOrders.has(report.brokerId)) return;
  if (report.status !== 'unrecognised' && isNextClose(run, report)) {
    const at = { account4: run.settings.account4, session: run.settings.date, minute: minuteNow(run) };
    const adopted = adoptedOrder(run.state, report, { price: undefined, fees: undefined }, at);
    write(run, adopted.areFeesEstimated ? { ...adopted, fees: estimatedFees(run, adopted, adopted.filled) } : adopted);
    return;
  }
  run.foreign.add(report.brokerId);
  run.hasAgreed = false;
  if (report.tag?.startsWith(`${TAG_PREFIX}${run.settings.account4}-`) === true) {
    toMode(run, 'halted', `order ${report.tag} is at the broker and in no journal; gamma adopt --order ${report.brokerId} takes it into the book`);
  } else if (report.status === 'working' || report.filled > 0) {
    write(run, { kind: 'noted', what: 'foreignOrder', detail: `${report.brokerId} ${report.status}` });
    toMode(run, 'closeOnly', `order ${report.brokerId} is not ours; gamma ignore --order ${report.brokerId} says so for good`);
  }
};

const waits = [1000, 2000, 4000, 8000, 15000];

/** Counts a healthy read that lacks an unknown order; enough of them over enough time say it does not exist. */
const countAbsence = (run: Run, order: OurOrder): boolean => {
  const { tag, effect } = order.order;
  const now = run.ports.clock.elapsed();
  const seen = run.absences.get(tag) ?? { count: 0, first: now, last: -Infinity };
  run.absences.set(tag, seen);
  if (now - seen.last < waits[Math.min(seen.count, waits.length) - 1]) return false;
  seen.count++;
  seen.last = now;
  if (seen.count < 3 || now - seen.first < (effect === 'close' ? 10_000 : 30_000)) {
    if (now - seen.first > 60_000) tell(run, { kind: 'unknownOrder', text: `order ${tag} has been unknown for over a minute` });
    return false;
  }
  write(run, { kind: 'voided', tag, reads: seen.count });
  run.absences.delete(tag);
  run.hasAgreed = false;
  return true;
};

/**
 * Reads the broker's orders and writes down what is new: acknowledgements, fills, ends, and the absence of what we asked for.
 *
 * @returns whether the read was healthy, and whether it told anything new
 */
export const syncOrders = async (run: Run): Promise<{ readonly isHealthy: boolean; readonly isNews: boolean }> => {
  const { clock, broker } = run.ports;
  const reading = await broker.fills();
  if (reading.kind === 'unhealthy') {
    run.silentSince ??= clock.elapsed();
    run.ports.log('unhealthy', { read: 'fills', why: reading.why });
    if (reading.isAuth) toMode(run, 'closeOnly', 'the broker refuses our credentials');
    return { isHealthy: false, isNews: false };
  }
  run.silentSince = undefined;
  run.readAt = clock.elapsed();
  let isNews = false;
  const present = new Set<string>();
  for (const report of reading.value) {
    const tag = run.state.adopted.get(report.brokerId) ?? report.tag;
    const order = tag === undefined ? undefined : run.state.orders.get(tag);
    if (order === undefined || order.session !== run.state.session) judgeForeign(run, report);
    else {
      present.add(order.order.tag);
      isNews = learn(run, order, report) || isNews;
    }
  }
  const missing = [...run.state.orders.values()].filter(({ session, order }) => session === run.state.session && !present.has(order.tag));
  run.unlisted = new Set(missing.filter(({ life }) => life.end === undefined && !life.isRefused).map(({ order }) => order.tag));
  const isComplete = [...run.state.orders.values()].every(
    ({ session, life, order }) => session !== run.state.session || life.brokerId === undefined || present.has(order.tag),
  );
  if (isComplete) for (const order of unresolvedOrders(run)) isNews = countAbsence(run, order) || isNews;
  return { isHealthy: true, isNews };
};

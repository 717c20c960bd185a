import type { JournalSums } from '../ledger.ts';
import { isOpening } from '../orders.ts';
import { worstLoss } from '../risk.ts';
import type { Check, Evidence } from './evidence.ts';
import { ours } from './evidence.ts';

const MAX_CONTRACTS = 3;

/** I1: every order of ours has exactly one promise, made before it, of the same legs. */
export const onePromiseEach: Check = (evidence, _lines, { promises }) =>
  ours(evidence).flatMap(({ id, asked }) => {
    const made = promises.get(asked.tag ?? '') ?? [];
    if (made.length === 0 && evidence.wasFull && !isOpening(asked)) return [];
    if (made.length !== 1) return [`order ${id} with tag ${String(asked.tag)} has ${made.length} promises`];
    if (asked.promised === false) return [`order ${id} was placed before its promise would last`];
    const same = made[0].legs.length === asked.legs.length && asked.legs.every((leg) => made[0].legs.some(({ symbol, perPackage }) => symbol === leg.symbol && perPackage * made[0].contracts === (leg.side.startsWith('buy') ? 1 : -1) * leg.quantity));
    return same ? [] : [`order ${id} is not what was promised under its tag`];
  });

/** I2: no tag twice, nothing closed twice. */
export const noTagTwice: Check = (evidence, _lines, sums) => {
  const { positions, promises } = sums;
  const tags = ours(evidence).map(({ asked }) => asked.tag);
  const twice = tags.filter((tag, i) => tags.indexOf(tag) !== i).map((tag) => `tag ${String(tag)} is twice at the broker`);
  const promisedTwice = [...promises].filter(([, made]) => made.length > 1).map(([tag]) => `tag ${tag} was promised twice`);
  const over = [...positions].filter(([, p]) => p.closed + p.settled + p.elsewhere > p.opened).map(([id]) => `position ${id} closed more than it opened`);
  return [...twice, ...promisedTwice, ...over, ...flips(evidence, sums)];
};

/** Positions whose own orders, filled at the broker, closed more of a symbol than they had opened. */
const flips = ({ venue }: Evidence, { promises }: JournalSums): string[] => {
  const net = new Map<string, number>();
  const found: string[] = [];
  for (const { symbol, quantity, order } of venue.trades) {
    const asked = venue.orders.find(({ id }) => id === order)?.asked;
    const position = promises.get(asked?.tag ?? '')?.[0]?.position;
    if (asked === undefined || position === undefined) continue;
    const key = `position ${position}: ${symbol}`;
    const before = net.get(key) ?? 0;
    net.set(key, before + quantity);
    if (!isOpening(asked) && Math.sign(before + quantity) !== Math.sign(before) && before + quantity !== 0) found.push(`${key} was turned round from ${before} to ${before + quantity}`);
  }
  return found;
};

/** I5: three contracts at most, no credit below the decision's, no more at risk than there is. */
export const smallEnough: Check = (evidence, _lines, { positions, promises }) => {
  const { venue } = evidence;
  const found = ours(evidence).filter(({ packages }) => packages > MAX_CONTRACTS).map(({ id, packages }) => `order ${id} is for ${packages} contracts`);
  for (const [id, { opened }] of positions) if (opened > MAX_CONTRACTS) found.push(`position ${id} has ${opened} contracts`);
  for (const { asked, id } of ours(evidence)) {
    if (!isOpening(asked)) continue;
    const made = promises.get(asked.tag ?? '')?.[0];
    const position = made === undefined ? undefined : positions.get(made.position);
    if (position === undefined) continue;
    if (asked.credit < position.atLeast - 1e-6) found.push(`order ${id} asks ${asked.credit} where the decision wants ${position.atLeast}`);
  }
  if (evidence.isDisturbed) return found;
  const net = new Map<string, number>();
  for (const { symbol, quantity, order, at } of venue.trades) {
    net.set(symbol, (net.get(symbol) ?? 0) + quantity);
    if (order === undefined || venue.orders.find(({ id }) => id === order)?.asked.by !== 'program') continue;
    const legs = [...net].map(([name, held]) => ({ symbol: name, quantity: held })).filter((leg) => leg.quantity !== 0 && leg.symbol.startsWith('SPXW'));
    const lastOfFill = venue.trades.findLast((trade) => trade.order === order && trade.at === at)?.symbol === symbol;
    if (lastOfFill && legs.length > 0 && worstLoss(legs, venue.tape.day.date) > venue.openingCash + 1e6) found.push(`after order ${order} the account can lose more than it has`);
  }
  return found;
};

/** Time before the close from which nothing new is sent. */
const QUIET_MS = 60_000;

/** I11: nothing outside trading time, nothing that does not expire today. */
export const inSession: Check = (evidence) => {
  const { tape, refusals } = evidence.venue;
  const head = `SPXW${tape.day.date.slice(2).replaceAll('-', '')}`;
  const found = ours(evidence).flatMap(({ id, placedAt, asked }) => {
    const wrong = asked.legs.filter(({ symbol }) => !symbol.startsWith(head)).map(({ symbol }) => `order ${id} trades ${symbol}, which does not expire today`);
    return placedAt < tape.openAt || placedAt > tape.closeAt - QUIET_MS ? [...wrong, `order ${id} was placed outside the session's trading time`] : wrong;
  });
  for (const { at, words, asked } of refusals) {
    const wrong = asked.legs.find(({ symbol }) => !symbol.startsWith(head));
    if (asked.by === 'program' && wrong !== undefined) found.push(`an order for ${wrong.symbol} was tried, which does not expire today`);
    if (asked.by === 'program' && (at < tape.openAt || at > tape.closeAt - QUIET_MS)) found.push(`an order was tried outside the session's trading time (${words})`);
  }
  return found;
};

import { occSymbol } from '../orders.ts';
import type { Holding } from '../ports.ts';
import { heldContracts } from '../state/account.ts';
import type { AccountState } from '../state/account.ts';
import type { Run } from './context.ts';
import { tell, toMode, write } from './context.ts';
import { syncOrders, unresolvedOrders } from './sync.ts';

/** Net contracts by symbol that the journal says are held, of every session. */
export const expectedHoldings = (state: AccountState): Map<string, number> => {
  const net = new Map<string, number>();
  for (const position of state.positions.values()) {
    const held = heldContracts(position);
    if (held === 0) continue;
    for (const leg of position.decided.spread.legs) {
      const symbol = occSymbol(position.session, leg.right, leg.strike);
      net.set(symbol, (net.get(symbol) ?? 0) + held * leg.ratio);
    }
  }
  return net;
};

/** One symbol on which journal and broker do not agree. */
export interface Difference {
  readonly symbol: string;
  readonly ours: number;
  readonly theirs: number;
}

/** What the broker holds that is ours: less the contracts an operator called somebody else's, as far as they are there. */
const oursAmong = (state: AccountState, ours: ReadonlyMap<string, number>, { symbol, quantity }: Holding): number => {
  const ignored = state.ignored.get(symbol) ?? 0;
  const extra = quantity - (ours.get(symbol) ?? 0);
  const isIgnored = extra * ignored >= 0 && Math.abs(extra) <= Math.abs(ignored);
  return isIgnored ? quantity - extra : quantity - ignored;
};

/** Symbols whose net contracts differ. */
export const differences = (state: AccountState, holdings: readonly Holding[]): Difference[] => {
  const ours = expectedHoldings(state);
  const theirs = new Map(holdings.map((holding) => [holding.symbol, oursAmong(state, ours, holding)]));
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .sort()
    .map((symbol) => ({ symbol, ours: ours.get(symbol) ?? 0, theirs: theirs.get(symbol) ?? 0 }))
    .filter((difference) => difference.ours !== difference.theirs);
};

const words = ({ symbol, ours, theirs }: Difference): string => `${symbol}: journal ${ours}, broker ${theirs}`;

/** Whether every fee of the session is the broker's own word, so that cash can be compared to the cent. */
const areFeesKnown = (state: AccountState): boolean =>
  [...state.orders.values()].every((order) => order.session !== state.session || !order.areFeesEstimated);

/** What is wrong: nothing, contracts we hold and the broker does not, contracts it holds and we do not, or cash. */
interface Finding {
  readonly kind: 'missing' | 'foreign' | 'cash';
  readonly what: string;
}

const compare = async (run: Run): Promise<Finding | 'equal' | 'cannotTell'> => {
  const { broker } = run.ports;
  const before = await syncOrders(run);
  const holdings = await broker.holdings();
  if (holdings.kind === 'healthy') run.holdings = holdings.value;
  const facts = await broker.equity();
  const after = await syncOrders(run);
  if (!before.isHealthy || !after.isHealthy || after.isNews || holdings.kind === 'unhealthy' || facts.kind === 'unhealthy') return 'cannotTell';
  if (unresolvedOrders(run).length > 0) return 'cannotTell';
  if (facts.value.account !== run.settings.account || facts.value.isReal !== run.settings.isReal) {
    return { kind: 'missing', what: `the broker answers for another account than ${run.settings.account4}` };
  }
  const found = differences(run.state, holdings.value);
  if (found.length > 0) {
    const isMissing = found.some(({ ours, theirs }) => Math.abs(theirs) < Math.abs(ours) || Math.sign(ours) === -Math.sign(theirs));
    return { kind: isMissing ? 'missing' : 'foreign', what: found.map(words).join('; ') };
  }
  const apart = Math.round(facts.value.cash - run.state.cash);
  if (areFeesKnown(run.state) && apart !== 0) return { kind: 'cash', what: `the broker's cash is ${(apart / 100).toFixed(2)} dollars from the journal's` };
  return 'equal';
};

/** A difference that lasts: three looks in a row over half a minute. */
const judge = (run: Run, finding: Finding): void => {
  const now = run.ports.clock.elapsed();
  const same = run.mismatch?.what === finding.what ? run.mismatch : undefined;
  run.mismatch = { what: finding.what, count: (same?.count ?? 0) + 1, since: same?.since ?? now };
  run.ports.log('mismatch', { ...finding, times: run.mismatch.count });
  if (run.mismatch.count < 3 || now - run.mismatch.since < 30_000) return;
  if (finding.kind === 'missing') {
    if (run.state.mode !== 'halted') tell(run, { kind: 'unreconciled', text: finding.what });
    toMode(run, 'halted', finding.what);
  } else if (finding.kind === 'cash') {
    toMode(run, 'closeOnly', `${finding.what}; explain it with gamma explain-cash`, 'cashExplained');
  } else {
    toMode(run, 'closeOnly', `${finding.what}; gamma adopt takes it into the book, gamma ignore says it is not ours`);
  }
};

/**
 * Compares journal and broker: contracts by symbol, and cash to the cent where all fees are known.
 *
 * Until it comes out equal nothing is opened. A read that fails says nothing either way.
 * @returns whether they are equal
 */
export const reconcile = async (run: Run): Promise<boolean> => {
  const result = await compare(run);
  run.reconciledAt = run.ports.clock.elapsed();
  run.hasAgreed = result === 'equal';
  if (result === 'cannotTell') {
    const silent = run.silentSince === undefined ? 0 : run.ports.clock.elapsed() - run.silentSince;
    if (silent > 60_000) run.isReconciled = false;
    if (silent > 120_000) tell(run, { kind: 'unreconciled', text: 'the broker has not answered for two minutes' });
    return false;
  }
  if (result === 'equal') {
    if (!run.isReconciled) run.ports.log('reconciled', { positions: expectedHoldings(run.state).size, cash: run.state.cash / 100 });
    run.isReconciled = true;
    run.mismatch = undefined;
    return true;
  }
  run.isReconciled = false;
  judge(run, result);
  return false;
};

/** Cents a contract and leg by which the fees charged may differ from those estimated without anybody being asked. */
const FEE_TOLERANCE = 5;

/** Most that estimated fees of the session before can have been wrong, cents. */
const feeSlack = (run: Run, session: string): number => {
  let contracts = 0;
  for (const { session: of, areFeesEstimated, life, order } of run.state.orders.values()) {
    if (of === session && areFeesEstimated) contracts += life.filled * order.legs.reduce((sum, { ratio }) => sum + ratio, 0);
  }
  return contracts * FEE_TOLERANCE;
};

/** What there should have been before a session opened. */
export interface CashBefore {
  readonly session: string;
  readonly cash: number;
}

/**
 * Cash that moved between sessions without us: interest, a deposit, a fee booked late. Nothing opens until somebody explains it.
 *
 * What estimated fees can account for is booked as fees: the broker's word is better than the schedule.
 */
export const morningCash = (run: Run, before: CashBefore, found: number): void => {
  const apart = Math.round(found - before.cash);
  if (!Number.isNaN(before.cash) && apart !== 0) {
    write(run, { kind: 'noted', what: 'cash', detail: String(apart) });
    if (Math.abs(apart) <= feeSlack(run, before.session)) write(run, { kind: 'cashExplained', amount: apart, as: 'fee' });
  }
  const { unexplained } = run.state;
  if (unexplained === 0) return;
  toMode(run, 'closeOnly', `cash moved by ${(unexplained / 100).toFixed(2)} dollars since the last session; explain it with gamma explain-cash`, 'cashExplained');
};

import { moneyAt, heldContracts, openedContracts, entryOf } from '../state/account.ts';
import { packageQuote } from '../../strategy/index.ts';
import { brokenCap } from '../caps.ts';
import type { LivePosition } from '../state/account.ts';
import { bookOf, heldToday } from '../state/book.ts';
import type { DecidedOpen } from '../state/records.ts';
import type { Run } from './context.ts';
import { CLOCK_TOLERANCE_MS, minutesToClose, toMode } from './context.ts';
import { unresolvedOrders } from './sync.ts';

/** Open result of a position if it were closed at the far side of the market now, cents; NaN when it is not quoted. */
const openResult = (run: Run, position: LivePosition): number => {
  const day = run.today.day();
  const quote = day.rows === 0 ? undefined : packageQuote(day, position.decided.spread, day.rows - 1);
  const entry = entryOf(position);
  if (quote === undefined || entry === undefined) return NaN;
  const held = heldContracts(position);
  const fees = (entry.fees * held) / Math.max(1, openedContracts(position));
  return moneyAt(held, entry.price) - moneyAt(held, quote.mid + quote.halfWidth) - fees;
};

/** Realised and open result of the session, cents. An unquoted position counts nothing: cannot tell. */
export const dayResult = (run: Run): number => {
  let result = run.state.realised;
  for (const position of heldToday(run.state)) {
    const open = openResult(run, position);
    if (!Number.isNaN(open)) result += open;
  }
  return result;
};

/** Limits that, once crossed, hold for the session: the day's loss, the certificate's end, a clock out of step. */
export const latchLimits = (run: Run): void => {
  const { dailyLoss, expires } = run.settings;
  const { clock } = run.ports;
  if (dailyLoss !== null && dayResult(run) <= -dailyLoss) toMode(run, 'closeOnly', `the day has lost ${(dailyLoss / 100).toFixed(2)} dollars`);
  if (clock.now() >= expires) toMode(run, 'closeOnly', 'the certificate has expired');
  const apart = Math.abs(clock.now() - clock.brokerNow());
  if (apart > CLOCK_TOLERANCE_MS) toMode(run, 'closeOnly', `our clock and the broker's are ${(apart / 1000).toFixed(1)} s apart`);
};

/** Why nothing may be opened now, or undefined. Missing knowledge is a reason. */
export const noEntry = (run: Run): string | undefined => {
  const { switches, clock } = run.ports;
  const { staleMs } = run.settings;
  if (run.state.mode !== 'trading') return run.state.mode;
  const { kill, closeOnly, flatten } = switches.read();
  if (kill) return 'kill';
  if (closeOnly || flatten) return 'closeOnly';
  if (staleMs !== null && !(run.latest !== undefined && clock.now() - run.latest.at <= staleMs)) return 'staleQuotes';
  if (!run.isReconciled) return 'unreconciled';
  if (unresolvedOrders(run).length > 0) return 'unknownOrder';
  return undefined;
};

/** The compiled-in cap an entry would break, or undefined. */
export const capBroken = (run: Run, open: DecidedOpen): string | undefined => {
  const { caps } = run.settings;
  if (caps === null) return undefined;
  const book = bookOf(run.state, run.today.day());
  return brokenCap(caps, {
    spread: open.spread, contracts: open.contracts, maxLoss: open.maxLoss, equity: run.state.equity,
    openPositions: book.open.length + book.working.length, entries: book.entries, posts: run.state.posts, minutesToClose: minutesToClose(run),
  });
};

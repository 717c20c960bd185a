import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { presetStudy } from '../../backtest/index.ts';
import type { ExecutionConfig } from '../../execution/index.ts';
import type { SessionDate } from '../../kernel/index.ts';
import { ConfigError, DataError, mustBe, sessionDate } from '../../kernel/index.ts';
import { closeMinuteOf, newYorkTime } from '../../market/index.ts';
import type { Broker, Holding, JournalRecord, OrderReport, PaperBook, Reading, Tradier } from '../../live/index.ts';
import { paperBroker, tradierBroker, tradierSettings } from '../../live/index.ts';
import { last4 } from './folder.ts';

/** What the broker says of an account now. Cash in cents. */
export interface BrokerView {
  readonly holdings: readonly Holding[];
  readonly orders: readonly OrderReport[];
  readonly cash: number;
  /** Official close of the index on a session, points; undefined where this broker does not know it. */
  readonly closeOf: (session: string) => Promise<number | undefined>;
}

const healthy = <T>(what: string, reading: Reading<T>): T => {
  if (reading.kind === 'healthy') return reading.value;
  throw new DataError('broker-unread', mustBe(`the broker's ${what}`, 'readable', reading.why, 'try again; nothing is concluded from a failed read'));
};

/** The session an operator's record belongs to: today, or the one a replay stands in. Never before what is written already. */
export const sessionNow = (folder: string, records: readonly JournalRecord[]): SessionDate => {
  const last = records.at(-1)?.session ?? '';
  const { date } = newYorkTime(Date.now());
  return sessionDate(basename(folder).startsWith('replay-') && last !== '' ? last : date > last ? date : last);
};

const bookFileOf = (folder: string, session: string): string | undefined =>
  ['replay-book.json', `paper-book-${session}.json`].map((name) => join(folder, name)).find((file) => existsSync(file));

/** The paper broker's own book, read without its market. */
const paperView = (file: string, session: SessionDate): Broker => {
  const book = JSON.parse(readFileSync(file, 'utf8')) as PaperBook;
  const execution: ExecutionConfig = { ...presetStudy('seed-live-0110').execution, fees: { kind: 'none', because: 'nothing is traded' } };
  return paperBroker({
    name: 'paper', account: 'PAPER', date: session, execution, book, seen: [], now: () => 0, save: () => undefined,
    context: { previousClose: NaN, previousVix: NaN, closes: new Float64Array(0), vixCloses: new Float64Array(0), isFomc: false, closeMinute: closeMinuteOf(session) },
    market: () => Promise.resolve({ kind: 'unhealthy', why: 'not asked', isAuth: false, waitMs: 0 }),
  });
};

const tradierOf = (folder: string, session: SessionDate): Tradier => {
  const settings = tradierSettings(process.env);
  if (last4(settings.account) !== last4(folder)) {
    throw new ConfigError('account', mustBe('GAMMA_TRADIER_ACCOUNT', `the account of ${folder}`, `...${last4(settings.account)}`, 'give the key of that account'));
  }
  return tradierBroker(settings, { date: session, now: Date.now, elapsed: () => performance.now(), log: () => undefined });
};

const viewOf = async (broker: Broker, closeOf: BrokerView['closeOf']): Promise<BrokerView> => ({
  orders: healthy('orders', await broker.fills()), holdings: healthy('positions', await broker.holdings()), cash: healthy('balances', await broker.equity()).cash, closeOf,
});

/**
 * Asks an account's broker what it has: the paper book on the disk, or Tradier with the key of the environment.
 *
 * @throws ConfigError without a key, or with another account's; DataError when the broker cannot be read
 */
export const askBroker = (folder: string, session: SessionDate): Promise<BrokerView> => {
  const book = bookFileOf(folder, session);
  if (book !== undefined) return viewOf(paperView(book, session), () => Promise.resolve(undefined));
  if (basename(folder).startsWith('replay-')) throw new DataError('no-book', mustBe(folder, 'with the replay broker\'s book', 'none', 'replay a session first'));
  const tradier = tradierOf(folder, session);
  return viewOf(tradier.broker, async (day) => healthy('closes', await tradier.closes('SPX', day, day)).find(({ date }) => date === day)?.close);
};

import { readFileSync, existsSync } from 'node:fs';
import type { ExecutionConfig } from '../../execution/index.ts';
import type { SessionDate } from '../../kernel/index.ts';
import { newYorkTime } from '../../market/index.ts';
import type { Broker, Order, PaperBook } from '../../live/index.ts';
import { emptyPaperBook, paperBroker, preparedDay, replayMarket, snapshotOf } from '../../live/index.ts';
import type { Dataset } from '../../store/index.ts';
import { openDataset, writeFileAtomic } from '../../store/index.ts';

/** Opens one stored day on the other side. */
export interface OpenDay {
  readonly kind: 'open';
  readonly root: string;
  readonly dataset: string;
  readonly date: SessionDate;
  readonly account: string;
  readonly execution: ExecutionConfig;
  /** Cents, for a new book. */
  readonly cash: number;
  /** File the broker's book is kept in; null keeps it in memory. */
  readonly bookFile: string | null;
}

/** One call of the broker port. */
export interface CallBroker {
  readonly kind: 'call';
  readonly method: 'chain' | 'submit' | 'cancel' | 'fills' | 'holdings' | 'equity';
  readonly argument: unknown;
}

/** What the runner's process sends: the question and what time it is there. */
export type FeedQuestion = (OpenDay | CallBroker) & { readonly id: number; readonly now: number };

/** What comes back. `cash` is the broker's, after the call. */
export type FeedAnswer = { readonly id: number } & ({ readonly value: unknown; readonly cash: number } | { readonly error: string });

let now = 0;
let dataset: Dataset | undefined;
let opened: { readonly broker: Broker; readonly book: PaperBook } | undefined;

const openDay = async (ask: OpenDay): Promise<void> => {
  if (dataset?.name !== ask.dataset) dataset = await openDataset(ask.root, ask.dataset);
  const day = preparedDay(dataset.day(ask.date), ask.execution);
  const kept = ask.bookFile !== null && existsSync(ask.bookFile) ? (JSON.parse(readFileSync(ask.bookFile, 'utf8')) as PaperBook) : undefined;
  const book = kept ?? emptyPaperBook(ask.cash);
  const { bookFile } = ask;
  const time = newYorkTime(now);
  const past = [...day.minutes].filter((minute) => time.date === ask.date && minute <= time.minute).length;
  const seen = Array.from({ length: past }, (_, t) => snapshotOf(day, t));
  const broker = paperBroker({
    name: 'replay', account: ask.account, date: ask.date, context: day.context, execution: ask.execution, market: replayMarket(day, () => now),
    now: () => now, book, seen, save: (value) => (bookFile === null ? undefined : writeFileAtomic(bookFile, JSON.stringify(value))),
  });
  opened = { broker, book };
};

const answer = async (ask: FeedQuestion): Promise<unknown> => {
  if (ask.kind === 'open') return openDay(ask);
  if (opened === undefined) throw new Error('no day is open');
  const { broker } = opened;
  if (ask.method === 'submit') return broker.submit(ask.argument as Order);
  if (ask.method === 'cancel') return broker.cancel(ask.argument as string);
  return broker[ask.method]();
};

const reply = (message: FeedAnswer): void => void process.send?.(message);

process.on('message', (ask: FeedQuestion) => {
  now = ask.now;
  answer(ask).then(
    (value) => reply({ id: ask.id, value, cash: opened?.book.cash ?? 0 }),
    (error: unknown) => reply({ id: ask.id, error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
// A Ctrl-C of the terminal reaches both processes; the runner's decides when to stop.
process.on('SIGINT', () => undefined);

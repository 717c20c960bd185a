import { studyHashOf } from '../../src/store/index.ts';
import type { Study } from '../../src/backtest/index.ts';
import type { ChainDay } from '../../src/market/index.ts';
import { epochMs } from '../../src/market/index.ts';
import type { AccountState, Broker, JournalDisk, JournalRecord, PaperBook, Recorder, Run, RunnerPorts, RunnerSettings } from '../../src/live/index.ts';
import { emptyPaperBook, memoryJournal, paperBroker, preparedDay, replayClock, replayMarket, runSession } from '../../src/live/index.ts';

/** Ports of a runner that remember nothing but the journal. */
export const quietPorts = (broker: Broker, clock: RunnerPorts['clock'], disk: JournalDisk, recorder?: Recorder): RunnerPorts => ({
  broker, clock, disk,
  recorder: recorder ?? { rows: () => [], row: () => undefined, done: () => Promise.resolve() },
  snapshots: { write: () => undefined, read: () => undefined },
  switches: { read: () => ({ kill: false, closeOnly: false, flatten: false }) },
  alerts: { send: () => undefined },
  reached: () => undefined,
  log: () => undefined,
});

export const ACCOUNT = 'REPLAY0001';

/** Settings of a replayed session: no caps, no guard a backtest has not. */
export const replaySettings = (study: Study, day: ChainDay): RunnerSettings => ({
  date: day.date, context: day.context, plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution,
  planHash: studyHashOf(study), certificate: null, expires: Infinity, code: { sha256: 'test', commit: null, node: process.version },
  acct: 'replay:0001', account4: '0001', account: ACCOUNT, isReal: false, isObserving: false, isFlattening: false, caps: null, dailyLoss: null, staleMs: null,
  pollMs: 60_000, tellMs: Infinity, settleWithin: 30,
});

/** The broker of one stored day. */
export const replayBroker = (study: Study, day: ChainDay, now: () => number, book: PaperBook): Broker => {
  const prepared = preparedDay(day, study.execution);
  return paperBroker({
    name: 'replay', account: ACCOUNT, date: day.date, context: day.context, execution: study.execution, market: replayMarket(prepared, now), now, book,
    seen: [], save: () => undefined,
  });
};

/** Runs stored days through the runner, one after the other on one journal. @param records takes what was journalled @returns the account at the end */
export const replayDays = async (study: Study, days: Iterable<ChainDay>, records: JournalRecord[] = []): Promise<AccountState> => {
  const disk = memoryJournal();
  let cash = Math.round(study.risk.account.startingEquity * 100);
  let last: Run | undefined;
  for (const day of days) {
    const clock = replayClock(epochMs(day.date, 565), Infinity);
    const book = emptyPaperBook(cash);
    const broker = replayBroker(study, day, clock.now, book);
    const end = await runSession(replaySettings(study, day), quietPorts(broker, clock, disk), new AbortController().signal, (run) => (last = run));
    if (end.kind !== 'closed' || !end.isReconciled) throw new Error(`${day.date} did not close in agreement: ${last?.state.modeWhy ?? ''} ${JSON.stringify(last?.mismatch)}`);
    cash = book.cash;
  }
  if (last === undefined) throw new Error('no days');
  records.push(...last.journal.records);
  return last.state;
};

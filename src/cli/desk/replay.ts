import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Study } from '../../backtest/index.ts';
import type { SessionDate } from '../../kernel/index.ts';
import { ConfigError, mustBe, sessionDate } from '../../kernel/index.ts';
import { closeMinuteOf, epochMs, newYorkTime } from '../../market/index.ts';
import type { AccountState, Clock, JournalRecord, Run, SessionEnd } from '../../live/index.ts';
import { accountOf, balanceText, fileRecorder, hardCaps, recordedRows, redactor, replayClock, runSession, takeLock } from '../../live/index.ts';
import { checkFits, openDataset, planHashOf } from '../../store/index.ts';
import type { Io } from '../io.ts';
import { interruptible } from '../interrupt.ts';
import { portsOn, settingsOf } from './assemble.ts';
import { accountFolder, checkOrder, fileSnapshots, recordsIn } from './folder.ts';
import { startFeed } from './remote-broker.ts';
import { quietAlerts } from './alerts.ts';

/** A stored day to be traded on paper. */
export interface ReplayAsk {
  readonly root: string;
  readonly dataset: string;
  readonly date: string;
  /** How many times faster than life; Infinity does not wait. */
  readonly speed: number;
  readonly state: string;
  readonly account: string;
  /** Dollars, or null for no limit of the runner's own. */
  readonly dailyLoss: number | null;
  readonly isObserving: boolean;
  /** Whether the compiled-in caps hold: off only where a backtest is matched. */
  readonly isCapped: boolean;
}

/** `max`, or a number of times life's own speed. @throws ConfigError otherwise */
export const parseSpeed = (text: string): number => {
  if (text === 'max') return Infinity;
  const speed = Number(text.replace(/x$/, ''));
  if (!(speed > 0)) throw new ConfigError('speed', mustBe('--speed', 'max or a number of times life', text, 'write max, 60 or 1'));
  return speed;
};

/** Where a replay's clock starts: before the open, or where a stopped one was, by its journal and the rows it kept. */
const startOf = (records: readonly JournalRecord[], folder: string, date: SessionDate): number => {
  const last = records.filter(({ session, at }) => session === date && newYorkTime(at).date === date).at(-1);
  return Math.max(epochMs(date, 565), last?.at ?? 0, recordedRows(folder, date).at(-1)?.at ?? 0);
};

/** @throws ConfigError when the session began under another plan */
const checkPlan = (records: readonly JournalRecord[], date: string, study: Study): void => {
  const opened = records.find((record) => record.session === date && record.kind === 'sessionOpened');
  if (opened?.kind === 'sessionOpened' && opened.planHash !== planHashOf(study)) {
    throw new ConfigError('plan-changed', mustBe('--plan', `the plan ${date} began with (${opened.planHash.slice(0, 12)})`, planHashOf(study).slice(0, 12), 'a plan changes between sessions only; use another --account'));
  }
};

const progressClock = (clock: Clock, date: string, tell: (minute: number) => void): Clock => ({
  ...clock,
  sleep: async (ms, signal) => {
    await clock.sleep(ms, signal);
    tell(Math.round((clock.now() - epochMs(date, 565)) / 60_000));
  },
});

/** What a replay came to. */
export interface Replayed {
  readonly folder: string;
  readonly end: SessionEnd;
  readonly state: AccountState;
  readonly records: readonly JournalRecord[];
  /** Whether the session had been closed before and was only read. */
  readonly wasDone: boolean;
}

/** Trades a stored day on paper, through the runner; continues one that was stopped. */
export const replaySession = async (io: Io, study: Study, ask: ReplayAsk): Promise<Replayed> => {
  const date = sessionDate(ask.date);
  const dataset = await openDataset(ask.root, ask.dataset);
  checkFits(study, dataset);
  const { context } = dataset.day(date);
  const folder = accountFolder(ask.state, 'replay', ask.account);
  const lock = await takeLock(folder);
  try {
    const before = recordsIn(folder);
    checkOrder(before, date, folder);
    checkPlan(before, date, study);
    const known = accountOf(before, study.risk);
    if (known.session === date && known.isClosed) {
      fileSnapshots(folder, io.log).write('account_balance.json', balanceText(known, new Date(before.at(-1)?.at ?? 0).toISOString()));
      return { folder, end: { kind: 'closed', isReconciled: true }, state: known, records: before, wasDone: true };
    }
    const inner = replayClock(startOf(before, folder, date), ask.speed);
    const progress = io.progress(`replay ${date}`, closeMinuteOf(date) - 565);
    const clock = progressClock(inner, date, (minute) => progress.update(minute));
    const feed = startFeed(clock.now);
    let last: Run | undefined;
    try {
      const bookFile = join(folder, 'replay-book.json');
      if (known.session !== date) rmSync(bookFile, { force: true });
      const cash = Number.isNaN(known.cash) ? known.equity : known.cash;
      await feed.open({ kind: 'open', root: ask.root, dataset: ask.dataset, date, account: ask.account, execution: study.execution, cash, bookFile });
      const settings = settingsOf(study, { date, context }, {
        mode: 'replay', account: ask.account, isReal: false, isObserving: ask.isObserving, caps: ask.isCapped ? hardCaps : null,
        dailyLoss: ask.dailyLoss === null ? null : Math.round(ask.dailyLoss * 100), staleMs: null, pollMs: 60_000,
        tellMs: Math.max(60_000, 1000 * ask.speed), certificate: null,
      });
      const ports = portsOn(folder, date, {
        broker: feed.broker, clock, alerts: quietAlerts, redact: redactor([], [ask.account]), show: () => undefined,
        recorder: fileRecorder(folder, () => Promise.resolve(), (why) => io.log(`recorder: ${why}`)),
      });
      const end = await interruptible((signal) => runSession(settings, ports, signal, (run) => (last = run)));
      return { folder, end, state: last?.state ?? known, records: last?.journal.records ?? before, wasDone: false };
    } finally {
      progress.end();
      feed.close();
    }
  } finally {
    lock.release();
  }
};

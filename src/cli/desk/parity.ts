import type { Study, Trade } from '../../backtest/index.ts';
import { runStudy } from '../../backtest/index.ts';
import { InvariantError } from '../../kernel/index.ts';
import type { SessionDate } from '../../kernel/index.ts';
import { epochMs } from '../../market/index.ts';
import type { AccountState, Run, RunnerPorts } from '../../live/index.ts';
import { memoryJournal, replayClock, runSession } from '../../live/index.ts';
import type { Dataset } from '../../store/index.ts';
import { strikesText } from '../../strategy/index.ts';
import type { Io } from '../io.ts';
import { settingsOf } from './assemble.ts';
import { quietAlerts } from './alerts.ts';
import { toldTrade } from './day-lines.ts';
import { startFeed } from './remote-broker.ts';

/** A trade that one side has and the other has not, or has otherwise. */
export interface ParityDifference {
  readonly date: string;
  readonly backtest: string;
  readonly runner: string;
}

export interface Parity {
  readonly sessions: number;
  readonly trades: number;
  readonly orders: number;
  readonly differences: readonly ParityDifference[];
  /** Cents at the end. */
  readonly equity: { readonly backtest: number; readonly runner: number };
}

const ACCOUNT = 'PARITY0001';

/** A trade as one line: what must be the same on both sides. */
type Line = { readonly date: string; readonly text: string };

const ofBacktest = (trade: Trade): Line => ({
  date: trade.date,
  text: `${trade.slot} ${strikesText(trade.spread)} x${trade.contracts} at ${trade.credit} in ${trade.entryMinute} ${trade.reason} ${trade.pnl} -> ${trade.equityAfter}`,
});

const ofRunner = (state: AccountState): Line[] =>
  state.concluded.map(toldTrade).map((t) => ({
    date: t.date, text: `${t.slot} ${t.strikes} x${t.contracts} at ${t.credit} in ${t.entryMinute} ${t.reason} ${t.pnl} -> ${t.equityAfter}`,
  }));

const silent = (broker: RunnerPorts['broker'], clock: RunnerPorts['clock'], disk: RunnerPorts['disk']): RunnerPorts => ({
  broker, clock, disk, alerts: quietAlerts, reached: () => undefined, log: () => undefined,
  recorder: { rows: () => [], row: () => undefined, done: () => Promise.resolve() },
  snapshots: { write: () => undefined, read: () => undefined },
  switches: { read: () => ({ kill: false, closeOnly: false, flatten: false }) },
});

/** The sessions through the runner, on one journal, the market and the broker in another process. */
const replayAll = async (study: Study, dataset: Dataset, root: string, dates: readonly SessionDate[], onDay: (done: number) => void): Promise<AccountState> => {
  const disk = memoryJournal();
  let clock = replayClock(0, Infinity);
  const feed = startFeed(() => clock.now());
  let last: Run | undefined;
  try {
    let cash = Math.round(study.risk.account.startingEquity * 100);
    for (const [i, date] of dates.entries()) {
      clock = replayClock(epochMs(date, 565), Infinity);
      await feed.open({ kind: 'open', root, dataset: dataset.name, date, account: ACCOUNT, execution: study.execution, cash, bookFile: null });
      const settings = settingsOf(study, { date, context: dataset.day(date).context }, {
        mode: 'replay', account: ACCOUNT, isReal: false, isObserving: false, caps: null, dailyLoss: null, staleMs: null, pollMs: 60_000, tellMs: Infinity, certificate: null,
      });
      const end = await runSession(settings, silent(feed.broker, clock, disk), new AbortController().signal, (run) => (last = run));
      if (end.kind !== 'closed' || !end.isReconciled) throw new InvariantError(`${date} did not close in agreement with its broker`);
      cash = feed.cash();
      onDay(i + 1);
    }
  } finally {
    feed.close();
  }
  if (last === undefined) throw new InvariantError('no sessions to compare');
  return last.state;
};

const compare = (backtest: readonly Line[], runner: readonly Line[]): ParityDifference[] => {
  const found: ParityDifference[] = [];
  for (let i = 0; i < Math.max(backtest.length, runner.length); i++) {
    const [a, b] = [backtest.at(i), runner.at(i)];
    if (a?.text !== b?.text || a?.date !== b?.date) found.push({ date: a?.date ?? b?.date ?? '', backtest: a?.text ?? 'nothing', runner: b?.text ?? 'nothing' });
  }
  return found;
};

/**
 * Runs sessions as a backtest and again through the runner, and compares every trade: slot, strikes, size, credit, minute,
 * reason, result and equity.
 *
 * Sessions without an official settlement are left out on both sides.
 */
export const compareWithRunner = async (io: Io, study: Study, dataset: Dataset, root: string, dates: readonly SessionDate[]): Promise<Parity> => {
  const settled = dates.filter((date) => dataset.day(date).settlement !== undefined);
  const plan = { strategy: study.strategy, risk: study.risk };
  const days = function* () {
    for (const date of settled) yield dataset.day(date);
  };
  const backtest = runStudy(days(), { plan, execution: study.execution });
  const progress = io.progress('parity', settled.length);
  const state = await replayAll(study, dataset, root, settled, progress.update);
  progress.end();
  const ours = ofRunner(state);
  return {
    sessions: settled.length, trades: ours.length, orders: state.orders.size,
    differences: compare(backtest.trades.filter((trade) => !trade.isShadow).map(ofBacktest), ours),
    equity: { backtest: backtest.equity.at(-1)?.equity ?? NaN, runner: state.equity },
  };
};

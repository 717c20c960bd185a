import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Study } from '../../backtest/index.ts';
import type { SessionDate } from '../../kernel/index.ts';
import { RefusedError, mustBe } from '../../kernel/index.ts';
import type { DayContext } from '../../market/index.ts';
import type { AccountState, Broker, PaperBook, Run, RunnerPorts, RunnerSettings, SessionEnd, Tradier, TradierSettings } from '../../live/index.ts';
import { accountOf, emptyPaperBook, fileRecorder, paperBroker, realSettings, recordedRows, runSession, systemClock, takeLock, tradierBroker, hardCaps } from '../../live/index.ts';
import { writeFileAtomic } from '../../store/index.ts';
import type { PromotedPlan } from '../../strategy/index.ts';
import type { Io } from '../io.ts';
import { interruptible } from '../interrupt.ts';
import { webhookAlerts } from './alerts.ts';
import { portsOn, settingsOf } from './assemble.ts';
import { fileDay } from './file-day.ts';
import { accountFolder, checkOrder, last4, recordsIn } from './folder.ts';
import { checkCalendar, contextToday, sessionToday } from './market-day.ts';
import { pingingSnapshots } from './ping.ts';

/** A session of today. */
export interface TodayAsk {
  /** `paper`: filled by the study's fill model on live quotes. `tradier`: the broker's own orders. */
  readonly broker: 'paper' | 'tradier';
  readonly study: Study;
  /** Present for real money. */
  readonly promoted: PromotedPlan | undefined;
  readonly tradier: TradierSettings;
  readonly state: string;
  /** Paper account; the broker's own otherwise. */
  readonly account: string;
  /** Dollars. */
  readonly dailyLoss: number;
  readonly isObserving: boolean;
  /** Only closes what is held. */
  readonly isFlattening?: boolean;
  readonly root: string;
  /** Dataset the recorded day is filed in; undefined files none. */
  readonly file: string | undefined;
}

export interface TodayDone {
  readonly folder: string;
  readonly end: SessionEnd;
  readonly state: AccountState;
}

const STALE_MS = 180_000;
const POLL_MS = 10_000;

/** Parts of a session that depend on who fills. */
const brokerOf = (ask: TodayAsk, tradier: Tradier, folder: string, date: SessionDate, context: DayContext): Broker => {
  if (ask.broker === 'tradier') return tradier.broker;
  const file = join(folder, `paper-book-${date}.json`);
  const known = accountOf(recordsIn(folder), ask.study.risk);
  const cash = Number.isNaN(known.cash) ? known.equity : known.cash;
  const book = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PaperBook) : emptyPaperBook(cash);
  return paperBroker({
    name: 'paper', account: ask.account, date, context, execution: ask.study.execution, market: tradier.broker.chain, now: Date.now, book,
    seen: recordedRows(folder, date), save: (value) => writeFileAtomic(file, JSON.stringify(value)),
  });
};

const settingsFor = (ask: TodayAsk, date: SessionDate, context: DayContext): RunnerSettings => {
  const kind = {
    mode: ask.promoted === undefined ? 'paper' as const : 'live' as const, account: ask.account, isReal: ask.isFlattening === true && ask.tradier.isReal,
    isObserving: ask.isObserving, isFlattening: ask.isFlattening === true, caps: hardCaps,
    dailyLoss: Math.round(ask.dailyLoss * 100), staleMs: STALE_MS, pollMs: POLL_MS, tellMs: 60_000, certificate: null,
  };
  const settings = settingsOf(ask.study, { date, context }, kind);
  return ask.promoted === undefined ? settings : realSettings(ask.promoted, settings);
};

/** @throws RefusedError when the certificate has had its trades */
const checkSpent = (ask: TodayAsk, known: AccountState): void => {
  const body = ask.promoted?.certificate.body;
  if (body === undefined) return;
  const spent = known.concluded.filter(({ at }) => at >= body.issued).length;
  if (spent >= body.maxTrades) throw new RefusedError('certificate-spent', mustBe('certificate', `good for ${body.maxTrades} trades`, `${spent} made under it`, 'validate with the new data and promote again'), 6);
};

/** What a person watching sees of the log: decisions, orders, alerts; one line each. */
const shower = (io: Io) => (name: string, values: Readonly<Record<string, unknown>>): void => {
  if (['unhealthy', 'mismatch'].includes(name)) return;
  const told = Object.entries(values).filter(([, value]) => value !== undefined && typeof value !== 'object').map(([key, value]) => `${key} ${String(value)}`);
  io.log(`${new Date().toISOString().slice(11, 19)} ${name} ${told.join(', ')}`);
};

/** Trades today's session from wherever it stands to its end. */
export const tradeToday = async (io: Io, ask: TodayAsk): Promise<TodayDone> => {
  const date = sessionToday(Date.now());
  const isLive = ask.promoted !== undefined || (ask.isFlattening === true && ask.tradier.isReal);
  const folder = accountFolder(ask.state, isLive ? 'live' : 'paper', ask.account);
  const lock = await takeLock(folder);
  try {
    const before = recordsIn(folder);
    checkOrder(before, date, folder);
    const known = accountOf(before, ask.study.risk);
    checkSpent(ask, known);
    const tradier = tradierBroker(ask.tradier, { date, now: Date.now, elapsed: () => performance.now(), log: io.log });
    await checkCalendar(tradier, date);
    const context = await contextToday(tradier, date, io.log);
    const settings = settingsFor(ask, date, context);
    let last: Run | undefined;
    const trouble = (why: string): void => io.log(tradier.redact(`trouble: ${why}`));
    const isSandbox = ask.tradier.isSandbox;
    const file = ask.file;
    const recorder = fileRecorder(
      folder,
      async (day, rows) => {
        if (file === undefined) return;
        await fileDay(day, rows, {
          root: ask.root, name: file, grade: 'recorded', context, settlement: last?.latest?.settlement,
          source: `recorded by the runner from Tradier ${isSandbox ? 'sandbox quotes, delayed' : 'production quotes'}`,
        });
      },
      trouble,
    );
    const base: RunnerPorts = portsOn(folder, date, {
      broker: brokerOf(ask, tradier, folder, date, context), clock: systemClock(tradier.brokerNow), recorder,
      alerts: webhookAlerts(process.env.GAMMA_ALERT_URL, `${settings.acct}`, trouble), redact: tradier.redact, show: shower(io),
    });
    const everyMs = Number(process.env.GAMMA_HEALTH_SECONDS ?? '300') * 1000;
    const ports: RunnerPorts = { ...base, snapshots: pingingSnapshots(base.snapshots, { url: process.env.GAMMA_HEALTH_URL, everyMs, onFailure: trouble }) };
    base.log('starting', { acct: settings.acct, account4: last4(ask.account), plan: settings.planHash.slice(0, 12), certificate: settings.certificate?.slice(0, 12) ?? 'none' });
    const end = await interruptible((signal) => runSession(settings, ports, signal, (run) => (last = run)));
    return { folder, end, state: last?.state ?? known };
  } finally {
    lock.release();
  }
};

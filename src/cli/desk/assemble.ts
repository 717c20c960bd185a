import type { Study } from '../../backtest/index.ts';
import type { SessionDate } from '../../kernel/index.ts';
import type { DayContext } from '../../market/index.ts';
import type { Alerts, Broker, Clock, HardCaps, Recorder, Redact, RunnerPorts, RunnerSettings } from '../../live/index.ts';
import { fileJournal, fileSwitches } from '../../live/index.ts';
import { codeIdentity, planHashOf } from '../../store/index.ts';
import { fileSnapshots, last4 } from './folder.ts';
import { openLog } from './log.ts';

/** What differs between paper, replay and live. */
export interface SessionKind {
  readonly mode: 'paper' | 'replay' | 'live';
  readonly account: string;
  readonly isReal: boolean;
  readonly isObserving: boolean;
  readonly isFlattening?: boolean;
  readonly caps: HardCaps | null;
  readonly dailyLoss: number | null;
  readonly staleMs: number | null;
  readonly pollMs: number;
  readonly tellMs: number;
  readonly certificate: { readonly hash: string; readonly expires: number } | null;
}

/** The settings of one session of a study. */
export const settingsOf = (study: Study, day: { readonly date: SessionDate; readonly context: DayContext }, kind: SessionKind): RunnerSettings => {
  const { version: _version, ...code } = codeIdentity();
  return {
    date: day.date, context: day.context, plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution,
    planHash: planHashOf(study), certificate: kind.certificate?.hash ?? null, expires: kind.certificate?.expires ?? Infinity, code,
    acct: `${kind.mode}:${last4(kind.account)}`, account4: last4(kind.account), account: kind.account, isReal: kind.isReal,
    isObserving: kind.isObserving, isFlattening: kind.isFlattening === true, caps: kind.caps, dailyLoss: kind.dailyLoss, staleMs: kind.staleMs, pollMs: kind.pollMs, tellMs: kind.tellMs, settleWithin: 45,
  };
};

/** What a session needs beside its folder. */
export interface PortParts {
  readonly broker: Broker;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly alerts: Alerts;
  readonly redact: Redact;
  readonly show: (name: string, values: Readonly<Record<string, unknown>>) => void;
}

/** Ports on a state folder. */
export const portsOn = (folder: string, date: string, parts: PortParts): RunnerPorts => {
  const log = openLog(folder, date, parts.redact, parts.show);
  return {
    broker: parts.broker, clock: parts.clock, recorder: parts.recorder, alerts: parts.alerts, disk: fileJournal(folder), switches: fileSwitches(folder),
    snapshots: fileSnapshots(folder, (why) => log.event('trouble', { why })), reached: () => undefined, log: log.event,
  };
};

import type { ExecutionConfig } from '../../execution/index.ts';
import type { SessionDate } from '../../kernel/index.ts';
import type { DayContext } from '../../market/index.ts';
import { newYorkTime } from '../../market/index.ts';
import type { Plan } from '../../strategy/index.ts';
import type { HardCaps } from '../caps.ts';
import type { Alerts, Alert, Broker, ChainSnapshot, Clock, Holding, JournalDisk, ReachedPoint, Recorder, Snapshots, Switches } from '../ports.ts';
import type { AccountState } from '../state/account.ts';
import { apply } from '../state/fold.ts';
import type { Journal } from '../state/journal.ts';
import type { Body, JournalRecord, Mode } from '../state/records.ts';
import { modes } from '../state/records.ts';
import type { Today } from '../state/today.ts';

/** Everything outside the runner. */
export interface RunnerPorts {
  readonly broker: Broker;
  readonly clock: Clock;
  readonly disk: JournalDisk;
  readonly recorder: Recorder;
  readonly snapshots: Snapshots;
  readonly switches: Switches;
  readonly alerts: Alerts;
  readonly reached: ReachedPoint;
  /** One event for the log: a name and plain values. */
  readonly log: (event: string, values: Readonly<Record<string, unknown>>) => void;
}

/** What a session is run with. */
export interface RunnerSettings {
  readonly date: SessionDate;
  readonly context: DayContext;
  readonly plan: Plan;
  /** Fees estimate what the broker has not said; the delay bounds how long an entry may work. */
  readonly execution: ExecutionConfig;
  readonly planHash: string;
  readonly certificate: string | null;
  /** Epoch ms at which the certificate lapses; Infinity without one. */
  readonly expires: number;
  readonly code: { readonly sha256: string; readonly commit: string | null; readonly node: string };
  /** As in every record: `paper:ab12`. */
  readonly acct: string;
  /** Last four of the account, for tags. */
  readonly account4: string;
  /** The whole account number the broker must state. */
  readonly account: string;
  readonly isReal: boolean;
  /** Decides and writes down, sends nothing. */
  readonly isObserving: boolean;
  /** Runs only to close everything: no plan is followed and none is needed. */
  readonly isFlattening: boolean;
  /** Null only where a backtest is to be matched: no money, no account. */
  readonly caps: HardCaps | null;
  /** Cents of realised and open loss, fees included, at which entries stop for the day; null for none. */
  readonly dailyLoss: number | null;
  /** Oldest quotes an entry is decided on, ms; null where rows are replayed. */
  readonly staleMs: number | null;
  readonly pollMs: number;
  /** How often the files for people are written when nothing happened, ms. */
  readonly tellMs: number;
  /** Minutes after the close to wait for the official settlement. */
  readonly settleWithin: number;
}

/** One session under way. What is not in the journal or today's rows is only bookkeeping of asking again. */
export interface Run {
  readonly settings: RunnerSettings;
  readonly ports: RunnerPorts;
  readonly journal: Journal;
  readonly state: AccountState;
  readonly today: Today;
  /** Last look at the chain, whether or not it was a new row. */
  latest: ChainSnapshot | undefined;
  /** Whether the last comparison with the broker came out equal, and when, in elapsed ms. */
  isReconciled: boolean;
  /** Whether the last comparison could be made and came out equal: else the next comes soon. */
  hasAgreed: boolean;
  reconciledAt: number;
  /** What differed, how often in a row, and since when. */
  mismatch: { readonly what: string; readonly count: number; readonly since: number } | undefined;
  /** Reads of the order list that lacked an unknown order. */
  readonly absences: Map<string, { count: number; first: number; last: number }>;
  /** Orders promised today, of no known end, that the last healthy list of orders lacked. */
  unlisted: ReadonlySet<string>;
  /** Elapsed ms before which an exit is not tried again, by position. */
  readonly exitAfter: Map<number, number>;
  /** Elapsed ms at which orders were last read in good health. */
  readAt: number;
  /** Elapsed ms since when the broker has not answered; undefined while it does. */
  silentSince: number | undefined;
  /** Foreign orders already told of. */
  readonly foreign: Set<string>;
  readonly postTimes: number[];
  /** Elapsed ms at which an order was sent, by tag; one sent by an earlier process is not here. */
  readonly sentAt: Map<string, number>;
  /** Elapsed ms since when an order's legs are reported apart, by tag. */
  readonly uneven: Map<string, number>;
  /** What the broker last said it holds; undefined before it did. */
  holdings: readonly Holding[] | undefined;
  /** Positions whose broken legs are being mended: no other exit works on them. */
  readonly mending: Set<number>;
}

const isFull = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOSPC';

/**
 * Writes a record and takes it into the account.
 *
 * On a full disk the reserve is freed and the record tried once more; entries end for the session.
 */
export const write = (run: Run, body: Body): JournalRecord => {
  const put = (what: Body): JournalRecord => {
    const record = run.journal.append(what);
    apply(run.state, record);
    return record;
  };
  try {
    return put(body);
  } catch (error) {
    if (!isFull(error)) throw error;
    if (!run.ports.disk.freeReserve()) return unwritten(run, body, error);
  }
  try {
    const record = put(body);
    put({ kind: 'mode', mode: 'closeOnly', why: 'the journal disk is full' });
    tell(run, { kind: 'closeOnly', text: 'the journal disk is full; only exits from now on' });
    return record;
  } catch (error) {
    if (!isFull(error)) throw error;
    return unwritten(run, body, error);
  }
};

/**
 * Takes a record into the account that no disk has room for: only while flattening, whose orders are worth more than their record.
 * Their tags can be computed again, so the next start finds them at the broker and takes them in.
 */
const unwritten = (run: Run, body: Body, error: unknown): JournalRecord => {
  const { settings, ports, journal, state } = run;
  const isFlattening = settings.isFlattening || state.mode === 'flattening' || ports.switches.read().flatten;
  if (!isFlattening) throw error;
  const record: JournalRecord = { v: 1, seq: journal.records.length + 1, at: ports.clock.now(), session: settings.date, acct: settings.acct, ...body };
  ports.log('unwritten', { ...body });
  apply(state, record);
  return record;
};

/** Tells somebody, and writes that down in the log. */
export const tell = (run: Run, alert: Alert): void => {
  run.ports.log('alert', { ...alert });
  run.ports.alerts.send(alert);
};

/**
 * Moves toward safety, never back; says so once.
 *
 * @param until the operator's word that ends it within the session; another doubt takes its place, for which there is none
 */
export const toMode = (run: Run, mode: Exclude<Mode, 'observe' | 'trading'>, why: string, until?: 'cashExplained'): void => {
  const { state } = run;
  const isWorse = modes.indexOf(mode) > modes.indexOf(state.mode);
  const isFirmer = mode === state.mode && state.isCashDoubt && until === undefined;
  if (!isWorse && !isFirmer) return;
  write(run, { kind: 'mode', mode, why, ...(until === undefined ? {} : { until }) });
  run.ports.log('mode', { mode, why });
  tell(run, { kind: mode === 'halted' ? 'halted' : 'closeOnly', text: `${mode}: ${why}` });
};

/** Our clock and the broker's may be this far apart, ms; further, and the broker's is believed. */
export const CLOCK_TOLERANCE_MS = 2000;

/** What time it is, epoch ms: ours, or the broker's where they disagree. The session is the broker's, not ours. */
const timeNow = ({ now, brokerNow }: Clock): number => (Math.abs(now() - brokerNow()) > CLOCK_TOLERANCE_MS ? brokerNow() : now());

/** Minute after midnight, New York, now: 1440 once the session's date has passed, -1 before it. */
export const minuteNow = (run: Run): number => {
  const { date, minute } = newYorkTime(timeNow(run.ports.clock));
  return date < run.settings.date ? -1 : date > run.settings.date ? 1440 : minute;
};

export const minutesToClose = (run: Run): number => run.settings.context.closeMinute - minuteNow(run);

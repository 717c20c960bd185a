import { DataError, mustBe, RefusedError } from '../../kernel/index.ts';
import { exitLevels, packageQuote } from '../../strategy/index.ts';
import { accountOf } from '../state/fold.ts';
import { balanceText } from '../state/balance.ts';
import { heldToday, openedOf, unsettledOf } from '../state/book.ts';
import { openJournal } from '../state/journal.ts';
import { CUT } from '../state/records.ts';
import { openToday } from '../state/today.ts';
import { finishSession } from './after-close.ts';
import type { Run, RunnerPorts, RunnerSettings } from './context.ts';
import { minuteNow, toMode, write } from './context.ts';
import { decideFlatten, decideRow } from './decide-row.ts';
import { expireEntries, sendEntries } from './entries.ts';
import { workExits } from './exits.ts';
import { dayResult, latchLimits } from './guards.ts';
import { mendLegs } from './legs.ts';
import { mustBeSafe } from './real.ts';
import { morningCash, reconcile } from './reconcile.ts';
import { keepPromises } from './send.ts';
import { openOrders, syncOrders, unresolvedOrders } from './sync.ts';

/** Milliseconds between comparisons with the broker. */
const RECONCILE_MS = 60_000;
/** The same while they do not agree, or could not be compared. */
const RECHECK_MS = 10_000;
/** How often orders are asked for while any is at work, and while one is unknown. */
const WORKING_MS = 5000;
const UNKNOWN_MS = 2000;
/** How long an unknown order is asked for that often. */
const HURRY_MS = 20_000;

/** How a session ended for the process. */
export type SessionEnd =
  /** Closed: everything accounted for, or said to be not. */
  | { readonly kind: 'closed'; readonly isReconciled: boolean }
  /** Asked to stop; positions are as they were. */
  | { readonly kind: 'stopped' };

const openRun = (settings: RunnerSettings, ports: RunnerPorts): Run => {
  const stamp = { now: ports.clock.now, session: settings.date, acct: settings.acct };
  const journal = openJournal(ports.disk, stamp, ports.reached);
  const state = accountOf(journal.records, settings.plan.risk);
  const today = openToday(settings.date, settings.context);
  for (const snapshot of ports.recorder.rows(settings.date)) today.take(snapshot);
  return {
    settings, ports, journal, state, today, latest: undefined, isReconciled: false, hasAgreed: false, reconciledAt: -Infinity, mismatch: undefined,
    absences: new Map(), unlisted: new Set(), exitAfter: new Map(), readAt: -Infinity, silentSince: undefined, foreign: new Set(), postTimes: [], sentAt: new Map(), uneven: new Map(), holdings: undefined, mending: new Set(),
  };
};

const unsettled = (run: Run): number[] => unsettledOf(run.state, run.settings.date).map(({ id }) => id);

/** Whether an operator cut a damaged journal in this session: what was lost with it is not known. */
const wasCut = ({ journal, settings }: Run): boolean =>
  journal.records.some((record) => record.kind === 'operator' && record.command === CUT && record.session === settings.date);

/** Writes the session's first record, once the broker has said what account this is and what it holds. */
const openSession = async (run: Run, signal: AbortSignal): Promise<void> => {
  const { settings, ports, state } = run;
  for (;;) {
    const facts = await ports.broker.equity();
    if (facts.kind === 'healthy') {
      const { account, isReal, cash } = facts.value;
      if (account !== settings.account || isReal !== settings.isReal) {
        throw new RefusedError('wrong-account', mustBe('the broker', `account ${settings.account4}, ${settings.isReal ? 'real' : 'not real'} money`, `${account.slice(-4)}, ${isReal ? 'real' : 'not real'}`, 'check the token and GAMMA_ACCOUNT'), 6);
      }
      const before = { session: state.session, cash: state.cash };
      write(run, {
        kind: 'sessionOpened', planHash: settings.planHash, certificate: settings.certificate, code: settings.code.sha256,
        commit: settings.code.commit, node: settings.code.node, equity: state.equity, cash, openPositions: unsettled(run), risk: settings.plan.risk, fees: settings.execution.fees,
      });
      morningCash(run, before, cash);
      return;
    }
    if (facts.isAuth) throw new RefusedError('auth', mustBe('the broker', 'willing to answer for the account', facts.why, 'check the token'), 6);
    ports.log('unhealthy', { read: 'equity', why: facts.why });
    await ports.clock.sleep(Math.max(WORKING_MS, facts.waitMs), signal);
    if (signal.aborted) throw new DataError('no-broker', mustBe('the broker', 'answering', facts.why, 'try again'));
  }
};

/** Whether the last row kept was never decided on: the process ended in between. */
const isRowPending = (run: Run): boolean => {
  const day = run.today.day();
  if (day.rows === 0) return false;
  const minute = day.minutes[day.rows - 1];
  return minute < run.settings.context.closeMinute && run.state.decidedTo < minute;
};

/** Finishes the turn a stopped process began, before the market is looked at again. */
const finishTurn = async (run: Run): Promise<void> => {
  write(run, { kind: 'resumed', at: run.ports.clock.now() });
  if (minuteNow(run) >= run.settings.context.closeMinute) return;
  const { isHealthy } = await syncOrders(run);
  if (isHealthy) await keepPromises(run);
  await reconcile(run);
  await trade(run, isRowPending(run));
};

const start = async (run: Run, signal: AbortSignal): Promise<void> => {
  const { state, settings, ports } = run;
  if (state.session !== settings.date) await openSession(run, signal);
  else if (!state.isClosed) await finishTurn(run);
  if (wasCut(run)) toMode(run, 'closeOnly', 'the journal was cut in this session');
  const left = unsettled(run);
  if (left.length > 0) toMode(run, 'closeOnly', `positions ${left.join(', ')} of an earlier session are not settled; see gamma recover`);
  if (settings.isObserving) ports.log('observing', { why: 'nothing will be sent' });
};

/** The operator's files, obeyed within one turn of the loop. */
const obeySwitches = (run: Run): void => {
  const { kill, closeOnly, flatten } = run.ports.switches.read();
  if (flatten || run.settings.isFlattening) toMode(run, 'flattening', 'the operator asked for it');
  else if (kill || closeOnly) toMode(run, 'closeOnly', kill ? 'the KILL file is there' : 'the CLOSE_ONLY file is there');
};

/** Asks the broker for the chain; adds and keeps a new row. @returns whether there is a new row to decide on */
const look = async (run: Run): Promise<boolean> => {
  const { ports, today, settings } = run;
  const reading = await ports.broker.chain();
  if (reading.kind === 'unhealthy') {
    ports.log('unhealthy', { read: 'chain', why: reading.why });
    if (reading.isAuth) toMode(run, 'closeOnly', 'the broker refuses our credentials');
    return false;
  }
  run.latest = reading.value;
  if (!today.take(reading.value)) return false;
  ports.recorder.row(reading.value);
  return reading.value.minute < settings.context.closeMinute;
};

const trade = async (run: Run, isNewRow: boolean): Promise<void> => {
  if (isNewRow) decideRow(run);
  if (run.state.mode === 'flattening') decideFlatten(run, 'operator');
  const isMended = await mendLegs(run);
  const isExit = (await workExits(run)) || isMended;
  const isEntry = await sendEntries(run);
  if (isExit || isEntry) await syncOrders(run);
  const isFlat = heldToday(run.state).length === 0 && openOrders(run).length === 0;
  if (run.state.mode === 'flattening' && isFlat) toMode(run, 'halted', 'flattened by the operator');
};

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** Positions held as people watch them: debit to close now at the far side, and where target and stop act. Points. */
const watched = (run: Run): object[] => {
  const day = run.today.day();
  if (day.rows === 0) return [];
  const t = day.rows - 1;
  return heldToday(run.state).map((position) => {
    const opened = openedOf(position, day);
    const quote = packageQuote(day, opened.spread, t);
    const { target, stop } = exitLevels(run.settings.plan.strategy.exits, opened, day, t);
    return { id: position.id, debit: known((quote === undefined ? NaN : quote.mid + quote.halfWidth) / 100), target: known(target / 100), stop: known(stop / 100) };
  });
};

/** Writes the files people read; their loss or damage changes nothing. */
const tellFiles = (run: Run): void => {
  const { snapshots, clock, reached } = run.ports;
  const { state } = run;
  reached('snapshot.before');
  snapshots.write('account_balance.json', balanceText(state, new Date(clock.now()).toISOString()));
  reached('snapshot.afterRename');
  const health = {
    at: clock.now(), acct: run.settings.acct, session: state.session, mode: state.mode, why: state.modeWhy, seq: run.journal.records.length,
    lastRow: run.latest?.at ?? null, rows: run.today.day().rows, isReconciled: run.isReconciled, equity: state.equity / 100,
    day: dayResult(run) / 100, open: heldToday(state).length, positions: watched(run), working: openOrders(run).length, posts: state.posts,
    clockApart: Number.isNaN(clock.brokerNow()) ? null : clock.now() - clock.brokerNow(), expires: Number.isFinite(run.settings.expires) ? run.settings.expires : null,
  };
  snapshots.write('health.json', `${JSON.stringify(health)}\n`);
};

/** One turn: obey, look, learn, decide, act, compare. @returns whether the session is closed */
export const turn = async (run: Run): Promise<boolean> => {
  const { clock, broker } = run.ports;
  obeySwitches(run);
  latchLimits(run);
  const isOver = minuteNow(run) >= run.settings.context.closeMinute;
  if (!isOver) await expireEntries(run, false);
  const isNewRow = await look(run);
  const isBusy = openOrders(run).length > 0;
  if (isBusy) await syncOrders(run);
  if (isOver) return finishSession(run);
  if (isNewRow && (await expireEntries(run, true))) await syncOrders(run);
  const isDue = clock.elapsed() - run.reconciledAt >= (run.hasAgreed ? RECONCILE_MS : RECHECK_MS);
  if (isDue) await reconcile(run);
  if (!isNewRow || broker.exits === 'market') latchLimits(run);
  await trade(run, isNewRow);
  return false;
};

const pause = (run: Run): number => {
  const { pollMs } = run.settings;
  if (unresolvedOrders(run).some(({ order }) => run.ports.clock.elapsed() - (run.sentAt.get(order.tag) ?? -Infinity) < HURRY_MS)) return Math.min(pollMs, UNKNOWN_MS);
  const isBusy = openOrders(run).length > 0 || run.mending.size > 0;
  if (run.ports.broker.exits === 'model') return pollMs;
  return Math.min(pollMs, isBusy ? WORKING_MS : run.hasAgreed ? pollMs : RECHECK_MS);
};

/**
 * Runs one session from wherever the journal left it to its end. Startup is recovery: there is no other path.
 *
 * @throws RefusedError (6) when the broker answers for another account, DataError when the journal is broken; anything the disk
 *   throws ends it, and the next start reads again
 */
export const runSession = async (settings: RunnerSettings, ports: RunnerPorts, signal: AbortSignal, onRun?: (run: Run) => void): Promise<SessionEnd> => {
  mustBeSafe(settings);
  const run = openRun(settings, ports);
  onRun?.(run);
  await start(run, signal);
  if (run.state.isClosed) tellFiles(run);
  let told = -Infinity;
  let toldBook = '';
  while (!run.state.isClosed) {
    if (signal.aborted) {
      write(run, { kind: 'noted', what: 'stopped', detail: 'asked to stop; positions are as they were' });
      tellFiles(run);
      return { kind: 'stopped' };
    }
    const isClosed = await turn(run);
    const book = `${run.state.concluded.length} ended, ${heldToday(run.state).length} held`;
    const isNews = book !== toldBook || isClosed;
    if (isNews || ports.clock.elapsed() - told >= settings.tellMs) {
      tellFiles(run);
      told = ports.clock.elapsed();
      toldBook = book;
    }
    if (isClosed) break;
    if (settings.isFlattening && run.state.mode === 'halted') {
      tellFiles(run);
      return { kind: 'stopped' };
    }
    await ports.clock.sleep(pause(run), signal);
  }
  await ports.recorder.done(settings.date, settings.context);
  return { kind: 'closed', isReconciled: run.isReconciled };
};

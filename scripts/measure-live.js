// Measures of the runner: a decision late on a full chain, restart to ready, memory over sessions. Prints JSON.
// Builds first; run on a quiet machine.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './ensure.js';

ensureBuilt();
const { presetStudy } = await import('../dist/backtest/index.js');
const live = await import('../dist/live/index.js');
const { epochMs, sessionsBetween } = await import('../dist/market/index.js');
const { decide, emptyBook, maxLossOf, packageQuote, putVertical } = await import('../dist/strategy/index.js');

const STRIKES = 200;
const ROWS = 390;
const context = (closeMinute = 960) => ({ previousClose: 5500, previousVix: 14, closes: new Float64Array(0), vixCloses: new Float64Array(0), isFomc: false, closeMinute });

/** A day of 400 contracts: a slow wave, prices by distance and time left, a nickel around each. */
const fullDay = (date) => {
  const strikes = Float64Array.from({ length: STRIKES }, (_, k) => 5000 + 5 * k);
  const minutes = Uint16Array.from({ length: ROWS }, (_, t) => 570 + t);
  const spot = Float64Array.from(minutes, (m) => 5500 + 12 * Math.sin(m / 40));
  const bid = new Float64Array(2 * STRIKES * ROWS);
  const ask = new Float64Array(2 * STRIKES * ROWS);
  for (let c = 0; c < 2 * STRIKES; c++) {
    const strike = strikes[c % STRIKES];
    for (let t = 0; t < ROWS; t++) {
      const inside = Math.max(0, c < STRIKES ? strike - spot[t] : spot[t] - strike);
      const time = 12 * Math.sqrt((ROWS - t) / ROWS) * Math.exp(-Math.abs(strike - spot[t]) / 25);
      const mid = Math.round(100 * (inside + time));
      bid[c * ROWS + t] = Math.max(0, mid - 5);
      ask[c * ROWS + t] = mid + 5;
    }
  }
  const contracts = Float64Array.from({ length: 2 * STRIKES }, (_, c) => 100 + ((c * 7919) % 3000));
  return {
    date, rows: ROWS, stride: ROWS, minutes, strikes, spot, vix: new Float64Array(ROWS).fill(14), bid, ask,
    openInterest: { contracts, knownFrom: new Float64Array(2 * STRIKES).fill(570) }, context: context(), settlement: 5503,
  };
};

const quantile = (values, p) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(p * values.length))];

const decision = () => {
  const base = presetStudy('seed-live-head');
  const day = fullDay('2024-03-01');
  const today = live.openToday(day.date, day.context);
  const times = Array.from({ length: 380 }, (_, i) => 570 + i).map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
  const plan = { strategy: { ...base.strategy, entry: { ...base.strategy.entry, times, gates: [] } }, risk: base.risk };
  const open = [1, 2, 3].map((id) => {
    const spread = putVertical(5460 - 5 * id, 5450 - 5 * id);
    return { id, date: day.date, spread, contracts: 3, row: 5, minute: 575, credit: packageQuote(day, spread, 5).mid, spot: 5500, distance: 40, vix: 14, maxLoss: maxLossOf(spread, 100, 500), most: 1000 };
  });
  const account = { book: { ...emptyBook, open }, equity: 2_000_000, isHalted: false, size: () => ({ contracts: 3, because: 'kelly' }), costOf: () => 500 };
  for (let t = 0; t < 375; t++) today.take(live.snapshotOf(day, t));
  const taken = [];
  for (let t = 375; t < 380; t++) {
    const snapshot = live.snapshotOf(day, t);
    for (let i = 0; i < 200; i++) {
      const began = performance.now();
      if (i === 0) today.take(snapshot);
      decide(today.day(), today.day().rows - 1, plan, account);
      taken.push(performance.now() - began);
    }
  }
  return { contracts: 2 * STRIKES, row: 379, p50: quantile(taken, 0.5), p99: quantile(taken, 0.99), most: Math.max(...taken) };
};

const settingsFor = (study, day) => ({
  date: day.date, context: day.context, plan: { strategy: study.strategy, risk: study.risk }, execution: study.execution, planHash: 'm', certificate: null,
  expires: Infinity, code: { sha256: 'm', commit: null, node: process.version }, acct: 'replay:0001', account4: '0001', account: 'MEASURE0001', isReal: false,
  isObserving: false, isFlattening: false, caps: null, dailyLoss: null, staleMs: null, pollMs: 60_000, tellMs: Infinity, settleWithin: 30,
});

const portsFor = (folder, broker, clock) => ({
  broker, clock, disk: live.fileJournal(folder), recorder: live.fileRecorder(folder, () => Promise.resolve(), () => undefined),
  snapshots: { write: () => undefined, read: () => undefined }, switches: live.fileSwitches(folder), alerts: { send: () => undefined }, reached: () => undefined, log: () => undefined,
});

const busyStudy = () => {
  const base = presetStudy('seed-live-0110');
  const times = Array.from({ length: 55 }, (_, i) => 575 + 5 * i).map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
  return {
    ...base, execution: { ...base.execution, delayMinutes: 0, fills: presetStudy('seed-live-0110').execution.fills },
    strategy: {
      setup: { kind: 'fixedOffset', right: 'put', increment: 5, offset: 15, width: 10 }, entry: { times, lateByMinutes: 5, gates: [], limitOfMid: 0, workMinutes: 5 },
      exits: { hold: null, rules: [{ kind: 'minutesInTrade', minutes: 4 }] },
    },
    risk: { ...base.risk, account: { ...base.risk.account, startingEquity: 1_000_000 }, limits: { ...base.risk.limits, maxOpen: null } },
  };
};

const session = async (folder, study, day, cash, stopAt) => {
  const clock = live.replayClock(epochMs(day.date, stopAt === undefined ? 565 : stopAt.from), Infinity);
  const book = stopAt?.book ?? live.emptyPaperBook(cash);
  const broker = live.paperBroker({
    name: 'replay', account: 'MEASURE0001', date: day.date, context: day.context, execution: study.execution, market: live.replayMarket(day, clock.now), now: clock.now, book,
    seen: stopAt?.seen ?? [], save: () => undefined,
  });
  const stop = new AbortController();
  const watched = stopAt === undefined ? clock : { ...clock, sleep: async (ms, signal) => { await clock.sleep(ms, signal); if (clock.now() >= epochMs(day.date, stopAt.to)) stop.abort(); } };
  let run;
  await live.runSession(settingsFor(study, day), portsFor(folder, broker, watched), stop.signal, (value) => (run = value));
  return { book, run };
};

const restart = async (folder) => {
  const study = busyStudy();
  const day = fullDay('2024-03-04');
  const first = await session(folder, study, day, 100_000_000, { from: 565, to: 955 });
  const seen = live.recordedRows(folder, day.date);
  const began = performance.now();
  const again = await session(folder, study, day, 0, { from: 955, to: 955, book: first.book, seen });
  return { rows: seen.length, trades: again.run.state.concluded.length, records: again.run.journal.records.length, ms: performance.now() - began };
};

const memory = async (folder) => {
  const study = busyStudy();
  const rss = [];
  let cash = 100_000_000;
  for (const date of sessionsBetween('2024-04-01', '2024-04-12').slice(0, 6)) {
    const { book } = await session(folder, study, fullDay(date), cash);
    cash = book.cash;
    globalThis.gc?.();
    rss.push(Math.round(process.memoryUsage().rss / 1e6));
  }
  return { sessions: rss.length, afterFirst: rss[0], afterWeek: rss[4], last: rss.at(-1) };
};

const folder = mkdtempSync(join(tmpdir(), 'gamma-measure-'));
try {
  process.stdout.write(`${JSON.stringify({ decision: decision(), restart: await restart(join(folder, 'a')), memory: await memory(join(folder, 'b')) }, null, 1)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

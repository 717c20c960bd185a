// Monte Carlo speed, interleaved with a straightforward baseline on the same machine: ratios count, times inform.
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { openStream } from '../dist/kernel/index.js';
import { ensembleOn, fanPercents, fillFan, noLimits, prepareJob, sequentialEvents, simulate } from '../dist/montecarlo/index.js';
import { openPool, runMonteCarlo } from '../dist/pool/index.js';

const TRADES = 1436;
const SESSIONS = 252;
const PATHS = 10_000;

/** A made-up record of the published shape: 2,834 trades in 491 sessions, 58% winners. */
const record = () => {
  const rng = openStream(1, 1);
  const n = 2834;
  const days = 491;
  const pnl = Float64Array.from({ length: n }, () =>
    rng.real() < 0.582 ? Math.round(26_600 * (0.4 + 1.2 * rng.real())) : -Math.round(10_900 * (0.3 + 1.4 * rng.real())));
  const unknown = new Float64Array(n);
  return {
    dates: Array.from({ length: days }, (_, d) => `session ${d}`), start: Int32Array.from({ length: days + 1 }, (_, d) => Math.floor((d * n) / days)),
    pnl, maxLoss: new Float64Array(n).fill(40_000), events: sequentialEvents(n), group: new Uint8Array(n), groups: ['any'],
    distance: unknown, minutesLeft: unknown, width: unknown, credit: unknown, vix: new Float64Array(days),
  };
};

const rules = {
  sizing: {
    policy: 'kelly-seed', enabled: true, fallback: 1, multiplier: 0.5, cap: 10, window: 50, riskPerContract: 150, statistics: 'lastTrades',
    minTrades: 10, minWins: 0, minLosses: 0, floor: 0, bootstrap: { winRate: 0.582, averageWin: 266, averageLoss: 109 },
  },
  account: { startingEquity: 25_000, haltBelow: 0.5, margin: 'none' },
  limits: noLimits,
};

const population = record();
export const jobOf = (seed, over = {}) => ({
  population, rules, resample: { method: 'trades', block: 'auto' }, tradesPerPath: TRADES, seed, paths: PATHS, sessions: SESSIONS, ...over,
});

/** What a careful person writes first: typed arrays, the window added up anew at every trade, columns sorted for the fan. */
const baseline = (seed, paths) => {
  const balance = new Float64Array(SESSIONS * paths);
  for (let path = 0; path < paths; path++) {
    const rng = openStream(seed, path);
    const history = new Float64Array(TRADES);
    let equity = 2_500_000;
    let known = 0;
    let t = 0;
    let halted = false;
    for (let session = 0; session < SESSIONS; session++) {
      for (const end = Math.floor(((session + 1) * TRADES) / SESSIONS); t < end; t++) {
        const result = population.pnl[rng.below(population.pnl.length)];
        if (halted) continue;
        let [wins, gain, loss] = known < 10 ? [0.582, 26_600, 10_900] : [0, 0, 0];
        if (known >= 10) {
          const first = Math.max(0, known - 50);
          for (let i = first; i < known; i++) {
            if (history[i] > 0) { wins++; gain += history[i]; } else loss -= history[i];
          }
          const n = known - first;
          [gain, loss, wins] = [wins > 0 ? gain / wins : 0, n > wins ? loss / (n - wins) : 0, wins / n];
        }
        const stake = gain > 0 ? ((wins * gain - (1 - wins) * loss) / gain) * 0.5 : 0;
        const lots = Math.min(10, Math.max(0, Math.floor((equity * stake) / 15_000)));
        if (lots === 0) continue;
        history[known++] = result;
        equity += lots * result;
        halted = equity < 1_250_000;
      }
      balance[session * paths + path] = equity;
    }
  }
  const fan = [];
  for (let session = 0; session < SESSIONS; session++) {
    const column = balance.slice(session * paths, (session + 1) * paths).sort();
    fan.push(fanPercents.map((percent) => column[Math.round(((paths - 1) * percent) / 100)]));
  }
  return fan;
};

/** Balances of the round before are overwritten: warm means that memory, too, has been touched. */
const { memory } = ensembleOn({ paths: PATHS, sessions: SESSIONS, wide: false });

const here = (engine) => (seed) => {
  const job = jobOf(seed, { engine });
  const prepared = prepareJob(job);
  const ensemble = ensembleOn({ paths: PATHS, sessions: SESSIONS, wide: prepared.wide }, memory);
  simulate(prepared, ensemble, 0, PATHS);
  fillFan(ensemble, new Float64Array(SESSIONS * fanPercents.length), 0, SESSIONS);
};

const timed = async (job) => {
  const started = performance.now();
  await job();
  return performance.now() - started;
};
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Times every way of doing the same job in turn, several rounds over. */
export const monteCarloBench = async (rounds = 7) => {
  const pools = [openPool(1), openPool(2)];
  const SHARE = 20;
  const ways = {
    'straightforward typed arrays, 1 thread': (seed) => baseline(seed, PATHS / SHARE),
    'TypeScript, this thread': here('typescript'),
    'WebAssembly, this thread': here('auto'),
    'TypeScript, 2 workers': (seed) => runMonteCarlo(jobOf(seed, { engine: 'typescript' }), { pool: pools[1], memory }),
    'WebAssembly, 1 worker': (seed) => runMonteCarlo(jobOf(seed), { pool: pools[0], memory }),
    'WebAssembly, 2 workers': (seed) => runMonteCarlo(jobOf(seed), { pool: pools[1], memory }),
  };
  const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < rounds + 2; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const ms = (await timed(() => way(round))) * (name.startsWith('straightforward') ? SHARE : 1);
      if (round >= 2) times[name].push(ms);
    }
  }
  const scaling = { 1: [], 2: [] };
  for (let round = 0; round < 3; round++) {
    for (const pool of pools) scaling[pool.workers].push(await timed(() => runMonteCarlo(jobOf(round, { paths: 100_000 }), { pool })));
  }
  await Promise.all(pools.map((pool) => pool.close()));
  const million = JSON.parse(execFileSync(process.execPath, [resolve(import.meta.dirname, 'million.js')], { encoding: 'utf8' }));
  const base = median(times['straightforward typed arrays, 1 thread']);
  return {
    rows: Object.entries(times).map(([name, list]) => ({ name, ms: median(list), best: Math.min(...list), times: base / median(list) })),
    workers: median(scaling[1]) / median(scaling[2]),
    million,
  };
};

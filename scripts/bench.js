// Speed of the main jobs on this machine, as ratios to in-repo baselines where there is one. Never part of the tests.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, root, run } from './ensure.js';

ensureBuilt();
const datasets = join(root, 'datasets');
if (!existsSync(join(datasets, 'demo'))) {
  run(process.execPath, [join(root, 'bin/gamma.js'), 'data', 'synthesize', '--recipe', join(datasets, 'demo.recipe.json'), '--dataset', 'demo']);
}
const { cacheBench } = await import('../bench/cache.js');
const cache = await cacheBench(datasets, 'demo');
console.log(`cache: ${cache.sessions} sessions, ${cache.megabytes.toFixed(0)} MB, opened in ${cache.median.toFixed(0)} ms (best ${cache.best.toFixed(0)}; goal 250)`);

const { backtestBench } = await import('../bench/backtest.js');
const { sessions, trades, ms } = await backtestBench(datasets, 'demo');
console.log(`backtest: one configuration over ${sessions} one-minute sessions, ${trades} trades: ${ms.toFixed(0)} ms warm (goal 1500)`);

const { exitsBench } = await import('../bench/exits.js');
const exits = await exitsBench(datasets, 'demo');
console.log(`exits: one configuration over ${exits.trades} trades, marks computed once: ${exits.ms.toFixed(1)} ms warm (goal 5), ${exits.same ? "equal to" : "NOT EQUAL TO"} the general evaluation`);

const { sweepBench } = await import('../bench/sweep.js');
const sweep = await sweepBench(datasets, 'demo');
console.log(`sweep: ${sweep.configurations} configurations over three exits on 5,000 entries: ${sweep.cold.toFixed(0)} ms first (goal 200), ${sweep.warm.toFixed(1)} ms warm (goal 25), ${sweep.ratio.toFixed(0)} x faster than scanning each, ${sweep.same ? 'equal to the cent' : 'NOT EQUAL'}`);
console.log(`sweep: one configuration with sizing and account rules over three years: ${sweep.whole.toFixed(1)} ms; 10,000 take ${((sweep.whole * 10) / 2).toFixed(0)} s on two cores (goal 60)`);

const { monteCarloBench } = await import('../bench/monte-carlo.js');
const { rows, workers, million } = await monteCarloBench();
console.log('\nMonte Carlo: 10,000 paths of 1,436 trades in 252 sessions with the exact fan, warm, interleaved');
for (const { name, ms, best, times } of rows) {
  console.log(`  ${name.padEnd(40)} ${ms.toFixed(0).padStart(6)} ms (best ${best.toFixed(0)})  ${times.toFixed(1).padStart(6)} x the first`);
}
console.log(`  100,000 paths: 2 workers are ${workers.toFixed(2)} x one`);
console.log(`  1,000,000 paths streamed on 2 workers: ${(million.ms / 1000).toFixed(2)} s, ${(million.rss / 2 ** 20).toFixed(0)} MB at most, fan within ${(million.error * 100).toFixed(3)}% of the median`);

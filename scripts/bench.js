// Speed of the main jobs on this machine, as ratios to in-repo baselines where there is one. Never part of the tests.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, root, run } from './ensure.js';

ensureBuilt();
const datasets = join(root, 'datasets');
if (!existsSync(join(datasets, 'demo'))) {
  run(process.execPath, [join(root, 'bin/gamma.js'), 'data', 'synthesize', '--market', 'fair', '--sessions', '750', '--seed', '1', '--dataset', 'demo']);
}
const { backtestBench } = await import('../bench/backtest.js');
const { sessions, trades, ms } = await backtestBench(datasets, 'demo');
console.log(`backtest: one configuration over ${sessions} one-minute sessions, ${trades} trades: ${ms.toFixed(0)} ms warm (goal 1500)`);

const { exitsBench } = await import('../bench/exits.js');
const exits = await exitsBench(datasets, 'demo');
console.log(`exits: one configuration over ${exits.trades} trades, marks computed once: ${exits.ms.toFixed(1)} ms warm (goal 5), ${exits.same ? "equal to" : "NOT EQUAL TO"} the general evaluation`);

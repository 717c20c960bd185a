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

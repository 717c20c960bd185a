// The main job on a bare checkout: install, build, prepare the embedded dataset, backtest three years, simulate, report.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, root, run } from './ensure.js';

const DATASET = 'demo';
const RUN = join('reports', 'demo');

ensureBuilt();
const gamma = (...args) => {
  console.error(`\n$ gamma ${args.join(' ')}`);
  try {
    run(process.execPath, [join(root, 'bin/gamma.js'), ...args]);
  } catch (error) {
    process.exit(typeof error.status === 'number' ? error.status : 1);
  }
};

if (!existsSync(join(root, 'datasets', DATASET))) {
  gamma('data', 'synthesize', '--recipe', join(root, 'datasets/demo.recipe.json'), '--dataset', DATASET);
}
gamma('backtest', '-c', 'seed-bt3y-quotes', '--dataset', DATASET, '--out', RUN, '--replace');
gamma('mc', RUN, '--paths', '10000', '--seed', '1', '--workers', '2');
gamma('report', RUN);

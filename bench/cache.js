// The packed quotes of three years, read and checked: what every run on a dataset begins with.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openDataset } from '../dist/store/index.js';

/** Times opening a dataset, files in the system's memory. */
export const cacheBench = async (root, name) => {
  const times = [];
  let dataset = await openDataset(root, name);
  for (let i = 0; i < 7; i++) {
    const started = performance.now();
    dataset = await openDataset(root, name);
    times.push(performance.now() - started);
  }
  const [best, , , median] = times.sort((a, b) => a - b);
  return { sessions: dataset.days.length, megabytes: statSync(join(root, name, 'cache', 'quotes.bin')).size / 1e6, median, best };
};

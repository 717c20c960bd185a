// A million paths in a process of its own, so that its memory can be read: prints { ms, rss, error }.
import { openPool, runMonteCarlo } from '../dist/pool/index.js';
import { jobOf } from './monte-carlo.js';

const pool = openPool(2);
await runMonteCarlo(jobOf(0, { paths: 2_000 }), { pool });
let rss = 0;
const watch = () => {
  rss = Math.max(rss, process.memoryUsage.rss());
};
const started = performance.now();
const run = await runMonteCarlo(jobOf(1, { paths: 1_000_000 }), { pool, onProgress: watch });
const ms = performance.now() - started;
watch();
console.log(JSON.stringify({ ms, rss, error: run.fanError }));
await pool.close();

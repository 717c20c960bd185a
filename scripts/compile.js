// Runs small jobs of the built program and keeps what V8 compiled for them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { load, keepCompiled } = createRequire(import.meta.url)('../bin/load.js');
const { main } = load('main.cjs');

const header = 'Date Opened,Time Opened,Opening Price,Legs,Premium,Closing Price,Date Closed,Time Closed,Reason For Close,P/L,No. of Contracts,Strategy,Margin Req.';
const row = (day) => `2025-06-${day},10:00:00,6190,1 Jun ${day} 6180 P STO 3.00 | 1 Jun ${day} 6170 P BTO 1.00,200,6195,2025-06-${day},16:00:00,Expired,${day % 3 === 0 ? -400 : 200},1,S,800`;

const run = async (...args) => {
  const code = await main(args);
  if (code !== 0) throw new Error(`gamma ${args.join(' ')} ended with ${code}`);
};

const folder = mkdtempSync(join(tmpdir(), 'gamma-compile-'));
try {
  const log = join(folder, 'log.csv');
  writeFileSync(log, [header, ...['16', '17', '18', '20', '23', '24', '25', '26', '27', '30'].map(row)].join('\n'));
  await run('--help');
  await run('mc', '--trades', log, '--out', join(folder, 'mc'), '--paths', '200');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
keepCompiled();
process.exitCode = 0;

// Installs, builds, runs every test, and closes with two plain lines of counts.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, root } from './ensure.js';

ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'gamma-test-'));
const output = join(folder, 'results.json');
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json',
    `--outputFile.json=${output}`, ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
const files = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')).testResults : [];
rmSync(folder, { recursive: true, force: true });
const tests = files.flatMap((file) => file.assertionResults);
const real = tests.filter((test) => test.fullName.includes('[real data]'));
const count = (list, wanted) => list.filter((test) => test.status === wanted).length;
const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
const failed = count(tests, 'failed') + broken;
const ran = (list) => count(list, 'passed') + count(list, 'failed');
const skipped = tests.length - ran(tests);
console.log(`real data: ${ran(real)} tests run, ${real.length - ran(real)} skipped`);
const queue = tests.filter((test) => test.fullName.includes('[redis]'));
console.log(`redis: ${ran(queue)} tests run, ${queue.length - ran(queue)} skipped`);
console.log(`${count(tests, 'passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(status === 0 && failed === 0 && tests.length > 0 ? 0 : 1);

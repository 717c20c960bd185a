// Writes docs/reproduction.md and its chart: the published figures beside ours, and the ladder to an honest method.
// Usage: node scripts/reproduction.js <daily spx csv> <daily vix csv> [dataset]
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, root } from './ensure.js';

ensureBuilt();
const [spx, vix, dataset] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'reproduction-'));
const twin = dataset === undefined ? [] : ['--dataset', dataset];
execFileSync(process.execPath, [join(root, 'bin/gamma.js'), 'reproduce', 'all', '--spx', spx, '--vix', vix, ...twin, '--out', folder], { stdio: ['ignore', 'ignore', 'inherit'] });

const written = 'Written by `node scripts/reproduction.js spx_daily.csv vix_daily.csv panel`, which runs `gamma reproduce all` with those files and that dataset.';
const report = readFileSync(join(folder, 'report.md'), 'utf8').replace('charts/ladder.svg', 'images/reproduction-ladder.svg');
mkdirSync(join(root, 'docs/images'), { recursive: true });
copyFileSync(join(folder, 'charts/ladder.svg'), join(root, 'docs/images/reproduction-ladder.svg'));
writeFileSync(join(root, 'docs/reproduction.md'), `${report}\n${written}\n`);
rmSync(folder, { recursive: true });

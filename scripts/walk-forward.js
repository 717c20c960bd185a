// Writes docs/walk-forward.md: the published rules walked forward over a recorded panel of mids, whatever comes of it.
// Usage: node scripts/walk-forward.js [dataset]    (after `gamma data import` and `attach`, see docs/recorded-panel.md)
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, root } from './ensure.js';

ensureBuilt();
const dataset = process.argv[2] ?? 'panel';
const datasets = join(root, process.env.GAMMA_DATASETS ?? 'datasets');
const folder = mkdtempSync(join(tmpdir(), 'gamma-walk-'));
const money = (cents) => `${cents < 0 ? '-' : ''}$${(Math.abs(cents) / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
const mean = ({ perContract, trades }) => (trades === 0 ? 'n/a' : money(perContract / trades));
const lines = [];
const say = (...text) => lines.push(...text);

const axes = {
  'strategy.exits.rules.stopLoss.stopLossPercent': { from: 15, to: 195, step: 20 },
  'strategy.exits.rules.trailingStop.triggerPercent': [10, 20, 25, 30, 40],
  'strategy.exits.rules.trailingStop.lockPercent': [5, 10],
};
const walks = ['rolling', 'anchored'].flatMap((mode) => ['neighbourhood', 'objective'].map((choose) => ({
  version: 1, name: `published-rules-${mode}-${choose}`, study: 'seed-bt3y-rules', objective: 'meanPerContract', axes,
  search: { kind: 'grid' }, constraints: [],
  folds: { mode, train: 120, test: 40, step: 40, purge: 0, gap: 0, embargo: mode === 'anchored' ? 5 : 0, keepPartial: true }, choose,
})));
const walked = walks.map((walk, i) => {
  const config = join(folder, `${i}.json`);
  const out = join(folder, `walk-${i}`);
  writeFileSync(config, JSON.stringify(walk));
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin/gamma.js'), 'walkforward', '-c', config, '-d', dataset, '--root', datasets, '--out', out], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(readFileSync(join(out, 'walkforward.json'), 'utf8'));
});
rmSync(folder, { recursive: true });

const [first] = walked;
say('# The published rules, walked forward', '');
say(`Data grade: **${first.dataset.grade}** (${first.dataset.source}; ${first.dataset.sessions} sessions, dataset hash ${first.dataset.sha256.slice(0, 12)}).`);
say('The panel holds mids, not quotes; widths are modelled, rows are half an hour or more apart. The pin is the previous close on a grid, as in the published backtest.', '');
say(`Written by \`node scripts/walk-forward.js\`. Study \`seed-bt3y-rules\`: sizes, entries and costs as published; a fold tunes ${Object.keys(axes).length} exits (${first.plans.length} configurations) on 120 sessions for the mean result a contract, then trades the next 40 with what it chose. Each fold starts with the plan's own equity. While a fold chooses, later sessions and closes are out of reach.`, '');
say('## The verdict', '');
for (const walk of walked) say(`**${walk.config.folds.mode}, chosen by ${walk.config.choose}.** ${walk.verdict}`, '');
const bounds = walked.map(({ summary }) => summary.outOfSample);
const survived = bounds.filter(({ lowerBound, profit }) => lowerBound > 0 && profit > 0).length;
say(`In plain words: ${survived === 0 ? 'none' : String(survived)} of ${walked.length} ways to walk these rules forward shows a gain that can be told from nothing after costs. ${survived === 0 ? 'Tuning the exits on the past did not make the published strategy earn on what followed; nothing here supports trading it.' : 'The ways that do not must be explained before any of it is traded.'}`, '');
say('## Fold by fold', '');
for (const walk of walked) {
  const paths = Object.keys(walk.config.axes);
  say(`### ${walk.config.folds.mode}, chosen by ${walk.config.choose}`, '');
  say(`| fold | tested | ${paths.map((path) => path.split('.').slice(-2).join('.')).join(' | ')} | in sample a contract | out of sample a contract | trades | out of sample at traded size |`, `|${'---|'.repeat(paths.length + 6)}`);
  for (const { fold, test, point, inSample, outOfSample } of walk.folds) {
    say(`| ${fold + 1} | ${test.from} to ${test.to} | ${(point ?? paths.map(() => 'none')).join(' | ')} | ${mean(inSample)} | ${mean(outOfSample)} | ${outOfSample.trades} | ${money(outOfSample.profit)} |`);
  }
  const { summary } = walk;
  say('', `Efficiency a contract: ${summary.efficiencyPerContract.pooled?.toFixed(2) ?? 'not defined, nothing was earned in sample'}. Drift: ${summary.drift.map(({ path, changes, meanSteps }) => `${path.split('.').slice(-1)[0]} changed ${changes} times${changes > 0 ? `, by ${meanSteps.toFixed(1)} steps` : ''}`).join('; ')}. Results ${walk.results.slice(0, 16)}.`, '');
}
say('Profits at traded size are of one account a fold: after a halt its trades count a contract only, so both columns are shown. Intervals are 95%, by resampling whole sessions in blocks.');
writeFileSync(join(root, 'docs/walk-forward.md'), `${lines.join('\n')}\n`);
console.log('wrote docs/walk-forward.md');

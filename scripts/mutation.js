// Mutation testing of what decides and pays: sizing, fills, settlement, exits. Writes docs/mutation.md.
// Usage: npm run mutation [-- group ...]    Its tools are installed on first use, in a folder of their own.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, root, run } from './ensure.js';

const VERSION = '9.6.1';
const folder = join(root, '.mutation');
const groups = {
  sizing: { mutate: ['src/strategy/sizing/*.ts', 'src/strategy/margin.ts'], tests: ['test/strategy/sizing.test.ts', 'test/strategy/sizing-policies.test.ts', 'test/properties/one-sizer.test.ts', 'test/execution/vectors.test.ts'] },
  fills: { mutate: ['src/execution/fills/*.ts', 'src/execution/meet.ts', 'src/execution/urgency.ts', 'src/execution/gap.ts', 'src/execution/fees/*.ts'], tests: ['test/execution/**/*.test.ts'] },
  settlement: { mutate: ['src/execution/settle.ts'], tests: ['test/execution/**/*.test.ts', 'test/backtest/expiry.test.ts'] },
  exits: { mutate: ['src/strategy/exits/**/*.ts'], tests: ['test/strategy/exit-truth-tables.test.ts', 'test/strategy/exit-rules-by-hand.test.ts', 'test/strategy/inert-rules.test.ts', 'test/contracts/exit-rules.test.ts'] },
};
const LEAST = 80;

const install = () => {
  const stamp = join(folder, `installed-${VERSION}`);
  if (existsSync(stamp)) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { '@stryker-mutator/core': VERSION, '@stryker-mutator/vitest-runner': VERSION } }));
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  rmSync(join(folder, 'node_modules/vitest'), { recursive: true });
  symlinkSync(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'));
  writeFileSync(stamp, '');
};

/** Runs one group. @returns mutants by file and outcome */
const mutate = (name) => {
  const { mutate: files, tests } = groups[name];
  const vitestConfig = join(folder, `${name}.vitest.config.mjs`);
  writeFileSync(vitestConfig, `export default { test: { include: ${JSON.stringify(tests)}, testTimeout: 60000 } };\n`);
  const report = join(folder, `${name}.json`);
  const config = join(folder, `${name}.stryker.json`);
  writeFileSync(config, JSON.stringify({
    testRunner: 'vitest', plugins: [join(folder, 'node_modules/@stryker-mutator/vitest-runner/dist/src/index.js')],
    vitest: { configFile: vitestConfig, related: false }, mutate: [...files, '!src/**/index.ts', '!src/**/view.ts', '!src/**/config.ts'], reporters: ['json', 'clear-text'], jsonReporter: { fileName: report },
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    coverageAnalysis: 'perTest', concurrency: Number(process.env.MUTATION_WORKERS ?? 2), tempDirName: '.mutation/work', cleanTempDir: 'always', disableTypeChecks: false,
    incremental: true, incrementalFile: join(folder, `${name}.incremental.json`), timeoutMS: 20000,
    ignorePatterns: ['.mutation', 'dist', 'datasets', 'reports', 'docs', 'notebooks', 'wasm'],
  }));
  const { status } = spawnSync(process.execPath, [join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', config], { cwd: root, stdio: 'inherit', env: { GAMMA_SHARED: join(root, '../shared'), ...process.env } });
  if (status !== 0) process.exit(1);
  return JSON.parse(readFileSync(report, 'utf8')).files;
};

const scoreOf = (mutants) => {
  const count = (...wanted) => mutants.filter(({ status }) => wanted.includes(status)).length;
  const [killed, survived] = [count('Killed', 'Timeout'), count('Survived', 'NoCoverage')];
  return { killed, survived, score: killed + survived === 0 ? 100 : (100 * killed) / (killed + survived) };
};

ensureBuilt();
install();
const asked = process.argv.slice(2);
const results = join(folder, 'results.json');
const known = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : {};
for (const name of asked.length > 0 ? asked : Object.keys(groups)) {
  const files = mutate(name);
  known[name] = Object.entries(files).map(([file, { mutants }]) => ({ file, ...scoreOf(mutants) }));
  writeFileSync(results, JSON.stringify(known));
}

const lines = ['# Mutation testing', '', `\`npm run mutation\` changes the code that sizes, fills, settles and exits, one small change at a time (Stryker ${VERSION}), and runs that room's own tests on each. A change no test notices has survived. At least ${LEAST}% must be noticed in every group.`, '', 'Rosters, shared schemas (`config.ts`) and type-only files are left out: their contents are told by other tests.', ''];
let isEnough = true;
for (const [name, rows] of Object.entries(known)) {
  const killed = rows.reduce((sum, row) => sum + row.killed, 0);
  const survived = rows.reduce((sum, row) => sum + row.survived, 0);
  const score = (100 * killed) / (killed + survived);
  isEnough &&= score >= LEAST;
  lines.push(`## ${name}: ${score.toFixed(1)}%`, '', '| file | noticed | survived | score |', '|---|---|---|---|', ...rows.map((row) => `| ${row.file} | ${row.killed} | ${row.survived} | ${row.score.toFixed(1)}% |`), '');
}
writeFileSync(join(root, 'docs/mutation.md'), `${lines.join('\n').trimEnd()}\n`);
console.log(`wrote docs/mutation.md${isEnough ? '' : `; some group is below ${LEAST}%`}`);
process.exit(isEnough ? 0 : 4);

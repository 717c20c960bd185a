// Installs and builds when needed. No dependencies: this runs on a bare checkout with only Node.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

const digest = (files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
};

const below = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? below(join(folder, entry.name)) : [join(folder, entry.name)],
  );

const stampSays = (stamp, value) => existsSync(stamp) && readFileSync(stamp, 'utf8') === value;

export const run = (command, args, options = {}) =>
  execFileSync(command, args, { cwd: root, stdio: 'inherit', ...options });

const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node must be 20.19 or later, found ${process.versions.node}; install a current Node and try again.`);
    process.exit(2);
  }
};

const install = () => {
  const value = digest([join(root, 'package-lock.json')]);
  const stamp = join(root, 'node_modules', '.gamma-installed');
  if (stampSays(stamp, value)) return;
  console.error('Installing packages (once, about half a minute) ...');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  if (npm !== undefined && npm.endsWith('.js')) run(process.execPath, [npm, ...args], { stdio: ['ignore', process.stderr, process.stderr] });
  else run('npm', args, { stdio: ['ignore', process.stderr, process.stderr], shell: process.platform === 'win32' });
  writeFileSync(stamp, value);
};

const build = () => {
  const sources = [...below(join(root, 'src')), join(root, 'tsconfig.json'), join(root, 'tsconfig.build.json'), join(root, 'scripts/bundle.js'), join(root, 'scripts/compile.js'), join(root, 'bin/load.js')].sort();
  const value = digest(sources);
  const stamp = join(root, 'dist', '.gamma-built');
  if (stampSays(stamp, value)) return;
  console.error('Building ...');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  mkdirSync(join(root, 'dist'));
  for (const project of ['tsconfig.build.json', 'src/serve/browser']) run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project]);
  run(process.execPath, [join(root, 'scripts/bundle.js')]);
  writeFileSync(stamp, value);
};

/** Makes `dist` current, installing packages first when the lock file asks for it. */
export const ensureBuilt = () => {
  checkNode();
  install();
  build();
};

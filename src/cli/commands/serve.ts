import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { ConfigError, DataError, mustBe } from '../../kernel/index.ts';
import type { BacktestRequest } from '../../serve/index.ts';
import { openWorkbench } from '../../serve/index.ts';
import { packageRoot } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { interruptible } from '../interrupt.ts';

interface Options {
  readonly port: string;
  readonly runs: string;
  readonly root: string;
}

const program = join(packageRoot, 'bin/gamma.js');

/** The plan editor's backtest: the same command a person would type, in a process of its own, so that pages stay quick. */
const backtestIn = ({ runs, root }: Options) => ({ study, dataset, timerange }: BacktestRequest) =>
  async (report: (share: number, note: string) => void, signal: AbortSignal): Promise<string | undefined> => {
    const folder = mkdtempSync(join(tmpdir(), 'gamma-plan-'));
    try {
      const file = join(folder, 'study.yaml');
      writeFileSync(file, study);
      const id = `from-editor-${basename(folder).slice('gamma-plan-'.length)}`;
      const args = [program, 'backtest', '-c', file, '-d', dataset, '--root', root, '--out', join(runs, id), '--json', ...(timerange === '' ? [] : ['--timerange', timerange])];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], signal });
      let last = '';
      createInterface({ input: child.stderr }).on('line', (line) => {
        last = line;
        const percent = /\((\d+)%\)/.exec(line);
        report(percent === null ? 0 : Number(percent[1]) / 100, line);
      });
      const code = await new Promise<number | null>((resolve) => {
        child.once('error', () => resolve(null));
        child.once('close', resolve);
      });
      if (signal.aborted) return undefined;
      if (code !== 0) throw new DataError('backtest', last.replace(/^gamma: /, ''));
      return id;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

/** `gamma serve`: the workbench in a browser on this machine. */
export const serveCommand = (): Command =>
  onRun<Options>(
    command('serve', 'open the workbench in a browser: runs, days, trades, sweeps, Monte Carlo, plans')
      .option('--port <n>', 'port on 127.0.0.1; 0 for any free one', '0')
      .option('--runs <folder>', 'folder of runs and sweeps', 'reports')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .addHelpText('after', '\nOnly this machine can reach it, and only with the token in the printed address.\nNothing is fetched from outside.'),
    async (io, options) => {
      const port = Number(options.port);
      if (!(Number.isInteger(port) && port >= 0 && port <= 65_535)) throw new ConfigError('port', mustBe('--port', 'a whole number from 0 to 65535', options.port, 'leave it out for any free port'));
      const schema = JSON.parse(readFileSync(join(packageRoot, 'schema/study.schema.json'), 'utf8')) as object;
      const workbench = await openWorkbench({ port, runs: options.runs, datasets: options.root, schema, backtest: backtestIn(options) });
      io.print(`${workbench.url}\n\nOpen this address. Ctrl-C stops the server.`);
      io.result({ url: workbench.url, port: workbench.port });
      await interruptible((signal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })));
      await workbench.close();
      return 0;
    },
  );

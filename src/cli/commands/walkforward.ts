import { join } from 'node:path';
import type { Command } from 'commander';
import { ConfigError, mustBe } from '../../kernel/index.ts';
import { parseWorkers } from '../../pool/index.ts';
import { driftChart, outOfSampleChart } from '../../report/index.ts';
import type { Outcome, WalkForwardFile } from '../../research/index.ts';
import { studyAt, summariseWalk, walkForwardFolds } from '../../research/index.ts';
import { chartSvg, checkWalkTarget, codeIdentity, ledgerEntry, openLedger, planHashOf, readWalkForward, walkId, writeWalk } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { interrupted, interruptible } from '../interrupt.ts';
import { parseRange } from '../study-run.ts';
import { prepareSweep } from '../sweep/prepare.ts';
import { threadsFor, withRunners } from '../sweep/runners.ts';
import { runWalk } from '../walk/run-walk.ts';
import { driftLines, foldsTable, walkVerdict } from '../walk/words.ts';
import { wrapped } from '../wrap.ts';

interface Options {
  readonly config: string;
  readonly dataset: string;
  readonly root: string;
  readonly out?: string;
  readonly timerange?: string;
  readonly workers: string;
}

const SEED = 1;

const foldsOf = (file: WalkForwardFile, observations: number) => {
  const folds = walkForwardFolds({ observations, ...file.folds });
  if (folds.length === 0) {
    throw new ConfigError('folds', mustBe('walkforward.folds', `short enough for ${observations} sessions`, file.folds, 'shorten train and test, or purge less'));
  }
  return folds;
};

/** `gamma walkforward`: choose on one stretch, trade the next, move on; what is left is not hindsight. */
export const walkforwardCommand = (): Command =>
  onRun<Options>(
    command('walkforward', 'tune on one stretch of sessions, trade the next, and move on')
      .requiredOption('-c, --config <file>', 'walk-forward file: a sweep file with folds')
      .requiredOption('-d, --dataset <name>', 'dataset')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .option('-o, --out <folder>', 'folder to write; reports/walk-<name>-<id> when left out')
      .option('--timerange <from-to>', 'sessions to use')
      .option('--workers <n>', 'threads, or auto', 'auto')
      .addHelpText('after', `
Examples:
  gamma walkforward -c walk.yaml -d panel
  gamma walkforward -c walk.yaml -d panel --timerange 20240101-20241231 --workers 2

A walk-forward file is a sweep file with two more entries:
  folds: { mode: rolling, train: 120, test: 40, step: 40, purge: 0, gap: 0, embargo: 0, keepPartial: true }
  choose: neighbourhood        # or objective
Lengths are in sessions. While a fold chooses, later sessions are out of reach.`),
    async (io, options) => {
      const workers = parseWorkers(options.workers);
      const file = readWalkForward(options.config);
      if (options.out !== undefined) checkWalkTarget(options.out);
      const { folds: _folds, choose: _choose, ...config } = file;
      const sweep = await prepareSweep(config, options.root, options.dataset, parseRange(options.timerange));
      const { study, axes, search, dataset, dates, manifest } = sweep;
      const folds = foldsOf(file, dates.length);
      const id = walkId(file, manifest.studyHash, `${dataset.hash} ${dates[0]} ${dates.at(-1)}`, codeIdentity().sha256);
      const folder = options.out ?? join('reports', `walk-${file.name}-${id}`);
      const ledger = openLedger(options.root, options.dataset);
      const plans = new Set<string>();
      let newTrials = 0;
      const count = (told: readonly Outcome[]): void => {
        const fresh = told.flatMap((outcome) => {
          if (outcome.figures === null) return [];
          const plan = studyAt(study, axes, outcome.point);
          const hash = planHashOf(plan);
          if (plans.has(hash)) return [];
          plans.add(hash);
          return [ledgerEntry({ command: 'walkforward', hypothesis: file.name, dataset: dataset.hash, dates }, plan, outcome.daily)];
        });
        newTrials += ledger.append(fresh);
      };
      const progress = io.progress('walkforward', folds.length * search.total);
      const walk = await interruptible((signal) => withRunners(threadsFor(folds.length * search.total, workers), (runnerOf) =>
        runWalk({ sweep, file, folds, runnerOf, onOutcomes: count, progress }, signal)));
      progress.end();
      if (walk === undefined) {
        io.log('stopped; nothing written, the configurations tried are in the ledger');
        io.result({ stopped: true });
        return interrupted();
      }
      const summary = summariseWalk(axes, walk.folds, walk.walked, SEED);
      const verdict = walkVerdict(summary, walk.folds);
      const files = new Map<string, string>();
      for (const { id: name, spec } of [outOfSampleChart(walk.walked, walk.folds), driftChart(summary.drift)]) {
        files.set(`charts/${name}.vl.json`, `${JSON.stringify(spec, null, 1)}\n`);
        files.set(`charts/${name}.svg`, await chartSvg(spec));
      }
      const { studyHash, range, code } = manifest;
      const results = await writeWalk(
        folder, { id, config: file, study, studyHash, dataset: manifest.dataset, range, code, folds: walk.folds, summary, plans: [...plans].sort(), verdict }, walk.walked, files,
      );
      io.print(`${file.name} on ${dataset.name}, data grade ${dataset.grade.toUpperCase()}: ${folds.length} ${file.folds.mode} folds, ${plans.size} configurations\n`);
      io.print(foldsTable(axes.map(({ path }) => path), walk.folds));
      io.print(`\n${driftLines(summary)}\n`);
      io.print(wrapped(verdict, 80));
      io.print(`\n${newTrials} new trials in the ledger.\n${folder}, results ${results.slice(0, 16)}`);
      io.result({ walkforward: folder, grade: dataset.grade, folds: walk.folds, summary, verdict, newTrials, sha256: results });
      return undefined;
    },
  );

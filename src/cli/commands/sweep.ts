import { join } from 'node:path';
import type { Command } from 'commander';
import { heatMap, marginalEffects, parallelCoordinates } from '../../report/index.ts';
import type { SweepRunner } from '../../pool/index.ts';
import { localRunner, parseWorkers, settingOf } from '../../pool/index.ts';
import type { Outcome } from '../../research/index.ts';
import { plateauScores, studyReader } from '../../research/index.ts';
import { chartSvg, checkSweepTarget, ledgerEntry, openLedger, openSaved, readSweep, savedOutcomes, writeSweep } from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import type { Io } from '../io.ts';
import { interrupted, interruptible } from '../interrupt.ts';
import { parseRange } from '../study-run.ts';
import { checkSample } from '../sweep/check-sample.ts';
import type { PreparedSweep } from '../sweep/prepare.ts';
import { prepareSweep } from '../sweep/prepare.ts';
import { asPlanned, objectiveOf, runSearch } from '../sweep/run-search.ts';
import { withQueue } from '../sweep/queue.ts';
import { threadsFor, withRunners } from '../sweep/runners.ts';
import type { Ranked } from '../sweep/tell.ts';
import { tellBest } from '../sweep/tell.ts';

interface Options {
  readonly config: string;
  readonly dataset: string;
  readonly root: string;
  readonly out?: string;
  readonly timerange?: string;
  readonly estimate?: boolean;
  readonly resume?: boolean;
  readonly workers: string;
  readonly queue?: string;
}

/** Configurations an estimate tries, spread over the search, and how long it goes on at most. */
const TRIED = 200;
const TRYING_MS = 2000;

const estimate = async (io: Io, sweep: PreparedSweep): Promise<void> => {
  const runner = localRunner(settingOf(sweep.study, sweep.axes, sweep.dataset, sweep.dates));
  const [first, ...others] = sweep.search.next([]);
  const timed = async (points: Parameters<SweepRunner['run']>[0][number]): Promise<number> => {
    const started = performance.now();
    for await (const _ of runner.run([points], new AbortController().signal));
    return (performance.now() - started) / 1000;
  };
  const entries = await timed([first]);
  const sample = others.filter((_, i) => i % Math.ceil(others.length / TRIED) === 0);
  const times: number[] = [];
  for (const stop = performance.now() + TRYING_MS; times.length < sample.length && performance.now() < stop;) times.push(await timed([sample[times.length]]));
  const settled = times.slice(times.length >> 1);
  const each = settled.length === 0 ? 0 : settled.reduce((sum, time) => sum + time, 0) / settled.length;
  const seconds = entries + each * (sweep.search.total - 1);
  io.print(`${sweep.search.total} configurations over ${sweep.dates.length} sessions: about ${seconds.toFixed(1)} s on one thread, ${entries.toFixed(1)} s of it for the entries`);
  io.result({ configurations: sweep.search.total, sessions: sweep.dates.length, seconds, entriesSeconds: entries, each });
};

/** Everything after the last configuration: scores, checks, charts, the folder. */
const conclude = async (io: Io, folder: string, sweep: PreparedSweep, outcomes: readonly Outcome[], newTrials: number): Promise<number> => {
  const { config, axes, constraints, dataset, manifest } = sweep;
  const feasible = outcomes.map(({ figures }) => figures !== null && constraints.every((constraint) => constraint.holds(figures)));
  const plateaus = plateauScores(axes, outcomes.map((outcome) => outcome.point), outcomes.map((outcome) => objectiveOf(config, outcome)));
  const ranked = outcomes
    .map((outcome, i): Ranked & { ok: boolean } => ({ outcome, plateau: plateaus[i].score, ok: feasible[i] }))
    .filter(({ ok, outcome }) => ok && Number.isFinite(objectiveOf(config, outcome)))
    .sort((a, b) => objectiveOf(config, b.outcome) - objectiveOf(config, a.outcome));
  const checked = checkSample(sweep, ranked.at(0)?.outcome, outcomes);
  const files = new Map<string, string>();
  for (const { id, spec } of [heatMap(axes, outcomes, plateaus, config.objective), parallelCoordinates(axes, outcomes, config.objective), marginalEffects(axes, outcomes, config.objective)]) {
    files.set(`charts/${id}.vl.json`, `${JSON.stringify(spec, null, 1)}\n`);
    files.set(`charts/${id}.svg`, await chartSvg(spec));
  }
  const hash = await writeSweep(folder, { manifest, axes, outcomes, feasible, plateaus, files });
  const failed = outcomes.filter((outcome) => outcome.error !== null);
  io.print(`${config.name} on ${dataset.name}, grade ${dataset.grade}: ${outcomes.length} configurations, ${ranked.length} within the constraints, ${failed.length} failed\n`);
  tellBest(io, sweep, ranked);
  for (const { point, error } of failed.slice(0, 5)) io.print(`failed ${point.join(', ')}: ${error}`);
  io.print(`\n${checked} configurations run again whole: equal to the cent.`);
  io.print(`${newTrials} new trials in the ledger. The best of ${outcomes.length} is partly luck;\ngamma validate says how much, gamma ledger ${dataset.name} counts every trial.`);
  io.print(`${folder}, results ${hash.slice(0, 16)}`);
  io.result({
    sweep: folder, grade: dataset.grade, configurations: outcomes.length, feasible: ranked.length, failed: failed.map(({ point, error }) => ({ point, error })),
    best: ranked.at(0) === undefined ? null : { point: ranked[0].outcome.point, figures: ranked[0].outcome.figures, plateau: ranked[0].plateau },
    newTrials, checked, sha256: hash,
  });
  return failed.length > 0 ? 5 : 0;
};

/** Outcomes to go on from. */
const resumed = (io: Io, sweep: PreparedSweep, folder: string, isAsked: boolean): Outcome[] => {
  const saved = savedOutcomes(folder, sweep.manifest.id);
  if (!isAsked) {
    if (saved.length > 0) io.log(`an interrupted run had finished ${saved.length} configurations: starting anew without them (--resume goes on from them)`);
    return [];
  }
  const planned = asPlanned(sweep, saved);
  if (planned.length === 0) io.log('no interrupted run of this very sweep, dataset and program beside the folder: starting at its first configuration');
  return planned;
};

/** `gamma sweep`: many configurations of a study on one dataset, each counted in the trial ledger. */
export const sweepCommand = (): Command =>
  onRun<Options>(
    command('sweep', 'evaluate many configurations of a study; every one is counted')
      .requiredOption('-c, --config <file>', 'sweep file')
      .requiredOption('-d, --dataset <name>', 'dataset')
      .option('--root <folder>', 'where datasets live', process.env.GAMMA_DATASETS ?? 'datasets')
      .option('-o, --out <folder>', 'sweep folder; reports/sweep-<name>-<id> when left out')
      .option('--timerange <from-to>', 'sessions to use')
      .option('--workers <n>', 'threads, or auto', 'auto')
      .option('--queue <address>', 'hand the work to gamma worker processes through Redis, such as redis://10.0.0.1:6379')
      .option('--estimate', 'say how many configurations and how long, run nothing more')
      .option('--resume', 'go on from an interrupted run of the same sweep')
      .addHelpText('after', `
Examples:
  gamma sweep -c sweep.yaml -d panel --estimate
  gamma sweep -c sweep.yaml -d panel --workers 2
  gamma sweep -c sweep.yaml -d panel --resume     after Ctrl-C or a crash
  gamma sweep -c sweep.yaml -d panel --queue redis://10.0.0.1:6379

Any number of workers, here or on a queue, gives the same results hash. See docs/sweeps.md for a file.`),
    async (io, options) => {
      const workers = parseWorkers(options.workers);
      if (options.out !== undefined) checkSweepTarget(options.out);
      const sweep = await prepareSweep(readSweep(options.config), options.root, options.dataset, parseRange(options.timerange));
      if (options.estimate === true) {
        await estimate(io, sweep);
        return undefined;
      }
      const { config, study, axes, search, dataset, dates, manifest } = sweep;
      const folder = options.out ?? join('reports', `sweep-${config.name}-${manifest.id}`);
      const outcomes = resumed(io, sweep, folder, options.resume === true);
      const saved = openSaved(folder, manifest.id, outcomes);
      const read = studyReader(study, axes);
      const trying = { command: 'sweep', hypothesis: config.name, dataset: dataset.hash, dates };
      const ledger = openLedger(options.root, options.dataset);
      let newTrials = 0;
      const count = (told: readonly Outcome[]): void => {
        newTrials += ledger.append(told.flatMap((outcome) =>
          outcome.figures === null ? [] : [ledgerEntry(trying, read(outcome.point), outcome.daily)]));
      };
      count(outcomes);
      const progress = io.progress('sweep', search.total);
      const setting = settingOf(study, axes, dataset, dates);
      const on = (work: Parameters<typeof withQueue<boolean>>[3]): Promise<boolean> =>
        options.queue === undefined ? withRunners(threadsFor(search.total, workers), work) : withQueue(io, options.queue, dataset, work);
      const finished = await interruptible((signal) => on((runnerOf) =>
        runSearch({
          config, axes, search, outcomes, progress,
          runner: runnerOf(setting),
          onOutcomes: (told) => {
            count(told);
            saved.append(told);
          },
        }, signal)));
      progress.end();
      if (!finished) {
        io.log(`stopped after ${outcomes.length} of ${search.total} configurations; go on with --resume`);
        io.result({ stopped: true, configurations: outcomes.length, of: search.total });
        return interrupted();
      }
      return conclude(io, folder, sweep, outcomes, newTrials);
    },
  );

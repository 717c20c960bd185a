import { join } from 'node:path';
import type { Command } from 'commander';
import type { ChainDay } from '../../market/index.ts';
import { heatMap } from '../../report/index.ts';
import type { Outcome, Point, Search, SweepConfig, Trial } from '../../research/index.ts';
import { plateauScores, readAxes, readConstraints, searchOf, studyAt, sweepEvaluator } from '../../research/index.ts';
import {
  appendLedger, chartSvg, codeIdentity, openDataset, readStudy, readSweep, saveOutcomes, savedOutcomes, studyHashOf, sweepId, writeSweep,
} from '../../store/index.ts';
import { command, onRun } from '../command.ts';
import { table } from '../format.ts';
import type { Io } from '../io.ts';
import { INTERRUPTED, interruptible } from '../interrupt.ts';
import { ledgerEntry } from '../ledger.ts';
import { checkFits, datesWithin, parseRange } from '../study-run.ts';

interface Options {
  readonly config: string;
  readonly dataset: string;
  readonly root: string;
  readonly out?: string;
  readonly timerange?: string;
  readonly estimate?: boolean;
  readonly resume?: boolean;
}

const SAVE_EVERY = 200;

const objectiveOf = (config: SweepConfig, { figures }: Outcome): number => (figures === null ? NaN : figures[config.objective]);

const shown = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : 'n/a');

const tellBest = (io: Io, config: SweepConfig, paths: readonly string[], ranked: readonly { outcome: Outcome; plateau: number }[]): void => {
  const header = [...paths.map((path) => path.split('.').slice(-2).join('.')), config.objective, 'neighbourhood', 'trades', 'drawdown %'];
  io.print(
    table(header, ranked.slice(0, 10).map(({ outcome, plateau }) => [
      ...outcome.point.map(String), shown(objectiveOf(config, outcome)), shown(plateau),
      String(outcome.figures?.trades ?? 0), shown(outcome.figures?.maxDrawdownPercent ?? NaN),
    ])),
  );
};

/** A sweep under way. `outcomes` grows; those already there are not evaluated again. */
interface Job {
  readonly config: SweepConfig;
  readonly search: Search;
  readonly evaluate: (point: Point) => Outcome;
  readonly outcomes: Outcome[];
  readonly save: () => void;
}

/** Evaluates batch after batch. @returns false when stopped, with what was finished saved */
const runAll = async (io: Io, { config, search, evaluate, outcomes, save }: Job, signal: AbortSignal): Promise<boolean> => {
  const progress = io.progress('sweep', search.total);
  const trials = (n: number): Trial[] => outcomes.slice(0, n).map((outcome) => ({ point: outcome.point, objective: objectiveOf(config, outcome) }));
  let best = -Infinity;
  let failed = 0;
  let done = 0;
  for (let batch = search.next([]); batch.length > 0; batch = search.next(trials(done))) {
    for (const point of batch) {
      if (outcomes.length <= done) outcomes.push(evaluate(point));
      const outcome = outcomes[done++];
      const objective = objectiveOf(config, outcome);
      if (objective > best) best = objective;
      if (outcome.error !== null) failed++;
      progress.update(done, `best ${shown(best)}${failed > 0 ? `, ${failed} failed` : ''}`);
      if (done % SAVE_EVERY === 0) save();
      if (done % 8 === 0) await new Promise(setImmediate);
      if (signal.aborted) {
        save();
        progress.end();
        return false;
      }
    }
  }
  progress.end();
  return true;
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
      .option('--estimate', 'say how many configurations and how long, run nothing more')
      .option('--resume', 'go on from an interrupted run of the same sweep'),
    async (io, options) => {
      const config = readSweep(options.config);
      const study = readStudy(config.study, 'sweep.study');
      const axes = readAxes(study, config.axes);
      const constraints = readConstraints(config.constraints);
      const search = searchOf(config.search, axes);
      const dataset = await openDataset(options.root, options.dataset);
      checkFits(study, dataset);
      const dates = datesWithin(dataset, parseRange(options.timerange));
      const studyHash = studyHashOf(study);
      const id = sweepId(config, studyHash, `${dataset.hash} ${dates[0]} ${dates.at(-1)}`, codeIdentity().sha256);
      const folder = options.out ?? join('reports', `sweep-${config.name}-${id}`);
      const evaluate = sweepEvaluator(function* (): Generator<ChainDay> {
        for (const date of dates) yield dataset.day(date);
      }, study, axes);
      if (options.estimate === true) {
        const [point] = search.next([]);
        evaluate(point);
        const started = performance.now();
        evaluate(point);
        const seconds = ((performance.now() - started) / 1000) * search.total;
        io.print(`${search.total} configurations over ${dates.length} sessions, about ${seconds.toFixed(1)} s once entries are computed`);
        io.result({ configurations: search.total, sessions: dates.length, seconds });
        return undefined;
      }
      const outcomes = options.resume === true ? savedOutcomes(folder, id) : [];
      const finished = await interruptible((signal) => runAll(io, { config, search, evaluate, outcomes, save: () => saveOutcomes(folder, id, outcomes) }, signal));
      if (!finished) {
        io.log(`stopped after ${outcomes.length} of ${search.total} configurations; go on with --resume`);
        return INTERRUPTED;
      }
      const feasible = outcomes.map(({ figures }) => figures !== null && constraints.every((constraint) => constraint.holds(figures)));
      const plateaus = plateauScores(axes, outcomes.map((outcome) => outcome.point), outcomes.map((outcome) => objectiveOf(config, outcome)));
      const chart = heatMap(axes, outcomes, plateaus, config.objective);
      const files = new Map([['charts/heat-map.vl.json', `${JSON.stringify(chart.spec, null, 1)}\n`], ['charts/heat-map.svg', await chartSvg(chart.spec)]]);
      const identity = { name: dataset.name, sha256: dataset.hash, grade: dataset.grade, source: dataset.source, sessions: dates.length };
      const manifest = { id, config, studyHash, dataset: identity, code: codeIdentity().sha256 };
      const hash = await writeSweep(folder, { manifest, axes, outcomes, feasible, plateaus, files });
      const counted = appendLedger(options.root, options.dataset, outcomes.flatMap((outcome) =>
        outcome.figures === null ? [] : [ledgerEntry('sweep', config.name, dataset.hash, studyAt(study, axes, outcome.point), outcome.daily)]));
      const ranked = outcomes
        .map((outcome, i) => ({ outcome, plateau: plateaus[i].score, ok: feasible[i] }))
        .filter(({ ok, outcome }) => ok && Number.isFinite(objectiveOf(config, outcome)))
        .sort((a, b) => objectiveOf(config, b.outcome) - objectiveOf(config, a.outcome));
      const failed = outcomes.filter((outcome) => outcome.error !== null);
      io.print(`${config.name} on ${dataset.name}, grade ${dataset.grade}: ${outcomes.length} configurations, ${ranked.length} within the constraints, ${failed.length} failed\n`);
      tellBest(io, config, axes.map((axis) => axis.path), ranked);
      for (const { point, error } of failed.slice(0, 5)) io.print(`failed ${point.join(', ')}: ${error}`);
      io.print(`\n${counted} new trials in the ledger. The best of ${outcomes.length} is partly luck; gamma ledger ${dataset.name} counts every trial.`);
      io.print(`${folder}, results ${hash.slice(0, 16)}`);
      io.result({
        sweep: folder, grade: dataset.grade, configurations: outcomes.length, feasible: ranked.length, failed: failed.map(({ point, error }) => ({ point, error })),
        best: ranked.at(0) === undefined ? null : { point: ranked[0].outcome.point, figures: ranked[0].outcome.figures, plateau: ranked[0].plateau },
        newTrials: counted, sha256: hash,
      });
      return failed.length > 0 ? 5 : 0;
    },
  );

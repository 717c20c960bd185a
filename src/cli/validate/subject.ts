import type { Study, StudyResult } from '../../backtest/index.ts';
import { ConfigError, DataError, mustBe, RefusedError } from '../../kernel/index.ts';
import type { AxisValue } from '../../research/index.ts';
import { studyAt } from '../../research/index.ts';
import type { Dataset, FinishedSweep, RunManifest } from '../../store/index.ts';
import { checkUnchanged, isSweepFolder, openDataset, planHashOf, readFinishedSweep, readManifest, readOutputs, resultFiles, sha256 } from '../../store/index.ts';
import type { Io } from '../io.ts';
import { runOn } from '../study-run.ts';

/** What is judged: one plan on one dataset, run again so that its result is this program's own. */
export interface Subject {
  readonly kind: 'run' | 'sweep';
  readonly id: string;
  readonly study: Study;
  readonly planHash: string;
  readonly dataset: Dataset;
  readonly range: RunManifest['range'];
  readonly manifest: RunManifest;
  readonly result: StudyResult;
  /** The configuration of the sweep that is judged, by axis; null for a run. */
  readonly configuration: Readonly<Record<string, AxisValue>> | null;
  /** The sweep it was chosen from, if it was. */
  readonly sweep: FinishedSweep | null;
}

const sameData = (dataset: Dataset, made: { readonly name: string; readonly sha256: string }, what: string): void => {
  if (dataset.hash === made.sha256) return;
  throw new DataError('dataset-changed', mustBe(`dataset ${made.name}`, `the one ${what} was made from (${made.sha256.slice(0, 12)})`, dataset.hash.slice(0, 12), 'run it again'));
};

/** A finished backtest. @throws RefusedError when its files were changed or come out differently now */
const subjectOfRun = async (io: Io, folder: string, root: string): Promise<Subject> => {
  const made = readManifest(folder);
  const written = readOutputs(folder);
  const names = ['manifest.json', 'trades.csv', 'equity.csv', 'outcomes.csv', 'alarms.json', 'summary.json'];
  checkUnchanged(folder, names);
  const dataset = await openDataset(root, made.dataset.name);
  sameData(dataset, made.dataset, 'the run');
  const { manifest, result } = runOn(io, made.study, dataset, made.range);
  const differs = [...resultFiles(manifest, result)].filter(([name, text]) => names.includes(name) && sha256(text) !== written[name]).map(([name]) => name);
  if (differs.length > 0) {
    throw new RefusedError('run-differs', mustBe(folder, 'what this program makes of the same study and data', `another ${differs.join(', ')}`, 'run the backtest again'), 4);
  }
  return { kind: 'run', id: made.id, study: made.study, planHash: manifest.planHash, dataset, range: made.range, manifest, result, sweep: null, configuration: null };
};

/** Place of the trial that is judged: the one asked for, or the best that meets the constraints. */
const placeOf = ({ trials }: FinishedSweep, asked: string | undefined): number => {
  if (asked !== undefined) {
    const place = Number(asked);
    if (!(Number.isInteger(place) && place >= 0 && place < trials.length && !trials[place].failed)) {
      throw new ConfigError('trial', mustBe('--trial', `a trial of the sweep, 0 to ${trials.length - 1}, that did not fail`, asked, 'see trials.csv'));
    }
    return place;
  }
  const best = trials.reduce((top, { isFeasible, objective }, i) => (isFeasible && Number.isFinite(objective) && (top < 0 || objective > trials[top].objective) ? i : top), -1);
  if (best < 0) throw new RefusedError('nothing-feasible', mustBe('the sweep', 'one with a configuration within its constraints', 'none', 'loosen the constraints or name one with --trial'), 4);
  return best;
};

/** The configuration of a sweep that is judged. */
const subjectOfSweep = async (io: Io, folder: string, root: string, trial: string | undefined): Promise<Subject> => {
  const sweep = readFinishedSweep(folder);
  const { manifest: made } = sweep;
  const { point } = sweep.trials[placeOf(sweep, trial)];
  const configuration = Object.fromEntries(made.axes.map(({ path }, i) => [path, point[i]]));
  const study = studyAt(made.study, made.axes, point);
  const dataset = await openDataset(root, made.dataset.name);
  sameData(dataset, made.dataset, 'the sweep');
  const { manifest, result } = runOn(io, study, dataset, made.range);
  return { kind: 'sweep', id: made.id, study, planHash: manifest.planHash, dataset, range: made.range, manifest, result, sweep, configuration };
};

/** What a folder holds to be judged. */
export const subjectOf = (io: Io, folder: string, root: string, trial: string | undefined): Promise<Subject> =>
  isSweepFolder(folder) ? subjectOfSweep(io, folder, root, trial) : subjectOfRun(io, folder, root);

/** The sweep a run says it was chosen from. @throws RefusedError when it is about other data or other plans */
export const sweepBehind = (subject: Subject, folder: string): FinishedSweep => {
  const sweep = readFinishedSweep(folder);
  const { study, axes, dataset } = sweep.manifest;
  if (dataset.sha256 !== subject.dataset.hash) {
    throw new RefusedError('other-sweep', mustBe('--sweep', `on the run's data (${subject.dataset.hash.slice(0, 12)})`, dataset.sha256.slice(0, 12), 'sweep this dataset'), 4);
  }
  if (!sweep.trials.some(({ point, failed }) => !failed && planHashOf(studyAt(study, axes, point)) === subject.planHash)) {
    throw new RefusedError('other-sweep', mustBe('--sweep', 'one that tried the plan of the run', 'one that did not', 'name the sweep the plan was chosen from'), 4);
  }
  return sweep;
};

import type { Study } from '../../backtest/index.ts';
import { canonicalJson } from '../../kernel/index.ts';
import { onlySessions } from '../../market/index.ts';
import type { SweepSetting } from '../../pool/index.ts';
import type { Axis, Constraint, Search, SweepConfig } from '../../research/index.ts';
import { readAxes, readConstraints, searchOf } from '../../research/index.ts';
import type { Dataset, DateRange, SweepManifest } from '../../store/index.ts';
import { checkFits, codeIdentity, datesWithin, identityOf, openDataset, readStudy, sha256, studyHashOf, sweepId } from '../../store/index.ts';

/** A sweep ready to run: everything in its file was checked before any work. */
export interface PreparedSweep {
  readonly config: SweepConfig;
  readonly study: Study;
  readonly axes: readonly Axis[];
  readonly constraints: readonly Constraint[];
  readonly search: Search;
  readonly dataset: Dataset;
  readonly dates: Dataset['days'];
  readonly manifest: SweepManifest;
}

/**
 * Reads and checks all a sweep needs.
 *
 * @throws ConfigError, DataError or RefusedError in the house grammar
 */
export const prepareSweep = async (config: SweepConfig, root: string, name: string, range: DateRange): Promise<PreparedSweep> => {
  const study = readStudy(config.study, 'sweep.study');
  const axes = readAxes(study, config.axes);
  const constraints = readConstraints(config.constraints);
  const search = searchOf(config.search, axes);
  const dataset = await openDataset(root, name);
  checkFits(study, dataset);
  const dates = datesWithin(dataset, range);
  const studyHash = studyHashOf(study);
  const code = codeIdentity().sha256;
  const id = sweepId(config, studyHash, `${dataset.hash} ${dates[0]} ${dates.at(-1)}`, code);
  const manifest = { id, config, study, studyHash, dataset: identityOf(dataset, dates.length), range, code };
  return { config, study, axes, constraints, search, dataset, dates, manifest };
};

/** What units of work are evaluated on, over some of the dataset's sessions. */
export const settingOf = (study: Study, axes: readonly Axis[], dataset: Dataset, dates: readonly string[]): SweepSetting => {
  const wanted = new Set(dates);
  const packed = dataset.packed();
  const places = packed.days.flatMap(({ date }, place) => (wanted.has(date) ? [place] : []));
  return { key: sha256(canonicalJson({ study, axes, dataset: dataset.hash, dates })), packed, places, mayRead: null, study, axes };
};

/** The same with every other session, and every close after the last of these, out of reach. */
export const sealedSettingOf = (study: Study, axes: readonly Axis[], dataset: Dataset, dates: readonly string[]): SweepSetting => {
  const packed = onlySessions(dataset.packed(), new Set(dates));
  return {
    key: sha256(canonicalJson({ study, axes, dataset: dataset.hash, dates, sealed: true })),
    packed, places: packed.days.map((_, place) => place), mayRead: dates, study, axes,
  };
};

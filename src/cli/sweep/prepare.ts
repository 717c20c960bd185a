import type { Study } from '../../backtest/index.ts';
import type { Axis, Constraint, Search, SweepConfig } from '../../research/index.ts';
import { readAxes, readConstraints, searchOf } from '../../research/index.ts';
import type { Dataset, DateRange, SweepManifest } from '../../store/index.ts';
import { checkFits, codeIdentity, datesWithin, identityOf, openDataset, readStudy, studyHashOf, sweepId } from '../../store/index.ts';

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

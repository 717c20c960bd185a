import { InvariantError, openStream } from '../../kernel/index.ts';
import type { Outcome } from '../../research/index.ts';
import { evaluateWhole, studyAt } from '../../research/index.ts';
import type { Dataset } from '../../store/index.ts';
import type { PreparedSweep } from './prepare.ts';

const SAMPLE = 3;
const PURPOSE = 0x5a3b1e;

const daysOf = function* (dataset: Dataset, dates: Dataset['days']) {
  for (const date of dates) yield dataset.day(date);
};

/** The best configuration and a few drawn from the rest, those that did not fail. */
const sampleOf = (best: Outcome | undefined, outcomes: readonly Outcome[]): Outcome[] => {
  const rng = openStream(outcomes.length, PURPOSE);
  const good = outcomes.filter(({ figures }) => figures !== null);
  if (good.length === 0) return [];
  return [...new Set([...(best === undefined ? [] : [best]), ...Array.from({ length: SAMPLE - 1 }, () => good[rng.below(good.length)])])];
};

/**
 * Runs a few configurations whole and compares every session with what the sweep found, to the cent.
 *
 * @returns how many were compared
 * @throws InvariantError when one differs
 */
export const checkSample = ({ study, axes, dataset, dates }: PreparedSweep, best: Outcome | undefined, outcomes: readonly Outcome[]): number => {
  const sample = sampleOf(best, outcomes);
  for (const { point, daily } of sample) {
    const oracle = evaluateWhole(daysOf(dataset, dates), studyAt(study, axes, point)).daily;
    const wrong = daily.findIndex((cents, session) => cents !== oracle[session]);
    if (daily.length !== oracle.length || wrong >= 0) {
      throw new InvariantError(`configuration ${JSON.stringify(point)} came out differently in the sweep than in a backtest, from session ${wrong + 1} on`);
    }
  }
  return sample.length;
};

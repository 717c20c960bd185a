import { InvariantError } from '../kernel/index.ts';
import type { PackedDays } from '../market/index.ts';
import { unpackDay } from '../market/index.ts';
import type { Study } from '../backtest/index.ts';
import type { Axis, Outcome, Point } from '../research/index.ts';
import { sweepEvaluator } from '../research/index.ts';

/** What a sweep's configurations are evaluated on: sessions of a dataset by their place, and the study they change. */
export interface SweepSetting {
  /** Hash of study, axes, data and sessions: equal settings have equal keys. */
  readonly key: string;
  readonly packed: PackedDays;
  /** Places of the sessions in `packed.days`. */
  readonly places: readonly number[];
  /** Sessions that may be read; null: all. Reading another one is a defect. */
  readonly mayRead: readonly string[] | null;
  readonly study: Study;
  readonly axes: readonly Axis[];
}

/** An evaluator on a setting. @throws InvariantError when it reads a session it must not */
export const evaluatorOf = ({ packed, places, mayRead, study, axes }: SweepSetting): ((point: Point) => Outcome) => {
  const allowed = mayRead === null ? null : new Set(mayRead);
  return sweepEvaluator(function* () {
    for (const place of places) {
      const day = unpackDay(packed, place);
      if (allowed?.has(day.date) === false) throw new InvariantError(`session ${day.date} was read while a plan was chosen without it`);
      yield day;
    }
  }, study, axes);
};

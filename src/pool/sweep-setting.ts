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
  readonly study: Study;
  readonly axes: readonly Axis[];
}

/** An evaluator on a setting. */
export const evaluatorOf = ({ packed, places, study, axes }: SweepSetting): ((point: Point) => Outcome) =>
  sweepEvaluator(function* () {
    for (const place of places) yield unpackDay(packed, place);
  }, study, axes);

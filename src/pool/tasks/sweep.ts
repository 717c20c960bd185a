import type { Outcome, Point, SweepEvaluator } from '../../research/index.ts';
import type { SweepSetting } from '../sweep-setting.ts';
import { evaluatorOf } from '../sweep-setting.ts';

export interface SweepPayload {
  readonly setting: SweepSetting;
  readonly points: readonly Point[];
}

let known: { readonly key: string; readonly evaluator: SweepEvaluator } | undefined;

/** Evaluates configurations; a thread keeps the entries of the setting it last worked on. */
export const sweepTask = ({ setting, points }: SweepPayload): Outcome[] => {
  if (known?.key !== setting.key) known = { key: setting.key, evaluator: evaluatorOf(setting) };
  known.evaluator.foresee(points);
  return points.map(known.evaluator.evaluate);
};

import type { Outcome, Point } from '../../research/index.ts';
import type { SweepSetting } from '../sweep-setting.ts';
import { evaluatorOf } from '../sweep-setting.ts';

export interface SweepPayload {
  readonly setting: SweepSetting;
  readonly points: readonly Point[];
}

let known: { readonly key: string; readonly evaluate: (point: Point) => Outcome } | undefined;

/** Evaluates configurations; a thread keeps the entries of the setting it last worked on. */
export const sweepTask = ({ setting, points }: SweepPayload): Outcome[] => {
  if (known?.key !== setting.key) known = { key: setting.key, evaluate: evaluatorOf(setting) };
  return points.map(known.evaluate);
};

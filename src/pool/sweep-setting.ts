import { createHash } from 'node:crypto';
import { canonicalJson, InvariantError } from '../kernel/index.ts';
import type { PackedDays } from '../market/index.ts';
import { onlySessions, unpackDay } from '../market/index.ts';
import type { Study } from '../backtest/index.ts';
import type { Axis, SweepEvaluator } from '../research/index.ts';
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

/** The data a setting is made on: their hash, and all sessions in memory when they are asked for. */
interface SweepData {
  readonly hash: string;
  readonly packed: () => PackedDays;
}

const keyOf = (parts: object): string => createHash('sha256').update(canonicalJson(parts)).digest('hex');

/** What units of work are evaluated on, over some of the sessions. */
export const settingOf = (study: Study, axes: readonly Axis[], data: SweepData, dates: readonly string[]): SweepSetting => {
  const wanted = new Set(dates);
  const packed = data.packed();
  const places = packed.days.flatMap(({ date }, place) => (wanted.has(date) ? [place] : []));
  return { key: keyOf({ study, axes, dataset: data.hash, dates }), packed, places, mayRead: null, study, axes };
};

/** The same with every other session, and every close after the last of these, out of reach. */
export const sealedSettingOf = (study: Study, axes: readonly Axis[], data: SweepData, dates: readonly string[]): SweepSetting => {
  const packed = onlySessions(data.packed(), new Set(dates));
  return { key: keyOf({ study, axes, dataset: data.hash, dates, sealed: true }), packed, places: packed.days.map((_, place) => place), mayRead: dates, study, axes };
};

/** An evaluator on a setting. @throws InvariantError when it reads a session it must not */
export const evaluatorOf = ({ packed, places, mayRead, study, axes }: SweepSetting): SweepEvaluator => {
  const allowed = mayRead === null ? null : new Set(mayRead);
  return sweepEvaluator(function* () {
    for (const place of places) {
      const day = unpackDay(packed, place);
      if (allowed?.has(day.date) === false) throw new InvariantError(`session ${day.date} was read while a plan was chosen without it`);
      yield day;
    }
  }, study, axes);
};

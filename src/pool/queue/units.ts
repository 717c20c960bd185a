import { createHash } from 'node:crypto';
import type { Study } from '../../backtest/index.ts';
import { canonicalJson } from '../../kernel/index.ts';
import type { Axis, Outcome, Point } from '../../research/index.ts';
import { outcomeFromJson, outcomeToJson } from '../../research/index.ts';
import type { Pool } from '../pool.ts';
import type { SweepSetting } from '../sweep-setting.ts';
import type { SweepRunner } from '../sweep.ts';
import { inOrder } from '../sweep.ts';
import type { WorkQueue } from './redis.ts';

/** A unit of configurations as it travels: everything but the quotes, which each machine has by their hash. */
export interface QueuedUnit {
  /** Hash of the program that must evaluate it. */
  readonly code: string;
  /** Content hash of the dataset. */
  readonly dataset: string;
  readonly dates: readonly string[];
  /** Whether other sessions must stay out of reach. */
  readonly isSealed: boolean;
  readonly study: Study;
  readonly axes: readonly Axis[];
  readonly points: readonly Point[];
}

/** Units in flight: enough for many machines, few enough to hold in memory. */
const IN_FLIGHT = 256;

const idOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Evaluates on whatever machines serve a queue. The outcomes are those of this thread. */
export const queueRunner = (setting: SweepSetting, queue: WorkQueue, { code, dataset }: Pick<QueuedUnit, 'code' | 'dataset'>): SweepRunner => {
  const { packed, places, mayRead, study, axes } = setting;
  const dates = places.map((place) => packed.days[place].date as string);
  return {
    run: async function* (units, signal) {
      const stop = new AbortController();
      const stopped = new Promise<undefined>((resolve) => stop.signal.addEventListener('abort', () => resolve(undefined), { once: true }));
      const onAbort = (): void => stop.abort();
      signal.addEventListener('abort', onAbort, { once: true });
      const submit = async (i: number): Promise<string | undefined> => {
        const text = canonicalJson({ code, dataset, dates, isSealed: mayRead !== null, study, axes, points: units[i] } satisfies QueuedUnit);
        try {
          return await Promise.race([queue.submit(idOf(text), text), stopped]);
        } catch (error) {
          stop.abort();
          throw error;
        }
      };
      try {
        for await (const result of inOrder(units.length, IN_FLIGHT, submit, signal)) {
          if (result === undefined) return;
          yield (JSON.parse(result) as unknown[]).map(outcomeFromJson);
        }
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
  };
};

/**
 * Does queued units on the threads of a pool.
 *
 * @param settingFor the unit's setting on this machine's own copy of the data
 * @throws what `settingFor` throws: no copy, another program
 */
export const unitWorker = (pool: Pool, settingFor: (unit: QueuedUnit) => Promise<SweepSetting>): ((work: string) => Promise<string>) => async (work) => {
  const unit = JSON.parse(work) as QueuedUnit;
  const setting = await settingFor(unit);
  const outcomes: readonly Outcome[] = await pool.run('sweep', { setting, points: unit.points });
  return JSON.stringify(outcomes.map(outcomeToJson));
};

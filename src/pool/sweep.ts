import type { Outcome, Point } from '../research/index.ts';
import type { Pool } from './pool.ts';
import type { SweepSetting } from './sweep-setting.ts';
import { evaluatorOf } from './sweep-setting.ts';

/** Something that evaluates units of configurations: this thread, a pool, or machines on a queue. */
export interface SweepRunner {
  /** Outcomes of each unit, in order of units and of their points. Stops early when the signal says so. */
  readonly run: (units: readonly (readonly Point[])[], signal: AbortSignal) => AsyncIterable<readonly Outcome[]>;
}

/** Evaluates on this thread, letting signals through between configurations. */
export const localRunner = (setting: SweepSetting): SweepRunner => {
  const { foresee, evaluate } = evaluatorOf(setting);
  return {
    run: async function* (units, signal) {
      for (const unit of units) {
        const outcomes: Outcome[] = [];
        foresee(unit);
        for (const point of unit) {
          if (signal.aborted) return;
          outcomes.push(evaluate(point));
          await new Promise(setImmediate);
        }
        yield outcomes;
      }
    },
  };
};

/** Units in flight for each worker: enough that none waits for this thread. */
const AHEAD = 3;

/** Runs tasks a few at a time and yields their results in order. */
export const inOrder = async function* <T>(count: number, ahead: number, start: (i: number) => Promise<T>, signal: AbortSignal): AsyncGenerator<T> {
  const running: Promise<T>[] = [];
  let next = 0;
  try {
    for (let i = 0; i < count; i++) {
      while (next < count && next < i + ahead && !signal.aborted) running[next] = start(next++);
      if (next <= i) return;
      yield await running[i];
    }
  } finally {
    await Promise.allSettled(running);
  }
};

/** Evaluates on the threads of a pool. Any number of them gives the same outcomes. */
export const poolRunner = (setting: SweepSetting, pool: Pool): SweepRunner => ({
  run: (units, signal) => inOrder(units.length, pool.workers * AHEAD, (i) => pool.run('sweep', { setting, points: units[i] }), signal),
});

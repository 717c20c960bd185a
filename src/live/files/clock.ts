import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../ports.ts';

const pauseFor = async (ms: number, signal: AbortSignal): Promise<void> => {
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};

/** The machine's own time. @param brokerNow what the broker last said the time is, epoch ms; NaN when nothing */
export const systemClock = (brokerNow: () => number): Clock => ({
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: pauseFor,
  brokerNow,
});

/**
 * Time that passes only by sleeping: a stored day at any speed.
 *
 * @param start epoch ms
 * @param speed how many times faster than life; Infinity does not wait at all
 */
export const replayClock = (start: number, speed: number): Clock => {
  let now = start;
  return {
    now: () => now,
    elapsed: () => now - start,
    sleep: async (ms, signal) => {
      if (speed !== Infinity) await pauseFor(ms / speed, signal);
      now += ms;
    },
    brokerNow: () => NaN,
  };
};

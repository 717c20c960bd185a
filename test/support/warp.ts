import { setTimeout as wait } from 'node:timers/promises';
import { vi } from 'vitest';

/** Time that runs faster than life and can be set, for everything that asks the machine. */
export interface Warp {
  readonly now: () => number;
  /** Moves the wall clock; durations do not notice. */
  readonly jumpTo: (at: number) => void;
  readonly stop: () => void;
}

/** Starts it at an instant, epoch ms. `sleepIn` of the same speed must stand in for `node:timers/promises`. */
export const warpTo = (at: number, speed: number): Warp => {
  const real = performance.now.bind(performance);
  const began = real();
  let offset = at;
  const elapsed = (): number => (real() - began) * speed;
  const now = (): number => Math.floor(offset + elapsed());
  const spies = [vi.spyOn(Date, 'now').mockImplementation(now), vi.spyOn(performance, 'now').mockImplementation(elapsed)];
  return {
    now,
    jumpTo: (to) => void (offset = to - elapsed()),
    stop: () => spies.forEach((spy) => spy.mockRestore()),
  };
};

/** `setTimeout` of `node:timers/promises`, so many times faster. */
export const sleepIn = (speed: number): typeof wait => (<T>(ms?: number, value?: T, options?: Parameters<typeof wait>[2]) => wait((ms ?? 0) / speed, value, options));

import type { ChainDay } from '../../market/index.ts';

/**
 * A condition that must hold for some seconds of quoted time before it counts.
 *
 * Its clock runs only between rows that are both quoted: a stale stretch neither confirms nor resets it. One quoted row
 * on which the condition fails starts it anew.
 */
export interface Confirmation {
  /** Tells the clock of row t. @returns whether the condition is confirmed there */
  readonly at: (t: number, isQuoted: boolean, holds: boolean) => boolean;
}

export const confirmation = (day: ChainDay, seconds: number): Confirmation => {
  let running = false;
  let held = 0;
  let lastQuoted = -2;
  return {
    at: (t, isQuoted, holds) => {
      if (!isQuoted) return false;
      if (!holds) running = false;
      else if (!running) {
        running = true;
        held = 0;
      } else if (lastQuoted === t - 1) held += (day.minutes[t] - day.minutes[t - 1]) * 60;
      lastQuoted = t;
      return running && held >= seconds;
    },
  };
};

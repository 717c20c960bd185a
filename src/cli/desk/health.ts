import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a runner says of itself each minute. Derived: for people and pings, never for decisions. */
export interface Health {
  readonly at: number;
  readonly mode: string;
  readonly lastRow: number | null;
  readonly isReconciled: boolean;
  /** Dollars, realised and open. */
  readonly day: number;
  /** Points; null where there is no quote, target or stop. */
  readonly positions: readonly { readonly id: number; readonly debit: number | null; readonly target: number | null; readonly stop: number | null }[];
  readonly session: string;
  readonly clockApart: number | null;
  readonly expires: number | null;
}

/** The last words of a runner; undefined when there are none or they are damaged. */
export const readHealth = (folder: string): Health | undefined => {
  try {
    return { positions: [], ...(JSON.parse(readFileSync(join(folder, 'health.json'), 'utf8')) as Omit<Health, 'positions'>) };
  } catch {
    return undefined;
  }
};

/** How long ago a runner last wrote of itself, by this machine's clock; 0 when it never did. Milliseconds. */
export const silenceMs = (folder: string): number => {
  const written = statSync(join(folder, 'health.json'), { throwIfNoEntry: false })?.mtimeMs;
  return written === undefined ? 0 : Math.max(0, Date.now() - written);
};

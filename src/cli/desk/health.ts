import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a runner says of itself each minute. Derived: for people and pings, never for decisions. */
export interface Health {
  readonly at: number;
  readonly mode: string;
  readonly lastRow: number | null;
  readonly isReconciled: boolean;
  /** Dollars, realised and open. */
  readonly day: number;
  readonly clockApart: number | null;
  readonly expires: number | null;
}

/** The last words of a runner; undefined when there are none or they are damaged. */
export const readHealth = (folder: string): Health | undefined => {
  try {
    return JSON.parse(readFileSync(join(folder, 'health.json'), 'utf8')) as Health;
  } catch {
    return undefined;
  }
};

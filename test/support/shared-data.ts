import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'vitest';

/** Third-party data the project may read but never ships. */
const root = resolve(process.env.GAMMA_SHARED ?? resolve(import.meta.dirname, '../../../shared'), 'data');

/** Absolute path of a shared data file. */
export const sharedPath = (relative: string): string => resolve(root, relative);

export const hasSharedData = existsSync(root);

/** A suite that needs shared data: runs where the folder exists, is counted as one skipped test where it does not. */
export const describeWithData = (title: string, suite: () => void): void => {
  if (hasSharedData) describe(`[real data] ${title}`, suite);
  else describe.skip(`[real data] ${title}`, () => it('needs the shared data folder', () => undefined));
};

import { CALENDAR_LAST, marketOf, marketRecipes, sessionsBetween } from '../market/index.ts';
import type { MarketName } from '../market/index.ts';
import { ConfigError, mustBe } from '../kernel/index.ts';
import type { Dataset } from '../store/index.ts';
import { openDataset as openStored, syntheticDataset, writeDataset } from '../store/index.ts';

/** A dataset that knows where it lives: what is tried on it is counted in the ledger beside it. */
export interface LibraryDataset extends Dataset {
  /** Folder of datasets it was opened from. */
  readonly root: string;
}

/**
 * Opens a stored dataset.
 *
 * @param root folder of datasets, such as `datasets`
 * @param name the dataset's own folder in it
 * @throws DataError when there is none of the name, or a file of it was changed
 * @example const dataset = await openDataset('datasets', 'demo'); dataset.day(dataset.days[0]).spot
 */
export const openDataset = async (root: string, name: string): Promise<LibraryDataset> => ({ ...(await openStored(root, name)), root });

export interface SynthesizeOptions {
  /** Which market; `fair` when left out, in which no strategy has an edge before costs. */
  readonly market?: MarketName;
  /** Sessions from the recipe's first day on; its own number when left out. */
  readonly sessions?: number;
  /** Seed of all that is drawn; the recipe's when left out. */
  readonly seed?: number | string;
  /** Minutes between rows; 1 when left out. */
  readonly step?: number;
  /** Replace a dataset of the name; refused when left out. */
  readonly replace?: boolean;
  /** Told after each session. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Makes a dataset of a synthetic market, and opens it. Its grade is `synthetic` for good: nothing found on it is a finding
 * about real markets.
 *
 * @throws ConfigError for options out of range, or when a dataset of the name exists
 * @example const dataset = await synthesize('datasets', 'small', { market: 'fair', sessions: 60 })
 */
export const synthesize = async (root: string, name: string, options: SynthesizeOptions = {}): Promise<LibraryDataset> => {
  const { market = 'fair', sessions, seed, step, replace = false, onProgress } = options;
  const recipe = marketRecipes[market];
  const all = sessionsBetween(recipe.from, CALENDAR_LAST);
  if (sessions !== undefined && !(Number.isInteger(sessions) && sessions >= 1 && sessions <= all.length)) {
    throw new ConfigError('sessions', mustBe('sessions', `a whole number from 1 to ${all.length}`, sessions, 'correct it'));
  }
  const own = {
    ...recipe,
    ...(seed === undefined ? {} : { seed }),
    ...(step === undefined ? {} : { step }),
    ...(sessions === undefined ? {} : { to: all[sessions - 1] }),
  };
  const made = marketOf(own);
  await writeDataset(root, name, syntheticDataset(made, own, { replace, onDay: (done) => onProgress?.(done, made.dates.length) }));
  return openDataset(root, name);
};

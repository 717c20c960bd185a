import type { Defect } from './day.ts';
import { simulateDay } from './day.ts';
import { noCounts } from './roster.ts';

/** What became of one planted defect: the invariant that gave it away, and on which day; both undefined when nothing did. */
export interface SeenDefect {
  readonly name: string;
  readonly invariant: string | undefined;
  readonly seed: number | undefined;
  readonly words: string | undefined;
}

/**
 * Plants each defect day after day until the auditor breaks it off, on days that are clean without it.
 *
 * @param days most days tried for each, from seed 1 on
 */
export const plantEach = async (defects: readonly Defect[], days: number, signal: AbortSignal, progress: (done: number) => void): Promise<readonly SeenDefect[]> => {
  const clean = new Map<number, boolean>();
  const isClean = async (seed: number): Promise<boolean> => {
    const known = clean.get(seed) ?? (await simulateDay(seed, noCounts())).breaches.length === 0;
    clean.set(seed, known);
    return known;
  };
  const seen: SeenDefect[] = [];
  for (const defect of defects) {
    let found: SeenDefect = { name: defect.name, invariant: undefined, seed: undefined, words: undefined };
    for (let seed = 1; seed <= days && found.seed === undefined && !signal.aborted; seed++) {
      const [breach] = (await simulateDay(seed, noCounts(), defect)).breaches;
      if (breach !== undefined && (await isClean(seed))) found = { name: defect.name, invariant: breach.invariant, seed, words: breach.words };
    }
    seen.push(found);
    progress(seen.length);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return seen;
};

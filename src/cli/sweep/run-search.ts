import { canonicalJson } from '../../kernel/index.ts';
import type { SweepRunner } from '../../pool/index.ts';
import type { Axis, Outcome, Search, SweepConfig, Trial } from '../../research/index.ts';
import { unitsOf } from '../../research/index.ts';
import type { Progress } from '../io.ts';

/** Configurations of a unit of work: enough to be worth a message, few enough to lose. */
export const UNIT = 32;

export const objectiveOf = ({ objective }: Pick<SweepConfig, 'objective'>, { figures }: Outcome): number => (figures === null ? NaN : figures[objective]);

export const shownFigure = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : 'n/a');

/** A search under way. `outcomes` grows; those already there are not evaluated again. */
export interface Searching {
  readonly config: Pick<SweepConfig, 'objective'>;
  readonly axes: readonly Axis[];
  readonly search: Search;
  readonly runner: SweepRunner;
  readonly outcomes: Outcome[];
  /** Told what was newly evaluated, in order. */
  readonly onOutcomes: (outcomes: readonly Outcome[]) => void;
  readonly progress: Progress;
}

const trialsOf = ({ config }: Pick<Searching, 'config'>, outcomes: readonly Outcome[]): Trial[] =>
  outcomes.map((outcome) => ({ point: outcome.point, objective: objectiveOf(config, outcome) }));

/** Saved outcomes as far as they are what the search asks for, in its order: two sweeps at once may have written them. */
export const asPlanned = ({ config, axes, search }: Pick<Searching, 'config' | 'axes' | 'search'>, saved: readonly Outcome[]): Outcome[] => {
  let done = 0;
  for (let batch = search.next([]); batch.length > 0 && done < saved.length; batch = search.next(trialsOf({ config }, saved.slice(0, done)))) {
    for (const planned of unitsOf(batch, axes, UNIT).flat()) {
      if (done === saved.length || canonicalJson(saved[done].point) !== canonicalJson(planned)) return saved.slice(0, done);
      done++;
    }
  }
  return saved.slice(0, done);
};

/** Evaluates batch after batch in units. @returns false when stopped; what was finished has been told */
export const runSearch = async ({ config, axes, search, runner, outcomes, onOutcomes, progress }: Searching, signal: AbortSignal): Promise<boolean> => {
  let best = -Infinity;
  let failed = 0;
  const tell = (told: readonly Outcome[], done: number): void => {
    for (const outcome of told) {
      best = Math.max(best, Number.isNaN(objectiveOf(config, outcome)) ? -Infinity : objectiveOf(config, outcome));
      if (outcome.error !== null) failed++;
    }
    progress.update(done, `best ${shownFigure(best)}${failed > 0 ? `, ${failed} failed` : ''}`);
  };
  tell(outcomes, outcomes.length);
  let done = 0;
  for (let batch = search.next([]); batch.length > 0; batch = search.next(trialsOf({ config }, outcomes.slice(0, done)))) {
    const units = unitsOf(batch, axes, UNIT);
    const before = done;
    done += batch.length;
    const saved = Math.max(0, outcomes.length - before);
    let skip = saved;
    const rest = units.flatMap((unit) => {
      const known = Math.min(skip, unit.length);
      skip -= known;
      return known === unit.length ? [] : [unit.slice(known)];
    });
    for await (const part of runner.run(rest, signal)) {
      outcomes.push(...part);
      onOutcomes(part);
      tell(part, outcomes.length);
    }
    if (outcomes.length < done) return false;
  }
  return true;
};

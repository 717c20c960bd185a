import type { Outcome } from '../../research/index.ts';
import { table } from '../format.ts';
import type { Io } from '../io.ts';
import type { PreparedSweep } from './prepare.ts';
import { objectiveOf, shownFigure } from './run-search.ts';

/** A configuration within the constraints, and what its neighbourhood is worth. */
export interface Ranked {
  readonly outcome: Outcome;
  readonly plateau: number;
}

/** Axis names short enough for a column: the last step, or as many as tell it from the others. */
export const axisNames = (paths: readonly string[]): string[] =>
  paths.map((path) => {
    const steps = path.split('.');
    for (let n = 1; n < steps.length; n++) {
      const name = steps.slice(-n).join('.');
      if (paths.filter((other) => other.endsWith(`.${name}`) || other === name).length === 1) return name;
    }
    return path;
  });

/** The ten best, as a table. */
export const tellBest = (io: Io, { config, axes }: PreparedSweep, ranked: readonly Ranked[]): void => {
  const header = [...axisNames(axes.map(({ path }) => path)), config.objective, 'neighbourhood', 'trades', 'drawdown %'];
  io.print(
    table(header, ranked.slice(0, 10).map(({ outcome, plateau }) => [
      ...outcome.point.map(String), shownFigure(objectiveOf(config, outcome)), shownFigure(plateau),
      String(outcome.figures?.trades ?? 0), shownFigure(outcome.figures?.maxDrawdownPercent ?? NaN),
    ])),
  );
};

import type { Json } from '../kernel/index.ts';
import type { Point } from './axes.ts';
import { figureNames } from './figures.ts';
import type { Figures } from './figures.ts';
import type { Outcome } from './sweep.ts';

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
const orNaN = (value: number | null): number => value ?? NaN;

/** An outcome as JSON keeps it: figures in the order of `figureNames`, null where undefined. */
interface OutcomeJson {
  readonly point: Point;
  readonly figures: readonly (number | null)[] | null;
  readonly daily: readonly number[];
  readonly error: string | null;
}

/** An outcome as a JSON value that reads back to the same numbers; undefined figures stay undefined. */
export const outcomeToJson = ({ point, figures, daily, error }: Outcome): Json => ({
  point, error,
  figures: figures === null ? null : figureNames.map((name) => orNull(figures[name])),
  daily: [...daily],
});

/** The outcome a JSON value was made of. */
export const outcomeFromJson = (json: unknown): Outcome => {
  const { point, figures, daily, error } = json as OutcomeJson;
  const read = figures === null ? null : (Object.fromEntries(figureNames.map((name, i) => [name, orNaN(figures[i])])) as unknown as Figures);
  return { point, error, figures: read, daily: Float64Array.from(daily) };
};

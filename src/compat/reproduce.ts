import type { FigurePart } from './figure.ts';
import type { Measurements } from './measured.ts';
import type { MonteCarloFigures } from './monte-carlo.ts';
import { publishedFigures } from './published/index.ts';
import type { Row } from './row.ts';
import { rowOf } from './row.ts';

/** Seeds of every drawn figure. */
export const SEEDS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

/** What the halted paths do to the table, in numbers of this run. */
export const haltNotes = (seeds: readonly MonteCarloFigures[]): Readonly<Record<string, string>> => {
  const halted = mean(seeds.map((seed) => seed.halted)).toFixed(0);
  const unhalted = Math.round(mean(seeds.map(({ deviationUnhalted }) => deviationUnhalted))).toLocaleString('en-US');
  const lostWithoutHalt = seeds.some(({ loss, haltShare }) => loss > haltShare);
  return {
    'mc.std': `About ${halted} paths of 10,000 halt; without them the deviation is ${unhalted}, whatever the seed.`,
    'mc.loss': lostWithoutHalt ? '' : 'Every path that loses has halted: it is the chance of a bad first day or two, not of a bad year.',
  };
};

/** Rows of the parts asked for, in the order of the report. */
export const reproduce = (parts: readonly FigurePart[], measured: Measurements, notes: Readonly<Record<string, string>> = {}): Row[] =>
  publishedFigures
    .filter(({ part }) => parts.includes(part))
    .map((figure) => rowOf(figure, Object.hasOwn(measured, figure.id) ? measured[figure.id] : undefined, notes[figure.id]));

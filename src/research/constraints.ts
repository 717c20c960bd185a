import { ConfigError, didYouMean, mustBe } from '../kernel/index.ts';
import type { Figures } from './figures.ts';
import { figureNames } from './figures.ts';

/** A condition a configuration must meet, such as `maxDrawdownPercent <= 15`. */
export interface Constraint {
  readonly text: string;
  readonly figure: keyof Figures;
  readonly operator: string;
  readonly bound: number;
  readonly holds: (figures: Figures) => boolean;
}

const operators: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
};

/** Reads a constraint. @throws ConfigError naming the nearest figure, or the form */
export const readConstraint = (text: string): Constraint => {
  const match = /^\s*(\w+)\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  if (match === null) throw new ConfigError('constraint', mustBe('sweep.constraints', 'like `maxDrawdownPercent <= 15`', text, 'write a figure, a comparison and a number'));
  const [, name, operator, bound] = match;
  const figure = figureNames.find((known) => known === name);
  if (figure === undefined) throw new ConfigError('constraint', mustBe('sweep.constraints', 'on a known figure', name, didYouMean(name, figureNames)));
  return { text, figure, operator, bound: Number(bound), holds: (figures) => operators[operator](figures[figure], Number(bound)) };
};

/** Where a figure can lie at all. */
const ranges: Partial<Record<keyof Figures, readonly [low: number, high: number]>> = {
  trades: [0, Infinity], winRate: [0, 1], profitFactor: [0, Infinity], maxDrawdownPercent: [0, Infinity], halted: [0, 1],
};

/** Reads all constraints. @throws ConfigError when those on one figure exclude every value it can have */
export const readConstraints = (texts: readonly string[]): Constraint[] => {
  const constraints = texts.map(readConstraint);
  for (const name of figureNames) {
    const own = constraints.filter((constraint) => constraint.figure === name);
    const [least, most] = ranges[name] ?? [-Infinity, Infinity];
    const low = Math.max(least, ...own.filter(({ operator }) => operator.startsWith('>')).map(({ bound }) => bound));
    const high = Math.min(most, ...own.filter(({ operator }) => operator.startsWith('<')).map(({ bound }) => bound));
    const isPossible = low < high || (low === high && own.every(({ operator, bound }) => operators[operator](low, bound)));
    if (isPossible) continue;
    throw new ConfigError('constraint', mustBe('sweep.constraints', 'possible together', own.map(({ text }) => text).join(' and '), 'loosen one of them'));
  }
  return constraints;
};

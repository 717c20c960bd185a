import { ConfigError, didYouMean, mustBe } from '../kernel/index.ts';
import type { Figures } from './figures.ts';
import { figureNames } from './figures.ts';

/** A condition a configuration must meet, such as `maxDrawdownPercent <= 15`. */
export interface Constraint {
  readonly text: string;
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
  return { text, holds: (figures) => operators[operator](figures[figure], Number(bound)) };
};

/** Reads all constraints. @throws ConfigError when two on one figure exclude every value */
export const readConstraints = (texts: readonly string[]): Constraint[] => {
  const bounds = new Map<string, { low: number; high: number }>();
  for (const text of texts) {
    const [, name, operator, bound] = /^\s*(\w+)\s*(<=|>=|<|>)\s*(\S+)/.exec(text) ?? [];
    if (name === undefined) continue;
    const range = bounds.get(name) ?? { low: -Infinity, high: Infinity };
    if (operator.startsWith('<')) range.high = Math.min(range.high, Number(bound));
    else range.low = Math.max(range.low, Number(bound));
    bounds.set(name, range);
    if (range.low > range.high) {
      throw new ConfigError('constraint', mustBe('sweep.constraints', 'possible together', `${name} from ${range.low} to ${range.high}`, 'loosen one of them'));
    }
  }
  return texts.map(readConstraint);
};

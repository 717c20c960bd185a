import { z } from 'zod';
import { ConfigError, didYouMean, mustBe, parseWith } from '../kernel/index.ts';
import type { Study } from '../backtest/index.ts';
import { studySchema } from '../backtest/index.ts';

const range = z.strictObject({ from: z.number(), to: z.number(), step: z.number().positive() });

/** Values one knob of a plan takes: a list, or a range with its step. */
export const axisSchema = z.union([z.array(z.union([z.number(), z.string(), z.boolean()])).min(1), range]);
export type AxisValue = number | string | boolean;

/** Values as a caller writes them. */
export type AxisChoice = readonly AxisValue[] | z.infer<typeof range>;

/** One knob: where it is in the study, and the values it takes. */
export interface Axis {
  readonly path: string;
  readonly values: readonly AxisValue[];
}

/** One choice of a value on every axis, in axis order. */
export type Point = readonly AxisValue[];

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Key of a path step in a node: an entry of a list may be named by its index, kind or name. */
const keyIn = (node: Tree, step: string, path: string): string => {
  if (!Array.isArray(node)) {
    if (Object.hasOwn(node, step)) return step;
    throw new ConfigError('axis', mustBe(`axis ${path}`, 'a path of the study', step, didYouMean(step, Object.keys(node))));
  }
  const entries = node as readonly { kind?: string; name?: string }[];
  const found = entries.findIndex((entry, i) => String(i) === step || entry.name === step || (entry.name === undefined && entry.kind === step));
  if (found >= 0) return String(found);
  const known = entries.map((entry, i) => entry.name ?? entry.kind ?? String(i));
  throw new ConfigError('axis', mustBe(`axis ${path}`, 'an entry of the list', step, didYouMean(step, known)));
};

/** A path with the places of list entries for their names, so that one knob has one path. */
const stepsIn = (study: Study, path: string): string[] => {
  let node: unknown = study;
  return path.split('.').map((step) => {
    const key = isTree(node) ? keyIn(node, step, path) : step;
    node = isTree(node) ? node[key] : undefined;
    return key;
  });
};

const withValue = (node: unknown, steps: readonly string[], value: AxisValue, path: string): unknown => {
  if (steps.length === 0) return value;
  if (!isTree(node)) throw new ConfigError('axis', mustBe(`axis ${path}`, 'a path of the study', steps[0], 'the path is too long'));
  const [step, ...rest] = steps;
  const key = keyIn(node, step, path);
  const changed = withValue(node[key], rest, value, path);
  return Array.isArray(node) ? node.map((entry: unknown, i) => (String(i) === key ? changed : entry)) : { ...node, [key]: changed };
};

/**
 * A study with the values of a point in place.
 *
 * @throws ConfigError when a path is not one of the study's, or the value does not parse there
 */
export const studyAt = (study: Study, axes: readonly Axis[], point: Point): Study => {
  const changed = axes.reduce<unknown>((whole, axis, i) => withValue(whole, axis.path.split('.'), point[i], axis.path), study);
  return parseWith(studySchema, changed, 'study');
};

/** The part of a study an axis changes on its own: an exit rule by its place, the hold, the account's rules; null for any other. */
const partOf = (study: Study, { path }: Axis): string | null => {
  const steps = path.split('.');
  if (steps[0] === 'risk') return 'risk';
  if (steps[0] !== 'strategy' || steps[1] !== 'exits') return null;
  if (steps[2] === 'hold') return 'hold';
  return steps[2] === 'rules' && steps.length > 4 && steps[4] !== 'kind' ? keyIn(study.strategy.exits.rules as unknown as Tree, steps[3], path) : null;
};

/** A study with one of its parts taken from another. */
const withPart = (study: Study, part: string, from: Study): Study => {
  if (part === 'risk') return { ...study, risk: from.risk };
  const { exits } = study.strategy;
  const changed = part === 'hold'
    ? { ...exits, hold: from.strategy.exits.hold }
    : { ...exits, rules: exits.rules.map((rule, k) => (String(k) === part ? from.strategy.exits.rules[k] : rule)) };
  return { ...study, strategy: { ...study.strategy, exits: changed } };
};

/**
 * `studyAt` for many points: each part of the study is parsed once for each of its own settings, and equal settings are the
 * same object.
 */
export const studyReader = (study: Study, axes: readonly Axis[]): ((point: Point) => Study) => {
  const parts = axes.map((axis) => partOf(study, axis));
  const names = [...new Set(parts)];
  const known = new Map<string, Study>();
  const changed = (part: string | null, point: Point): Study => {
    const own = axes.flatMap((_, i) => (parts[i] === part ? [i] : []));
    const values = own.map((i) => point[i]);
    const key = JSON.stringify([part, values]);
    let made = known.get(key);
    if (made === undefined) {
      made = studyAt(study, own.map((i) => axes[i]), values);
      known.set(key, made);
    }
    return made;
  };
  return (point) =>
    names.reduce<Study>((whole, part) => (part === null ? whole : withPart(whole, part, changed(part, point))), names.includes(null) ? changed(null, point) : study);
};

/** Values of one range at most: a step too small by a slip would never end. */
const MOST_STEPS = 10_000;

const stepsOf = ({ from, to, step }: z.infer<typeof range>, path: string): number[] => {
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (!(count >= 1)) throw new ConfigError('axis', mustBe(`axis ${path}`, 'a range that rises', `${from} to ${to}`, 'exchange from and to'));
  if (count > MOST_STEPS) throw new ConfigError('axis', mustBe(`axis ${path}`, `of at most ${MOST_STEPS} values`, count, 'make the step larger'));
  return Array.from({ length: count }, (_, i) => Number((from + i * step).toPrecision(12)));
};

/** The axes of a sweep, each tried once against the study so that a wrong path is found before any work. */
export const readAxes = (study: Study, axes: Readonly<Record<string, AxisChoice>>): Axis[] => {
  const read = Object.entries(axes).map(([path, values]): Axis => ({ path, values: 'from' in values ? stepsOf(values, path) : values }));
  for (const { path, values } of read) {
    const twice = values.find((value, i) => values.indexOf(value) < i);
    if (twice !== undefined) throw new ConfigError('axis', mustBe(`axis ${path}`, 'a list of different values', `${String(twice)} twice`, 'each counts once'));
  }
  if (read.length === 0) throw new ConfigError('axes', mustBe('sweep.axes', 'at least one axis', {}, 'name a path of the study and its values'));
  for (const axis of read) studyAt(study, [axis], [axis.values[0]]);
  const knobs = new Map<string, string>();
  for (const { path } of read) {
    const steps = stepsIn(study, path);
    if (steps.at(-1) === 'name') throw new ConfigError('axis', mustBe(`axis ${path}`, 'a knob that decides something', 'a name', 'take it out'));
    const other = knobs.get(steps.join('.'));
    if (other !== undefined) throw new ConfigError('axis', mustBe(`axis ${path}`, 'a knob of its own', `the one of ${other}`, 'take one of them out'));
    knobs.set(steps.join('.'), path);
  }
  return read;
};

/** Whether an axis changes exits only, so that entries can be computed once. */
export const isExitAxis = (axis: Axis): boolean => axis.path.startsWith('strategy.exits.');

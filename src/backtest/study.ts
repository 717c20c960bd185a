import { z } from 'zod';
import { dataGrades, parseWith } from '../kernel/index.ts';
import { executionSchema } from '../execution/index.ts';
import { planSchema } from '../strategy/index.ts';

/** What to run: a plan, what its decisions cost, and the least real data it accepts. */
export const studySchema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).max(80),
  /** Least grade of data the study accepts. */
  requires: z.enum(dataGrades),
  strategy: planSchema.shape.strategy,
  risk: planSchema.shape.risk,
  execution: executionSchema,
});
export type Study = z.output<typeof studySchema>;

type Tree = { readonly [key: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values of `over` laid on `base`; lists and scalars replace, mappings merge. A changed `kind` or `policy` starts anew. */
const overlay = (base: unknown, over: unknown): unknown => {
  if (!isTree(base) || !isTree(over)) return over;
  for (const tag of ['kind', 'policy', 'method']) if (tag in over && over[tag] !== base[tag]) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) merged[key] = key in base ? overlay(base[key], value) : value;
  return merged;
};

/**
 * Parses a study. `extends` names a built-in study whose values the text overrides.
 *
 * @throws ConfigError in the house grammar
 */
export const parseStudy = (value: unknown, builtIn: (name: string) => unknown): Study => {
  if (!isTree(value) || !('extends' in value)) return parseWith(studySchema, value, 'study');
  const { extends: parent, ...own } = value;
  return parseWith(studySchema, overlay(builtIn(String(parent)), own), 'study');
};

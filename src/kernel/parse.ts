import { z } from 'zod';
import { ConfigError, mustBe } from './errors.ts';
import { didYouMean } from './nearest.ts';

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
}

/** The JSON Schema of a schema's input, for editors and for naming nearest keys. */
export const jsonSchemaOf = (schema: z.ZodType): object => z.toJSONSchema(schema, { io: 'input' });

const variants = (node: JsonSchema): readonly JsonSchema[] => node.anyOf ?? node.oneOf ?? [node];

/** Variants of a node that agree with the constants in a value; all of them when none does. */
const fitting = (node: JsonSchema, value: unknown): readonly JsonSchema[] => {
  const all = variants(node).flatMap(variants);
  if (typeof value !== 'object' || value === null) return all;
  const record = value as Record<string, unknown>;
  const fits = all.filter((variant) => {
    const constants = Object.entries(variant.properties ?? {}).filter(([, p]) => p.const !== undefined);
    return constants.length > 0 && constants.every(([key, p]) => record[key] === p.const);
  });
  return fits.length > 0 ? fits : all;
};

const childOf = (node: JsonSchema, key: PropertyKey): JsonSchema | undefined =>
  typeof key === 'number' ? node.items : node.properties?.[String(key)];

/** Nodes of a JSON Schema at a path, following the value's own variants. */
const nodesAt = (root: JsonSchema, value: unknown, path: readonly PropertyKey[]): readonly JsonSchema[] => {
  let nodes = fitting(root, value);
  let here = value;
  for (const key of path) {
    here = (here as Record<PropertyKey, unknown> | undefined)?.[key];
    nodes = nodes.flatMap((node) => {
      const child = childOf(node, key);
      return child === undefined ? [] : fitting(child, here);
    });
  }
  return nodes;
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((here, key) => (here as Record<PropertyKey, unknown> | undefined)?.[key], value);

const whereOf = (where: string, path: readonly PropertyKey[]): string => [where, ...path.map(String)].join('.');

const limits = (issue: { readonly origin: string; readonly inclusive?: boolean | undefined }, bound: unknown, words: readonly [string, string]): string => {
  const phrase = issue.inclusive === false ? words[0] : words[1];
  const things = issue.origin === 'array' ? (bound === 1 ? ' entry' : ' entries') : issue.origin === 'string' ? ' characters' : '';
  return `${phrase} ${String(bound)}${things}`;
};

const typeWords: Readonly<Record<string, string>> = {
  int: 'a whole number', number: 'a number', string: 'text', object: 'a mapping', array: 'a list', boolean: 'true or false', record: 'a mapping',
};

const needOf = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.expected] ?? `a ${issue.expected}`;
    case 'too_small':
      return limits(issue, issue.minimum, ['above', 'at least']);
    case 'too_big':
      return limits(issue, issue.maximum, ['below', 'at most']);
    case 'invalid_value':
      return issue.values.length === 1 ? JSON.stringify(issue.values[0]) : `one of ${issue.values.map(String).join(', ')}`;
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    default:
      return issue.message.replace(/^Invalid input:? ?/, '') || 'valid';
  }
};

const kindsOf = (nodes: readonly JsonSchema[], key: string): string[] =>
  [...new Set(nodes.flatMap(variants).map((node) => node.properties?.[key]?.const).filter((k) => typeof k === 'string'))];

/** The first problem of a failed parse as a sentence of the house grammar. */
const sentence = (issue: z.core.$ZodIssue, value: unknown, where: string, schema: z.ZodType): string => {
  const root = jsonSchemaOf(schema) as JsonSchema;
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0];
    const known = [...new Set(nodesAt(root, value, issue.path).flatMap((node) => Object.keys(node.properties ?? {})))];
    return mustBe(whereOf(where, [...issue.path, key]), 'a known key', key, didYouMean(key, known));
  }
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
    const path = issue.path.at(-1) === issue.discriminator ? issue.path : [...issue.path, issue.discriminator];
    const found = valueAt(value, path);
    const known = kindsOf(nodesAt(root, value, path.slice(0, -1)), issue.discriminator);
    const remedy = typeof found === 'string' ? didYouMean(found, known) : `give one of ${known.join(', ')}`;
    return mustBe(whereOf(where, path), 'a known kind', found, remedy);
  }
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.map((errors) => errors[0]).sort((a, b) => b.path.length - a.path.length)[0];
    if (inner !== undefined && inner.path.length > 0) {
      return sentence({ ...inner, path: [...issue.path, ...inner.path] }, value, where, schema);
    }
    const names = nodesAt(root, value, issue.path).flatMap((node) => [...(node.enum ?? []), ...(node.const === undefined ? [] : [node.const])]);
    if (names.length === 0) {
      const words = issue.errors.flatMap(([first]) => (first?.code === 'invalid_type' ? [typeWords[first.expected] ?? first.expected] : []));
      return mustBe(whereOf(where, issue.path), words.join(' or '), valueAt(value, issue.path), 'correct the value');
    }
    return mustBe(whereOf(where, issue.path), `a name (${names.map(String).join(', ')}) or a full description`, valueAt(value, issue.path), 'see docs/plans.md');
  }
  const found = valueAt(value, issue.path);
  if (found === undefined) return mustBe(whereOf(where, issue.path), 'stated', undefined, 'there is no default; add it');
  return mustBe(whereOf(where, issue.path), needOf(issue), found, 'correct the value');
};

/**
 * Parses a value by a schema.
 *
 * @param where how messages name the value: `plan`, `study`
 * @throws ConfigError with the first problem in the house grammar; a mistyped key names the nearest one
 */
export const parseWith = <Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.output<Schema> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = [...result.error.issues].sort((a, b) => Number(b.code === 'unrecognized_keys') - Number(a.code === 'unrecognized_keys'));
  throw new ConfigError('config', sentence(issues[0], value, where, schema));
};

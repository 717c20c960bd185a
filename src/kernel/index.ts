/**
 * Knows the words everything else is written in: units, errors, random streams, quantiles, canonical JSON.
 * Deliberately knows nothing of options, markets or files.
 * Start at units.ts.
 */
export * from './units.ts';
export * from './errors.ts';
export * from './rng.ts';
export * from './seed.ts';
export * from './quantile.ts';
export * from './json.ts';
export * from './nearest.ts';
export * from './grade.ts';
export * from './text.ts';
export { jsonSchemaOf, parseWith } from './parse.ts';
export { instanceOf, newInstance } from './web-assembly.ts';

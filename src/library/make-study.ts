import { parseStudy, presetSource } from '../backtest/index.ts';
import type { Study } from '../backtest/index.ts';

/**
 * A study from a plain value, checked as a study file is: all of it, or `extends` with what differs from a built-in one.
 * Lists replace, mappings merge, and a mapping with another `kind` or `policy` starts anew.
 *
 * @throws ConfigError naming the first wrong entry and its remedy
 * @example makeStudy({ extends: 'seed-bt3y-quotes', name: 'one lot', risk: { sizing: { policy: 'fixed', contracts: 1 } } })
 */
export const makeStudy = (value: unknown): Study => parseStudy(value, presetSource);

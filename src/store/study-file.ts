import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Study } from '../backtest/index.ts';
import { parseStudy, presets, presetSource, presetStudy } from '../backtest/index.ts';
import { ConfigError, didYouMean, mustBe } from '../kernel/index.ts';

/**
 * Reads a study from a YAML or JSON file, or takes a built-in one by name.
 *
 * @throws ConfigError when there is no such file, it is not YAML, or the study does not parse
 */
export const readStudy = (source: string): Study => {
  if (Object.hasOwn(presets, source)) return presetStudy(source);
  if (!existsSync(source)) {
    throw new ConfigError('study-missing', mustBe('--config', 'a study file or a built-in study', source, didYouMean(source, Object.keys(presets))));
  }
  let value: unknown;
  try {
    value = parse(readFileSync(source, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'unreadable';
    throw new ConfigError('study-yaml', mustBe(source, 'YAML', reason, 'correct the indentation at that line'));
  }
  return parseStudy(value, presetSource);
};

import { existsSync, readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';
import type { Study } from '../backtest/index.ts';
import { parseStudy, presets, presetSource, presetStudy } from '../backtest/index.ts';
import { ConfigError, didYouMean, mustBe } from '../kernel/index.ts';

/**
 * Reads a study from a YAML or JSON file, or takes a built-in one by name.
 *
 * @throws ConfigError when there is no such file, it is not YAML, or the study does not parse
 */
export const readStudy = (source: string, flag = '--config'): Study => {
  if (Object.hasOwn(presets, source)) return presetStudy(source);
  if (!existsSync(source)) {
    throw new ConfigError('study-missing', mustBe(flag, 'a study file or a built-in study', source, didYouMean(source, Object.keys(presets))));
  }
  if (statSync(source).isDirectory()) {
    throw new ConfigError('study-missing', mustBe(flag, 'a study file', source, 'that is a folder; name the file in it'));
  }
  let value: unknown;
  try {
    value = parse(readFileSync(source, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'unreadable';
    throw new ConfigError('study-yaml', mustBe(source, 'YAML', reason, 'correct the file at that line'));
  }
  return parseStudy(value, presetSource);
};

import { existsSync, readFileSync, statSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import type { Study } from '../backtest/index.ts';
import { parseStudy, presets, presetSource, presetStudy } from '../backtest/index.ts';
import { ConfigError, didYouMean, mustBe } from '../kernel/index.ts';

/** A study from YAML or JSON text. @param where what to call the text in an error @throws ConfigError */
export const studyFromText = (text: string, where: string): Study => {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'unreadable';
    throw new ConfigError('study-yaml', mustBe(where, 'YAML', reason, 'correct it at that line'));
  }
  return parseStudy(value, presetSource);
};

/** A built-in study written out as YAML. */
export const presetText = (name: string): string => stringify(presetStudy(name));

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
  return studyFromText(readFileSync(source, 'utf8'), source);
};
